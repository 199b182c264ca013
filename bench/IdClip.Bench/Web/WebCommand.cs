using System.CommandLine;

namespace IdClip.Bench.Web;

/// <summary><c>bench web</c>: how long until the search page shows its first answer, and how smoothly its grid scrolls, in a real Chromium over a real archive.</summary>
internal static class WebCommand
{
    public static Command Create()
    {
        var photos = new Option<int>("--photos") { DefaultValueFactory = _ => 10_000, Description = "Photos, each made of one of the demo's" };
        var folder = new Option<DirectoryInfo>("--folder") { Required = true, Description = "Where photos and archive are kept for the next run" };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 7, Description = "Openings of each page" };
        var command = new Command("web", "Time page loads and scrolling of `idclip serve` in Chromium") { photos, folder, rounds };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetRequiredValue(folder).FullName, parsed.GetRequiredValue(photos), parsed.GetRequiredValue(rounds), ct));
        return command;
    }

    private static async Task RunAsync(string folder, int photos, int rounds, CancellationToken ct)
    {
        var pictures = Path.Join(folder, "photos");
        VariedPhotos.Write(pictures, photos);
        var program = new ServedProgram(Path.Join(folder, "archive"));
        await program.RunAsync(["index", pictures], ct);
        foreach (var name in (string[])["Mira Okafor", "Tomas Lindqvist", "Wei Sarto"])
            await program.RunAsync(["enrol", "--replace", name, .. Enumerable.Range(1, 3).Select(i => Encoding.BenchFiles.Demo($"enrol/{name.ToLowerInvariant().Replace(' ', '_')}_{i}.jpg"))], ct);

        await using var browser = await PageTimes.OpenAsync();
        // The first opening of a server that has just started; every picture is shrunk for it.
        foreach (var query in (string[])["@{Mira Okafor} in a forest", "a sunny beach", "@{Tomas Lindqvist} or @{Wei Sarto} on a stage"])
        {
            program.ForgetThumbnails();
            using var server = await program.ServeAsync(ct);
            var cold = await browser.FirstAnswerAsync(server.Address, query);
            var warm = new List<double>();
            for (var i = 0; i < rounds; i++)
                warm.Add(await browser.FirstAnswerAsync(server.Address, query));
            warm.Sort();
            Console.WriteLine($"first answer painted: {cold:0} ms right after the server started, then {warm[0]:0} to {warm[^1]:0}, median {warm[warm.Count / 2]:0} ms   {query}");
        }
        using (var server = await program.ServeAsync(ct))
            foreach (var speed in (int[])[1_500, 6_000])
                for (var round = 0; round < 2; round++)
                    Console.WriteLine($"{(round == 0 ? "thumbnails made meanwhile" : "thumbnails cached")}, {speed} px/s: {await browser.ScrollAsync(server.Address, "a photo", speed)}");
    }
}
