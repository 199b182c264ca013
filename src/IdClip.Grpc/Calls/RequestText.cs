namespace IdClip.Grpc.Calls;

/// <summary>Limits on the texts of a request.</summary>
internal static class RequestText
{
    /// <summary>Refuses a text that is blank or too long.</summary>
    public static void Check(string field, string text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw StatusDetails.Invalid(field, $"It is blank; send 1 to {longest} characters.");
        CheckLength(field, text, longest);
    }

    /// <summary>Refuses a text that is too long; it may be empty.</summary>
    public static void CheckLength(string field, string text, int longest)
    {
        if (text.Length > longest)
            throw StatusDetails.Invalid(field, $"It has {text.Length} characters; at most {longest} are read.");
    }
}
