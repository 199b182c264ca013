using Spectre.Console;

namespace IdClip.Terminal;

/// <summary>Where commands write: results to standard output, progress and errors to standard error.</summary>
/// <remarks>Colours, links and moving bars go to terminals only; a redirected stream or NO_COLOR gets plain lines.</remarks>
internal static class Screen
{
    // A pipe has no width; long paths in tables must not be broken for it.
    private const int PlainWidth = 200;

    private static readonly Lazy<IAnsiConsole> OutputConsole = new(() => Create(Console.Out, OutputIsTerminal));
    private static readonly Lazy<IAnsiConsole> ErrorConsole = new(() => Create(Console.Error, ErrorIsTerminal));

    /// <summary>Standard output takes colours and links.</summary>
    public static bool OutputIsTerminal { get; } = !Console.IsOutputRedirected && !IsPlain;

    /// <summary>Standard error takes colours and moving bars.</summary>
    public static bool ErrorIsTerminal { get; } = !Console.IsErrorRedirected && !IsPlain;

    /// <summary>Somebody is there to be asked.</summary>
    public static bool CanAsk => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    /// <summary>Standard output for tables and styled text.</summary>
    public static IAnsiConsole Output => OutputConsole.Value;

    /// <summary>Standard error for progress.</summary>
    public static IAnsiConsole Error => ErrorConsole.Value;

    /// <summary>A plain line on standard output.</summary>
    public static void Line(string text = "") => Console.Out.WriteLine(text);

    /// <summary>A plain line on standard error.</summary>
    public static void Note(string text) => Console.Error.WriteLine(text);

    private static bool IsPlain =>
        Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") == "dumb";

    private static IAnsiConsole Create(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Detect : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!isTerminal)
            console.Profile.Width = PlainWidth;
        return console;
    }
}
