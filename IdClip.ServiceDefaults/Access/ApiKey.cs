namespace IdClip.ServiceDefaults.Access;

/// <summary>A key as it is kept: enough to know it again, not enough to use it.</summary>
/// <param name="Id">Eight hex digits to name it by.</param>
/// <param name="Name">What it is for, as its maker wrote.</param>
/// <param name="Created">When it was made.</param>
/// <param name="Sha256">Lower-case hex sha256 of the key. A key has 256 random bits, so there is nothing for a slow hash to slow down.</param>
public sealed record ApiKey(string Id, string Name, DateTimeOffset Created, string Sha256);
