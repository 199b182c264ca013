using System.Security.Cryptography;

namespace IdClip.Encoding.Sessions;

/// <summary>What tells one model file from another.</summary>
internal static class ModelIdentity
{
    /// <summary>Lower-case hex sha256 of a file.</summary>
    public static string Of(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
