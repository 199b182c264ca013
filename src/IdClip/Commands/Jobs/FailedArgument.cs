using System.CommandLine;

namespace IdClip.Commands.Jobs;

/// <summary>One failed message, or all.</summary>
internal sealed class FailedArgument : Argument<string>
{
    private const string All = "all";

    public FailedArgument() : base("ID") => Description = "Of 'idclip jobs failed', or: all";

    /// <summary>The id; null for all.</summary>
    /// <exception cref="InputException">It is neither.</exception>
    public Guid? Of(ParseResult command) => command.GetRequiredValue(this) switch
    {
        All => null,
        var text when Guid.TryParse(text, out var id) => id,
        var text => throw new InputException($"'{text}' is no id of a message. 'idclip jobs failed' lists them; '{All}' takes all."),
    };
}
