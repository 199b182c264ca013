namespace IdClip.Grpc.Calls;

/// <summary>Limits on how much a request asks for.</summary>
internal static class RequestCount
{
    /// <summary>The number asked for, or the usual one where it is 0.</summary>
    public static int Of(string field, int asked, int usual, int most) => asked switch
    {
        0 => usual,
        < 0 => throw StatusDetails.Invalid(field, $"It is {asked}; ask for 1 to {most}."),
        _ when asked > most => throw StatusDetails.Invalid(field, $"It is {asked}; ask for 1 to {most}."),
        _ => asked,
    };
}
