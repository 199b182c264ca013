namespace IdClip.Grpc;

/// <summary>The services of proto/ that a host maps.</summary>
[Flags]
public enum ServedContracts
{
    /// <summary>Health only.</summary>
    None = 0,

    /// <summary>encoding.proto.</summary>
    Encoding = 1,

    /// <summary>archive.proto.</summary>
    Archive = 2,

    /// <summary>search.proto and evaluation.proto, which measures searches.</summary>
    Search = 4,

    /// <summary>synthesis.proto.</summary>
    Synthesis = 8,

    /// <summary>All of them, as one process has.</summary>
    All = Encoding | Archive | Search | Synthesis,
}
