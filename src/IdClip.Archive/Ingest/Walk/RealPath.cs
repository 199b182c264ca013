namespace IdClip.Archive.Ingest.Walk;

/// <summary>A folder's path with every link on the way resolved.</summary>
internal static class RealPath
{
    public static string Of(string folder)
    {
        var real = Path.GetPathRoot(folder)!;
        foreach (var part in folder[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Join(real, part);
            try
            {
                real = Directory.ResolveLinkTarget(real, returnFinalTarget: true)?.FullName ?? real;
            }
            catch (IOException)
            {
                // Unresolvable links are as different as their names.
            }
        }
        return Path.TrimEndingDirectorySeparator(real);
    }
}
