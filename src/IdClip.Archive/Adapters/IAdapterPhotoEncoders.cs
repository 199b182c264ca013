namespace IdClip.Archive.Adapters;

/// <summary>The seam to the adapters that photos can be encoded with: in one process those of this machine, across services those of the Encoding service.</summary>
public interface IAdapterPhotoEncoders
{
    /// <summary>Names of the adapters that fit the archive's models.</summary>
    /// <exception cref="ArchiveException">They can't be asked for now.</exception>
    Task<IReadOnlyList<string>> ListAsync(CancellationToken ct = default);

    /// <summary>Finds an adapter and checks that it fits the archive's models.</summary>
    /// <param name="name">Its name in the adapter store.</param>
    /// <param name="identity">Its weights, which count and not the name; empty to find it by its name.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="UnknownAdapterException">There is none.</exception>
    /// <exception cref="ArchiveException">It can't be used with this archive; the message says what to do.</exception>
    Task<ArchiveAdapter> FindAsync(string name, string identity = "", CancellationToken ct = default);

    /// <summary>Opens the image tower of an adapter that an archive knows.</summary>
    /// <exception cref="ArchiveException">It is not there any more, or can't be used with this archive; the message says what to do.</exception>
    Task<IAdapterPhotoEncoder> OpenAsync(ArchiveAdapter adapter, CancellationToken ct = default);
}
