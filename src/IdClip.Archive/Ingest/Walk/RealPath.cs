namespace IdClip.Archive.Ingest.Walk;

/// <summary>Paths without symbolic links, so that a link does not lead out of a folder, nor twice into it.</summary>
public static class RealPath
{
    private const int MostLinks = 40;

    /// <summary>The absolute path with every link in it followed; what does not exist stays as it is written.</summary>
    /// <exception cref="IOException">The links go round in circles, or a part of the path may not be looked at.</exception>
    public static string Of(string path)
    {
        var rest = new Stack<string>(Parts(path));
        var real = Path.GetPathRoot(Path.GetFullPath(path))!;
        for (var links = 0; rest.TryPop(out var part);)
        {
            var next = Path.Combine(real, part);
            // Not only directories: the last part may be a file, and a link to nothing is neither.
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }
            if (++links > MostLinks)
                throw new IOException($"{path} has more than {MostLinks} symbolic links.");
            var followed = Path.GetFullPath(target, real);
            foreach (var piece in Parts(followed))
                rest.Push(piece);
            real = Path.GetPathRoot(followed)!;
        }
        return real;
    }

    /// <summary>As <see cref="Of"/>, and the path as it is written where its links lead nowhere: those are as different as their names.</summary>
    public static string OrAsWritten(string path)
    {
        try
        {
            return Of(path);
        }
        catch (IOException)
        {
            return Path.TrimEndingDirectorySeparator(path);
        }
    }

    /// <summary>True where <paramref name="path"/> lies below <paramref name="folder"/>; both without links.</summary>
    public static bool IsBelow(string folder, string path) =>
        path != folder && FolderPath.IsBelow(path, folder);

    /// <summary>The parts of a path below its root, the last one first.</summary>
    private static IEnumerable<string> Parts(string path)
    {
        var full = Path.GetFullPath(path);
        return full[Path.GetPathRoot(full)!.Length..]
            .Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse();
    }
}
