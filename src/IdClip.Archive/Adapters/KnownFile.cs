namespace IdClip.Archive.Adapters;

/// <summary>A file as it was when it was indexed.</summary>
internal sealed record KnownFile(string Path, long Size, long Modified)
{
    /// <summary>Whether it is there and was not changed.</summary>
    public bool IsUnchanged()
    {
        var file = new FileInfo(Path);
        if (file.LinkTarget is not null)
            file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo;
        return file is { Exists: true } && file.Length == Size && file.LastWriteTimeUtc.Ticks == Modified;
    }
}
