using System.Security.Cryptography;

namespace IdClip.Training.Jobs;

/// <summary>Hashes files.</summary>
internal static class FileHash
{
    /// <summary>Lower-case hex sha256 of a file.</summary>
    public static string Of(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
