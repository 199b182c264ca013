using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using IdClip.Archive.Catalogue;
using IdClip.Archive.Ingest;
using IdClip.Archive.People;
using Microsoft.Playwright;
using NetVips;

namespace IdClip.Bench.Web;

/// <summary><c>bench web</c>: how soon the search page shows answers and how it scrolls through ten thousand, in Chromium.</summary>
internal static class WebCommand
{
    private const string Chromium = "/usr/bin/chromium";
    private const int Openings = 7;

    public static Command Create()
    {
        var photos = new Option<int>("--photos") { DefaultValueFactory = _ => 10_000, Description = "Pictures, cut in varied shapes out of the demo's scenes" };
        var folder = new Option<DirectoryInfo?>("--folder") { Description = "Makes the archive DIR/archive; then serve it: idclip serve --archive DIR/archive" };
        var address = new Option<Uri?>("--address") { Description = "Measures the page that is served there" };
        var command = new Command("web", "Make an archive of many pictures, or measure the search page over it") { photos, folder, address };
        command.SetAction(async (parsed, ct) =>
        {
            if (parsed.GetValue(folder) is { } made)
                await MakeAsync(made.FullName, parsed.GetRequiredValue(photos), ct);
            if (parsed.GetValue(address) is { } served)
                await MeasureAsync(served);
        });
        return command;
    }

