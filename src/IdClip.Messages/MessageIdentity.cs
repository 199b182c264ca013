using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace IdClip.Messages;

/// <summary>Ids that follow from what they name.</summary>
public static class MessageIdentity
{
    /// <summary>An id of version 8 (RFC 9562) from the SHA-256 of a kind and what tells one of that kind from another.</summary>
    public static Guid Of(string kind, params IEnumerable<object> parts)
    {
        var name = new StringBuilder(kind);
        foreach (var part in parts)
            name.Append('\n').AppendFormat(CultureInfo.InvariantCulture, "{0}", part);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name.ToString())).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash, bigEndian: true);
    }
}
