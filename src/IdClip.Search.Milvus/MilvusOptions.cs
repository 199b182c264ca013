using System.Data.Common;

namespace IdClip.Search.Milvus;

/// <summary>Where Milvus is and how it is spoken to.</summary>
public sealed record MilvusOptions
{
    /// <summary>The connection string's name in a configuration.</summary>
    public const string ConnectionName = "milvus";

    /// <summary>What Milvus does with what is removed.</summary>
    internal const string BeyondRemoval =
        "Milvus finds the removed vectors no more. Their bytes stay in its storage until its own compaction and garbage collection have run, and in its backups.";

    /// <summary>For example <c>http://127.0.0.1:19530</c>; <c>https</c> for TLS with the system's certificate authorities.</summary>
    public required Uri Address { get; init; }

    /// <summary><c>USER:PASSWORD</c> or an API key; null where Milvus asks for none. Sent over TLS or to this machine only.</summary>
    public string? Token { get; init; }

    /// <summary>Made if there is none.</summary>
    public string Database { get; init; } = "default";

    /// <summary>How long a call may take, its retries included.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long Milvus may take to bring an index into memory.</summary>
    public TimeSpan LoadDeadline { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The address as messages show it.</summary>
    internal string Endpoint => $"{Address.Scheme}://{Address.Host}:{Address.Port}";

    /// <summary>Reads a connection string: <c>http://HOST:PORT</c>, or <c>Endpoint=http://HOST:PORT;Token=USER:PASSWORD;Database=NAME</c>; Aspire's <c>Key</c> is the token too.</summary>
    /// <exception cref="ArgumentException">It is malformed; the message shows no part of it.</exception>
    public static MilvusOptions Parse(string connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        const string Form = "The connection string of Milvus is like http://HOST:PORT, or Endpoint=http://HOST:PORT;Token=USER:PASSWORD;Database=NAME";
        if (Uri.TryCreate(connection, UriKind.Absolute, out var alone))
            return new MilvusOptions { Address = alone }.Checked();
        var parts = new DbConnectionStringBuilder();
        try
        {
            parts.ConnectionString = connection;
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"{Form}.", e);
        }
        if (!Uri.TryCreate(Part("Endpoint"), UriKind.Absolute, out var address))
            throw new ArgumentException($"{Form}; its Endpoint is missing or no address.");
        var options = new MilvusOptions { Address = address, Token = Part("Token") ?? Part("Key") };
        return (Part("Database") is { } database ? options with { Database = database } : options).Checked();

        string? Part(string name) => parts.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;
    }

    /// <summary>All but the token.</summary>
    public override string ToString() =>
        $"{Endpoint}, database {Database}, {(Token is null ? "no token" : "a token")}, deadline {Deadline.TotalSeconds:0.###} s";

    /// <summary>Refuses options that cannot work or would give the token away.</summary>
    /// <exception cref="ArgumentException">The message names the option and says what it must be.</exception>
    internal MilvusOptions Checked()
    {
        ArgumentNullException.ThrowIfNull(Address);
        if (!Address.IsAbsoluteUri || (Address.Scheme != Uri.UriSchemeHttp && Address.Scheme != Uri.UriSchemeHttps))
            throw new ArgumentException("Milvus Address must be http://HOST:PORT or https://HOST:PORT.");
        if (Address.UserInfo.Length > 0)
            throw new ArgumentException("Milvus Address holds a user or password; give them as Token instead.");
        if (Token is not null && Address.Scheme != Uri.UriSchemeHttps && !Address.IsLoopback)
            throw new ArgumentException($"A Milvus Token is not sent to {Endpoint} in the clear; use https.");
        if (string.IsNullOrWhiteSpace(Database))
            throw new ArgumentException("Milvus Database must be a name; \"default\" always exists.");
        if (Deadline <= TimeSpan.Zero || LoadDeadline <= TimeSpan.Zero)
            throw new ArgumentException("Milvus Deadline and LoadDeadline must be longer than nothing.");
        return this;
    }
}
