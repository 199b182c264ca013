using IdClip.Models.Store;

namespace IdClip.Serving;

/// <summary>How an archive is served.</summary>
/// <param name="Port">Port of the web page on 127.0.0.1, HTTP/1.1; gRPC (HTTP/2 without TLS) takes the next one. 0 lets the system choose both.</param>
/// <param name="Reflection">Whether gRPC clients may ask for the services' descriptions.</param>
public sealed record ServeOptions(int Port = 5080, bool Reflection = false)
{
    /// <summary>Folders below which gRPC clients may have sets made; none means that no sets are made.</summary>
    public IReadOnlyList<string> SynthesisRoots { get; init; } = [];

    /// <summary>Folders below which gRPC clients may have adapters trained; none means that none are trained.</summary>
    public IReadOnlyList<string> TrainingRoots { get; init; } = [];

    /// <summary>The models that the page shows and pulls.</summary>
    public ModelStore Models { get; init; } = ModelStore.Default();

    /// <summary>Whether who runs the host heeds <see cref="ModelChange"/>, so that the page may ask for it.</summary>
    public bool ChangesModel { get; init; }

    /// <summary>What came of the last change of the model; null where there was none.</summary>
    public string? Notice { get; init; }

    /// <summary>The archive's folder, whose keys open the services; null where they need none.</summary>
    public string? Archive { get; init; }

    /// <summary>Port of the gRPC services, 0 if the system chooses.</summary>
    public int GrpcPort => Port == 0 ? 0 : Port + 1;
}
