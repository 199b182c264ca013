using Google.Protobuf;
using Google.Rpc;

namespace IdClip.Grpc.Calls;

/// <summary>Limits on the pictures of a request.</summary>
internal static class RequestImage
{
    /// <summary>Refuses a picture that is empty or too large to be looked at.</summary>
    public static void Check(string field, ByteString image)
    {
        if (image.IsEmpty)
            throw StatusDetails.Invalid(field, "It is empty; send the bytes of a picture file.");
        if (image.Length > GrpcLimits.MaxImageBytes)
            throw StatusDetails.Fields(Code.ResourceExhausted, (field, $"It has {image.Length} bytes; at most {GrpcLimits.MaxImageBytes} are read."));
    }
}
