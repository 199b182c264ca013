namespace IdClip.Search.Milvus;

/// <summary>Where Milvus is and how it is spoken to.</summary>
public sealed record MilvusOptions
{
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
