using System.Runtime.CompilerServices;
using IdClip.Search.Index;

namespace IdClip.Search.Tests.Index;

/// <summary>The victim of the kill test: this test program started again, changing an index without end and saying so after each change.</summary>
internal static class AppendingProcess
{
    public const string Variable = "IDCLIP_TEST_APPEND_TO";
    public const int Dimension = 24;

    /// <summary>Change number n: mostly ten new vectors; every fourth removes half of an earlier ten, every ninth compacts.</summary>
    public static void Apply(ExactIndex index, int change)
    {
        if (change % 4 == 3)
            index.Remove(Ids(change - 1).AsSpan(0, 5));
        else
            index.Upsert(Ids(change), Ids(change), MadeVectors.Gaussian(change, 10, Dimension));
        if (change % 9 == 8)
            index.Compact();
    }

    public static long[] Ids(int change) => [.. Enumerable.Range(1 + change * 10, 10).Select(i => (long)i)];

    [ModuleInitializer]
    internal static void RunIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path)
            return;
        using var index = ExactIndex.Open(path, Dimension);
        using var output = Console.OpenStandardOutput();
        var first = int.Parse(Environment.GetEnvironmentVariable(Variable + "_FROM")!, System.Globalization.CultureInfo.InvariantCulture);
        for (var change = first; ; change++)
        {
            Apply(index, change);
            output.Write(System.Text.Encoding.ASCII.GetBytes($"{change}\n"));
            output.Flush();
        }
    }
}