    private static async Task MakeAsync(string folder, int photos, CancellationToken ct)
    {
        var repository = AppContext.BaseDirectory;
        while (!File.Exists(Path.Join(repository, "IdClip.sln")))
            repository = Path.GetDirectoryName(repository) ?? throw new InvalidOperationException("run it inside the repository");
        var demo = Path.Join(repository, "demo");
        var scenes = Directory.GetFiles(Path.Join(demo, "scenes"), "*.jpg").Order(StringComparer.Ordinal).ToList();
        var enrolled = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Join(demo, "people.json"), ct)).RootElement.EnumerateArray()
            .Select(p => (Name: p.GetProperty("name").GetString()!, Files: p.GetProperty("enrolment").EnumerateArray().Select(f => Path.Join(demo, f.GetString()!)).ToList())).ToList();
        var pictures = Path.Join(folder, "pictures");
        if (!Directory.Exists(pictures))
            Parallel.For(0, photos, new ParallelOptions { MaxDegreeOfParallelism = 2 }, number => Cut(scenes[number % scenes.Count], pictures, number));

        using var encoder = new ScenesAgain(repository, scenes);
        await using var catalogue = await Catalogue.OpenAsync(Path.Join(folder, "archive"), ct);
        var report = await new PhotoIngest(catalogue, encoder).RunAsync([pictures], null, ct);
        Console.WriteLine($"{report.Encoded} pictures encoded, {report.Unchanged} unchanged in {report.Elapsed.TotalSeconds:0} s");
        using var enrolment = new ScenesAgain(repository, [.. enrolled.SelectMany(p => p.Files)]);
        var gallery = new Gallery(catalogue);
        var known = (await gallery.PeopleAsync(ct)).Select(p => p.Name).ToHashSet();
        foreach (var (name, files) in enrolled.Where(p => !known.Contains(p.Name)))
        {
            var numbered = files.Select(f => Path.Join(folder, $"{Path.GetFileNameWithoutExtension(f)}-0.jpg")).ToList();
            foreach (var (from, to) in files.Zip(numbered))
                File.Copy(from, to, overwrite: true);
            await gallery.EnrolAsync(name, numbered, enrolment, ct);
        }
    }

    /// <summary>A part of a scene of another shape and size: 240 to 640 pixels wide, from upright to panorama.</summary>
    private static void Cut(string scene, string folder, int number)
    {
        var random = new Random(number);
        var part = Directory.CreateDirectory(Path.Join(folder, (number / 500).ToString("000", CultureInfo.InvariantCulture))).FullName;
        using var whole = Image.NewFromFile(scene);
        var width = random.Next(240, whole.Width + 1);
        var height = Math.Clamp((int)(width / (.55 + 1.6 * random.NextDouble())), 160, whole.Height);
        using var cut = whole.Crop(random.Next(whole.Width - width + 1), random.Next(whole.Height - height + 1), width, height);
        cut.Jpegsave(Path.Join(part, $"{Path.GetFileNameWithoutExtension(scene)}-{number}.jpg"), q: 80);
    }

    private static async Task MeasureAsync(Uri address)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox", "--disable-gpu"] });
        foreach (var query in (string[])["a person in a kitchen", "@{Mira Okafor} on a beach"])
        {
            var times = new List<double>();
            for (var run = 0; run < Openings; run++)
                times.Add(await OpenAsync(browser, address, query));
            times.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"first answer painted: {times[0]:0} ms best, {times[Openings / 2]:0} ms median, {times[^1]:0} ms worst of {Openings}   {query}"));
        }
        await ScrollAsync(browser, address);
    }

    /// <summary>Milliseconds from opening the address to the paint of an answer's picture, with nothing in the browser's cache.</summary>
    private static async Task<double> OpenAsync(IBrowser browser, Uri address, string query)
    {
        await using var context = await browser.NewContextAsync(new() { BaseURL = address.ToString(), ViewportSize = new() { Width = 1440, Height = 900 } });
        var page = await context.NewPageAsync();
        await page.AddInitScriptAsync("""
            window.painted = new Promise(done => new PerformanceObserver(list => {
              for (const entry of list.getEntries())
                if (entry.element?.closest('.answer'))
                  done(entry.startTime);
            }).observe({ type: 'largest-contentful-paint', buffered: true }));
            """);
        await page.GotoAsync($"/?q={Uri.EscapeDataString(query)}");
        return await page.EvaluateAsync<double>("() => window.painted");
    }

    private static async Task ScrollAsync(IBrowser browser, Uri address)
    {
        var page = await browser.NewPageAsync(new() { BaseURL = address.ToString(), ViewportSize = new() { Width = 1440, Height = 900 } });
        await page.GotoAsync("/?q=a%20person%20in%20a%20kitchen");
        await page.Locator(".answers.placed").WaitForAsync();
        var session = await page.Context.NewCDPSessionAsync(page);
        var events = new List<JsonElement>();
        var finished = new TaskCompletionSource();
        session.Event("Tracing.dataCollected").OnEvent += (_, data) => events.AddRange(data!.Value.GetProperty("value").EnumerateArray());
        session.Event("Tracing.tracingComplete").OnEvent += (_, _) => finished.TrySetResult();
        await session.SendAsync("Tracing.start", new() { ["categories"] = "disabled-by-default-devtools.timeline.frame,devtools.timeline.frame,devtools.timeline", ["transferMode"] = "ReportEvents" });
        await page.EvaluateAsync("""
            () => {
              window.frames_ = []; window.cells = 0; window.blank = 0;
              const look = now => {
                frames_.push(now);
                if (frames_.length % 10 === 0) {
                  const all = [...document.querySelectorAll('.answers > .answer')];
                  cells = Math.max(cells, all.length);
                  const seen = all.filter(c => { const b = c.getBoundingClientRect(); return b.bottom > 0 && b.top < innerHeight; });
                  if (seen.length < 8) blank++;
                }
                requestAnimationFrame(look);
              };
              requestAnimationFrame(look);
            }
            """);
        await session.SendAsync("Input.synthesizeScrollGesture", new()
        {
            ["x"] = 700, ["y"] = 500, ["yDistance"] = -20_000, ["speed"] = 2_500, ["gestureSourceType"] = "mouse",
        });
        await session.SendAsync("Tracing.end");
        await finished.Task;
        var intervals = (await page.EvaluateAsync<double[]>("() => frames_.slice(1).map((t, i) => t - frames_[i])")).Order().ToArray();
        int Count(string name) => events.Count(e => e.GetProperty("name").GetString() == name);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"scrolled 20,000 px at 2,500 px/s: {intervals.Length / intervals.Sum() * 1000:0.0} frames a second, interval {intervals[intervals.Length / 2]:0.0} ms median, " +
            $"{intervals[intervals.Length * 95 / 100]:0.0} ms p95, {intervals[^1]:0} ms worst; trace: {Count("DrawFrame")} drawn, {Count("DroppedFrame")} dropped"));
        var seen = await page.EvaluateAsync<double[]>("() => [cells, blank, scrollY, document.documentElement.scrollHeight]");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"at most {seen[0]:0} answers in the page; viewport not filled in {seen[1]:0} of {intervals.Length / 10} looks; scrolled to {seen[2]:0} of {seen[3]:0} px"));
    }
}
