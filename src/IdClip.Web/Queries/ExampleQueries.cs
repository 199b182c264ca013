using IdClip.Search.Query;

namespace IdClip.Web.Queries;

/// <summary>Queries to start from, made of the names that are enrolled.</summary>
internal static class ExampleQueries
{
    private static readonly string[] Scenes = ["on a stage", "in a kitchen", "in an office"];

    /// <summary>Up to four, one for each thing the query language can say.</summary>
    public static IReadOnlyList<string> For(IReadOnlyList<string> names)
    {
        static string Mention(string name) => new PersonMention(name, 0).ToString();

        return names switch
        {
            [] => ["two people at a table", "a beach with a palm tree"],
            [var one] => [$"{Mention(one)} {Scenes[0]}", $"{Mention(one)} {Scenes[2]}", $"only {Mention(one)}"],
            [var one, var two] => [$"{Mention(one)} {Scenes[0]}", $"{Mention(one)} {Mention(two)}", $"{Mention(two)} -{Mention(one)}"],
            [var one, var two, var three, ..] =>
            [
                $"{Mention(one)} {Scenes[0]}",
                $"{Mention(two)} {Scenes[1]}",
                $"{Mention(one)} or {Mention(three)} {Scenes[2]}",
                $"{Mention(three)} -{Mention(two)}",
            ],
        };
    }
}
