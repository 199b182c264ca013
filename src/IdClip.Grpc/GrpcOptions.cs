namespace IdClip.Grpc;

/// <summary>What the gRPC services offer.</summary>
public sealed class GrpcOptions
{
    /// <summary>Whether clients may ask for the services' descriptions (grpcurl, grpcui).</summary>
    public bool Reflection { get; set; }

    /// <summary>Folders below which clients may have sets made; none means that no sets are made.</summary>
    public IReadOnlyList<string> SynthesisRoots { get; set; } = [];
}
