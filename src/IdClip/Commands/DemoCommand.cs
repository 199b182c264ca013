using System.CommandLine;
using IdClip.Composition;
using IdClip.Demo;
using IdClip.Evaluation.Protocol;
using IdClip.Search;
using IdClip.Serving;
using IdClip.Sheets;
using IdClip.Terminal;

namespace IdClip.Commands;

/// <summary><c>idclip demo</c>.</summary>
internal sealed class DemoCommand : Command
{
    private const string SheetFile = "idclip-demo.png";
    private const int AnswersShown = 4;

    private static readonly string[] Queries =
    [
        "@{Mira Okafor} in a forest",
        "@{Tomas Lindqvist} or @{Wei Sarto} in the snow in front of mountains",
        "@{Tomas Lindqvist} @{Isolde Marwick} on a stage",
    ];

    private readonly Option<bool> once = new("--once", "--no-serve") { Description = "End after the contact sheet" };
    private readonly PortOption port = new("Port of the web page on 127.0.0.1; the next free one if it is taken");
    private readonly ArchiveOption archive;

    public DemoCommand(ArchiveOption archive) : base("demo", "Index the demo pictures, ask three questions, write a contact sheet, serve the search page.")
    {
        this.archive = archive;
        Add(once);
        Add(port);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult command, CancellationToken ct)
    {
        var pictures = DemoFolder.Find();
        await using var opened = await LocalArchive.OpenForQueriesAsync(archive.GivenFolderOf(command) ?? ArchiveFolder.Demo, ct);
        // The page starts while the pictures are looked at, and the sheet is drawn while it still does.
        var starting = command.GetValue(once)
            ? null
            : Task.Run(() => ArchiveServing.StartAsync(opened, new(FreePort.From(command.GetValue(port))), ct), CancellationToken.None);
        try
        {
            var results = await AnswerAsync(opened, pictures, ct);
            ContactSheet.Write(results, SheetFile);
            Screen.Line($"contact sheet: {Path.GetFullPath(SheetFile)}");
            Screen.Line($"ask yourself:  idclip search --archive {opened.Catalogue.Folder} '@{{Yuna Hoshikawa}} on a stage'");
            if (starting is not null)
                await ArchiveServing.WaitAsync(await starting, ct);
            return ExitCode.Done;
        }
        finally
        {
            if (starting is not null)
                await ArchiveServing.EndAsync(starting);
        }
    }

    private static async Task<List<SearchResult>> AnswerAsync(LocalArchive archive, string pictures, CancellationToken ct)
    {
        var indexed = await IngestMonitor.ShowAsync(progress => archive.PhotoIndexing.RunAsync([Path.Combine(pictures, "scenes")], new(), progress, ct));
        Screen.Line($"{indexed.Found} pictures of people who do not exist ({indexed.Encoded} encoded in {indexed.Elapsed.TotalSeconds:0.0} s)");
        await EnrolAsync(archive, Path.Combine(pictures, "people.json"), ct);

        var results = new List<SearchResult>();
        foreach (var query in Queries)
        {
            results.Add(await archive.Searcher.SearchAsync(query, AnswersShown, ct));
            Screen.Line();
            Screen.Line(query);
            AnswerList.Write(results[^1]);
        }

        Screen.Line();
        return results;
    }

    private static async Task EnrolAsync(LocalArchive archive, string people, CancellationToken ct)
    {
        var known = (await archive.Gallery.PeopleAsync(ct)).Select(p => p.Name).ToHashSet();
        var enrolments = EnrolmentList.Load(people);
        foreach (var person in enrolments.Where(p => !known.Contains(p.Name)))
            await archive.Gallery.EnrolAsync(person.Name, person.Photos, archive.PhotoEncoder, ct);
        Screen.Line($"{enrolments.Count} people enrolled: {string.Join(", ", enrolments.Select(p => p.Name))}");
    }
}
