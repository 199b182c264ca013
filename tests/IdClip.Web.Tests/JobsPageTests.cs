using System.Net.Http.Json;
using IdClip.Archive.Messages;
using IdClip.Messages;
using IdClip.Messages.Adapters;
using IdClip.Tests;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace IdClip.Web.Tests;

public sealed class JobsPageTests(ServedDemo demo, Browser browser) : IDisposable
{
    private readonly string _folder = TestFolders.NewTemporary();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_folder_is_indexed_cancelled_gone_on_with_and_what_failed_is_named()
    {
        var photos = Directory.CreateDirectory(Path.Combine(_folder, "photos")).FullName;
        foreach (var scene in (string[])["mira_okafor_01.jpg", "pair_02.jpg"])
            File.Copy(ServedDemo.Picture("scenes/" + scene), Path.Combine(photos, scene));
        await File.WriteAllTextAsync(Path.Combine(photos, "broken.jpg"), "no picture", Ct);
        await using var empty = await ServedArchive.StartAsync();
        await using var opened = await browser.OpenAsync(empty.Web);
        var page = opened.Page;
        await opened.GoAsync("/jobs");
        var box = page.GetByLabel("Folder to index");

        await box.FillAsync("photos");
        await box.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Give the whole path");
        await box.FillAsync(Path.Combine(_folder, "nowhere"));
        await box.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no");

        // Somebody else changes the archive, so that the job waits.
        var job = page.Locator(".job", new() { HasText = photos });
        await using (File.Open(Path.Combine(empty.Archive.Catalogue.Folder, "archive.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            await box.FillAsync(photos);
            await box.PressAsync("Enter");
            await job.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
            await Expect(job.Locator(".job-state")).ToHaveTextAsync("cancelled");
            await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Cancelled" })).ToBeVisibleAsync();
        }
        await job.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(job.Locator(".job-state")).ToHaveTextAsync("done");
        await Expect(job).ToContainTextAsync("3 of 3, 2 new, 0 known before, 1 file failed");
        await job.GetByRole(AriaRole.Button, new() { Name = "Show 1 file that failed" }).ClickAsync();
        await Expect(job.Locator(".job-failures")).ToContainTextAsync("broken.jpg");
        Assert.Equal(2, (await empty.Archive.Catalogue.SummariseAsync(Ct)).Photos);

        File.Delete(Path.Combine(photos, "broken.jpg"));
        await job.GetByRole(AriaRole.Button, new() { Name = "Look again" }).ClickAsync();
        await Expect(job).ToContainTextAsync("2 of 2, 0 new, 2 known before");
        Assert.Empty(opened.Problems);
    }

    [Fact]
    public async Task A_set_that_failed_says_why_and_is_tried_again_and_a_given_up_step_is_removed()
    {
        await using var served = await ServedArchive.StartAsync(synthesisRoots: [_folder]);
        var set = DemoSet.Write(_folder, licensed: false);
        using (var client = new HttpClient { BaseAddress = served.Web })
            (await client.PostAsJsonAsync("/v1/synthesis/jobs", new { set = new { contexts = set.Captions, images = set.Images, gallery = set.Gallery, output = set.Output, seed = DemoSet.Seed, perContext = DemoSet.PerContext } }, Ct))
                .EnsureSuccessStatusCode();
        var order = new ReindexRequested(Guid.NewGuid(), "mine", new string('a', 64));
        await new FailedMessages(served.Archive.Catalogue).AddAsync(
            new(order.MessageId, "idclip-reindex", nameof(ReindexRequested), MessageTypes.Write(order), DateTime.UtcNow, "There is no adapter 'mine'.", 7), Ct);
        await using var opened = await browser.OpenAsync(served.Web);
        var page = opened.Page;
        await opened.GoAsync("/jobs");

        var job = page.Locator(".job", new() { HasText = set.Output });
        await Expect(job.Locator(".job-state")).ToHaveTextAsync("failed");
        await Expect(job.Locator(".job-failure")).ToContainTextAsync("licence");
        await File.WriteAllTextAsync(Path.Combine(set.Gallery, "gallery.json"), """{ "licence": "CC0 1.0", "consent": "The people are fictional.", "source": "IdClip demo" }""", Ct);
        await job.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(job.Locator(".job-state")).ToHaveTextAsync("done");
        await Expect(job).ToContainTextAsync("photos kept");

        var step = page.Locator("section[aria-labelledby=given-up] .job");
        await Expect(step).ToContainTextAsync("There is no adapter 'mine'.");
        await step.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(step).ToHaveCountAsync(0);
        Assert.Empty(await new FailedMessages(served.Archive.Catalogue).ListAsync(Ct));
        Assert.Empty(opened.Problems);
    }

    [Fact]
    public async Task While_the_archive_cannot_be_read_the_page_says_so_and_comes_back_by_itself()
    {
        await using var copy = await DemoCopy.ServeAsync(demo);
        await using var opened = await browser.OpenAsync(copy.Served.Web);
        await opened.GoAsync("/jobs");
        var stale = opened.Page.GetByText("The archive does not answer.");
        await Expect(opened.Page.GetByText("Nothing is being done.")).ToBeVisibleAsync();

        await copy.ChangeAsync("""ALTER TABLE "Runs" RENAME TO "Away" """);
        await Expect(stale).ToBeVisibleAsync();
        await Expect(opened.Page.GetByText("Nothing is being done.")).ToBeVisibleAsync();
        await copy.ChangeAsync("""ALTER TABLE "Away" RENAME TO "Runs" """);

        await Expect(stale).ToBeHiddenAsync();
        Assert.Empty(opened.Problems);
    }

    [Fact]
    public async Task A_set_and_a_training_are_ordered_by_forms_that_name_the_field_at_fault()
    {
        var set = DemoSet.Write(_folder);
        await using var served = await ServedArchive.StartAsync(synthesisRoots: [_folder], trainingRoots: [_folder]);
        await using var opened = await browser.OpenAsync(served.Web);
        var page = opened.Page;
        await opened.GoAsync("/jobs");

        await page.GetByRole(AriaRole.Button, new() { Name = "Make a set" }).ClickAsync();
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Make a set" });
        await form.GetByLabel("Captions").FillAsync(set.Captions);
        await form.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("Gallery: Give one.");
        await form.GetByLabel("Captioned photos").FillAsync(set.Images);
        await form.GetByRole(AriaRole.Textbox, new() { Name = "Gallery" }).FillAsync("/elsewhere");
        await form.GetByLabel("Folder to make").FillAsync(set.Output);
        await form.GetByLabel("Seed").FillAsync("many");
        await form.GetByLabel("Seed").PressAsync("Enter");
        await Expect(form.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Seed: 'many' is not a whole number.");
        await form.GetByLabel("Seed").FillAsync($"{DemoSet.Seed}");
        await form.GetByLabel("People put into each").FillAsync($"{DemoSet.PerContext}");
        await form.GetByLabel("Seed").PressAsync("Enter");
        await Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("Gallery: It is not below a folder that the server allows");
        await Expect(form.GetByRole(AriaRole.Textbox, new() { Name = "Gallery" })).ToHaveAttributeAsync("aria-invalid", "true");
        await form.GetByRole(AriaRole.Textbox, new() { Name = "Gallery" }).FillAsync(set.Gallery);
        await form.GetByRole(AriaRole.Textbox, new() { Name = "Gallery" }).PressAsync("Enter");
        var made = page.Locator(".job", new() { HasText = set.Output });
        await Expect(made.Locator(".job-state")).ToHaveTextAsync("done");
        await Expect(form).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Train an adapter" }).ClickAsync();
        form = page.GetByRole(AriaRole.Form, new() { Name = "Train an adapter" });
        var manifest = form.GetByLabel("Photos to learn from");
        await Expect(form.Locator("datalist option[value='translator']")).ToHaveCountAsync(1);
        await Expect(form.Locator("datalist option[value='clip']")).ToHaveCountAsync(0);
        // What the set is good for is offered.
        await manifest.FillAsync((await form.Locator("datalist option[value*='manifest.train.json']").GetAttributeAsync("value"))!);
        await form.GetByLabel("Folder of the run").FillAsync(Path.Combine(_folder, "run"));
        await form.GetByLabel("Configuration").FillAsync("none");
        await form.GetByText("More").ClickAsync();
        await form.GetByLabel("Epochs").FillAsync("9999");
        await form.GetByLabel("Epochs").PressAsync("Enter");
        await Expect(form.GetByRole(AriaRole.Alert)).ToContainTextAsync("Configuration: There is no such configuration.");
        await form.GetByLabel("Configuration").FillAsync("translator");
        // All contexts of this small set are for training.
        await form.GetByLabel("Photos to choose").FillAsync(await manifest.InputValueAsync());
        await form.GetByLabel("Name of the adapter").FillAsync("of-the-page");
        await form.GetByLabel("Name of the adapter").PressAsync("Enter");
        var trained = page.Locator(".job", new() { HasText = "of-the-page" });
        await Expect(trained.GetByRole(AriaRole.Progressbar)).ToBeVisibleAsync();
        await trained.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(trained.Locator(".job-state")).ToHaveTextAsync("cancelled");
        Assert.Empty(opened.Problems);
    }

    [Fact]
    public async Task A_server_that_makes_no_sets_and_trains_nothing_says_so()
    {
        await using var empty = await ServedArchive.StartAsync();
        await using var opened = await browser.OpenAsync(empty.Web);
        await opened.GoAsync("/jobs");

        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Make a set" }).ClickAsync();
        await Expect(opened.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This server makes no sets. Start it with idclip serve --synth-root DIR");
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Make a set" }).ClickAsync();
        await opened.Page.GetByRole(AriaRole.Button, new() { Name = "Train an adapter" }).ClickAsync();
        await Expect(opened.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This server trains no adapters. Start it with idclip serve --training-root DIR");
    }
}
