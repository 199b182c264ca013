using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Npgsql;

namespace IdClip.Archive.PostgreSql;

/// <summary>Where an archive is: a schema of a database. Nothing outside the schema is ever named.</summary>
/// <param name="Text">The connection string, completed.</param>
/// <param name="Schema">The schema.</param>
internal sealed partial record ArchiveConnection(string Text, string Schema)
{
    private const string DefaultSchema = "idclip";

    /// <summary>What messages call it: without user and password.</summary>
    public string Place { get; private init; } = "";

    /// <summary>The number that this archive's advisory locks share.</summary>
    public int LockSpace { get; } = BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes("idclip " + Schema))) & int.MaxValue;

    /// <exception cref="ArchiveException">It is no connection string, or its search path is not one plain schema.</exception>
    public static ArchiveConnection Parse(string connection)
    {
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new(connection);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // Npgsql's own message may quote the password.
            throw new ArchiveException("The connection string of the catalogue can't be read. It is like Host=db;Database=idclip;Username=idclip;Password=...;Search Path=my_archive");
        }
        if (string.IsNullOrEmpty(builder.Host))
            throw new ArchiveException("The connection string of the catalogue names no server. Add Host=...");
        builder.SearchPath = string.IsNullOrWhiteSpace(builder.SearchPath) ? DefaultSchema : builder.SearchPath.Trim();
        if (!SchemaName().IsMatch(builder.SearchPath))
            throw new ArchiveException($"The catalogue's Search Path is \"{builder.SearchPath}\". Name one schema, the archive's own: lower-case letters, digits and _, up to 63.");
        builder.ApplicationName ??= $"idclip, process {Environment.ProcessId} on {Environment.MachineName}";
        return new(builder.ToString(), builder.SearchPath) { Place = $"{builder.SearchPath} of database {builder.Database ?? builder.Username} on {builder.Host}" };
    }

    /// <summary>A connection outside the pool, for what is held as long as this process lives.</summary>
    public NpgsqlConnection OwnConnection(bool withDetails = false) =>
        new(new NpgsqlConnectionStringBuilder(Text) { Pooling = false, TcpKeepAlive = true, IncludeErrorDetail = withDetails }.ToString());

    [GeneratedRegex("^(?!pg_)[a-z_][a-z0-9_]{0,62}$")]
    private static partial Regex SchemaName();
}
