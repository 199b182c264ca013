using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IdClip.ServiceDefaults.Access;

/// <summary>The keys that open an archive's services, in one file. Any number are valid at once, so a key is rotated by adding one, handing it out and revoking the other. Thread-safe; a change by another process counts at once.</summary>
/// <param name="file">The file; there need be none.</param>
public sealed partial class ApiKeys(string file)
{
    /// <summary>What every key begins with, so that scanners of leaked secrets know it.</summary>
    public const string Prefix = "idclip_";

    private const int SecretBytes = 32;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private Tuple<DateTime, long, IReadOnlyList<ApiKey>>? known;

    /// <summary>The file of an archive's keys.</summary>
    public static string FileIn(string archive) => Path.Combine(archive, "keys.json");

    /// <summary>The keys, oldest first.</summary>
    /// <exception cref="IOException">The file is damaged or may not be read.</exception>
    public IReadOnlyList<ApiKey> List()
    {
        var state = new FileInfo(file);
        if (!state.Exists)
            return [];
        if (Volatile.Read(ref known) is { } last && last.Item1 == state.LastWriteTimeUtc && last.Item2 == state.Length)
            return last.Item3;
        try
        {
            IReadOnlyList<ApiKey> keys = JsonSerializer.Deserialize(File.ReadAllBytes(file), KeyFields.Default.ApiKeyArray) ?? [];
            Volatile.Write(ref known, Tuple.Create(state.LastWriteTimeUtc, state.Length, keys));
            return keys;
        }
        catch (JsonException error)
        {
            throw new IOException($"{file} is not a list of keys: {error.Message} Restore it, or delete it and add keys again: idclip keys add NAME", error);
        }
    }

    /// <summary>Makes a key.</summary>
    /// <param name="name">What it is for.</param>
    /// <returns>The key itself, which is kept nowhere, and what is kept of it.</returns>
    public (string Key, ApiKey Kept) Add(string name)
    {
        var key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var kept = new ApiKey(RandomNumberGenerator.GetHexString(8, lowercase: true), name, DateTimeOffset.UtcNow, Convert.ToHexStringLower(HashOf(key)));
        Change(keys => [.. keys, kept]);
        return (key, kept);
    }

    /// <summary>Makes a key worthless.</summary>
    /// <returns>False where there is none of this id.</returns>
    public bool Revoke(string id)
    {
        var found = false;
        Change(keys =>
        {
            found = keys.Any(key => key.Id == id);
            return [.. keys.Where(key => key.Id != id)];
        });
        return found;
    }

    /// <summary>What is kept of a key, or null where it is none of these. The time it takes tells nothing about them.</summary>
    public ApiKey? Find(string key)
    {
        var hash = HashOf(key);
        ApiKey? found = null;
        // No early end: which key it is, or how much of one, must not show in the time.
        foreach (var kept in List())
            found = CryptographicOperations.FixedTimeEquals(hash, Convert.FromHexString(kept.Sha256)) ? kept : found;
        return found;
    }

    private static byte[] HashOf(string key) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key));

    private void Change(Func<IReadOnlyList<ApiKey>, ApiKey[]> change)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        using var held = Lock();
        var keys = JsonSerializer.SerializeToUtf8Bytes(change(List()), KeyFields.Default.ApiKeyArray);
        var temporary = file + ".partial";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(temporary, options))
        {
            stream.Write(keys);
            stream.Flush(flushToDisk: true);
        }
        File.Move(temporary, file, overwrite: true);
        Volatile.Write(ref known, null);
    }

    // Two people who add a key at once must both have one.
    private FileStream Lock()
    {
        for (var start = Environment.TickCount64; ;)
            try
            {
                return new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Environment.TickCount64 - start < Patience.TotalMilliseconds)
            {
                Thread.Sleep(20);
            }
    }

    [JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(ApiKey[]))]
    private sealed partial class KeyFields : JsonSerializerContext;
}
