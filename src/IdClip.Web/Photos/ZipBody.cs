using Microsoft.AspNetCore.Http;

namespace IdClip.Web.Photos;

/// <summary>The body of a response as a ZIP is written into it while it is sent.</summary>
internal static class ZipBody
{
    /// <summary>The writer's stream and not the body: an entry of a ZIP still ends with a synchronous write (dotnet/runtime#121624), which bodies refuse.</summary>
    public static Stream Of(HttpResponse response) => response.BodyWriter.AsStream(leaveOpen: true);
}
