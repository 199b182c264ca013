using System.Security.Cryptography;
using IdClip.Models.Store;
using IdClip.Tests;

namespace IdClip.EndToEnd;

public sealed class AdaptersTests(DemoArchive demo) : IDisposable
{
    private const string Query = "@{Mira Okafor} in a forest";

    private static readonly string Recogniser = Path.Combine(TestFolders.Repository, "models", "sface", "sface_int8w.onnx");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task An_adapter_is_added_activated_used_by_searches_and_deactivated()
    {
        var archive = folder["archive"];
        demo.CopyTo(archive);
        Make(folder["run"], imagePrompts: 2, Sha(Recogniser));

        await IdClipProgram.SucceedAsync(archive, "adapters", "add", folder["run"], "--name", "beach");
        Assert.DoesNotContain("active", (await IdClipProgram.SucceedAsync(archive, "adapters", "list")).Output, StringComparison.Ordinal);
        var activated = await IdClipProgram.SucceedAsync(archive, "adapters", "activate", "beach");

        Assert.Contains("encoded 64 photos", activated.Output, StringComparison.Ordinal);
        Assert.Matches(@"beach +idclip-mini +sface +An image with \[TOK\] .* active", (await IdClipProgram.SucceedAsync(archive, "adapters", "list")).Output);
        var joint = await Answers.OfAsync(archive, Query);
        Assert.Equal("mira_okafor_03.jpg", Path.GetFileName(joint[0].Photo));
        Assert.All(joint, answer => Assert.InRange(answer.Joint!.Value, 0, 1));
        Assert.Contains(" x joint ", joint[0].Reason, StringComparison.Ordinal);
        Assert.All(await Answers.OfAsync(archive, "in a forest"), answer => Assert.Null(answer.Joint));

        // A photo that is added later has its evidence as well.
        File.Copy(Path.Combine(DemoArchive.Pictures, "enrol", "mira_okafor_1.jpg"), Directory.CreateDirectory(folder["more"]).FullName + "/later.jpg");
        await IdClipProgram.SucceedAsync(archive, "index", folder["more"]);
        Assert.NotNull((await Answers.OfAsync(archive, Query, 65)).Single(answer => Path.GetFileName(answer.Photo) == "later.jpg").Joint);

        await IdClipProgram.SucceedAsync(archive, "adapters", "deactivate");
        Assert.All(await Answers.OfAsync(archive, Query), answer => Assert.Null(answer.Joint));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(archive, "index"), "joint-*"));
    }

    [Fact]
    public async Task A_translator_alone_is_active_at_once()
    {
        var archive = folder["archive"];
        demo.CopyTo(archive);
        Make(folder["run"], imagePrompts: 0, Sha(Recogniser));
        await IdClipProgram.SucceedAsync(archive, "adapters", "add", folder["run"]);

        var activated = await IdClipProgram.SucceedAsync(archive, "adapters", "activate", "made");

        Assert.DoesNotContain("encoded", activated.Output, StringComparison.Ordinal);
        Assert.All(await Answers.OfAsync(archive, Query), answer => Assert.NotNull(answer.Joint));

        // An adapter that is gone from the machine must not stop searches.
        Directory.Delete(archive + ".adapters", recursive: true);
        var without = await IdClipProgram.SucceedAsync(archive, "search", Query, "-n", "1");
        Assert.Contains("mira_okafor_03.jpg", without.Output, StringComparison.Ordinal);
        Assert.Contains("without the adapter made", without.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_activated_is_explained()
    {
        var archive = folder["archive"];
        demo.CopyTo(archive);
        Make(folder["run"], imagePrompts: 1, new string('a', 64));
        await IdClipProgram.SucceedAsync(archive, "adapters", "add", folder["run"]);

        await RefusedAsync(1, "--face-model sface", archive, "adapters", "activate", "made");
        await RefusedAsync(1, "adapters list", archive, "adapters", "activate", "nothing");
        await RefusedAsync(2, "idclip index", folder["nowhere"], "adapters", "activate", "made");
        await RefusedAsync(2, "no folder", archive, "adapters", "add", folder["nothing"]);
        await RefusedAsync(1, "adapter.json", archive, "adapters", "add", DemoArchive.Pictures);
        await RefusedAsync(2, "--reencode", archive, "index", DemoArchive.Pictures, "--face-model", "facenet-512");
        await RefusedAsync(2, "facenet-512", archive, "index", DemoArchive.Pictures, "--face-model", "eigenfaces", "--reencode");
        Assert.Contains("no adapter was active", (await IdClipProgram.SucceedAsync(archive, "adapters", "deactivate")).Output, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(int exitCode, string message, string archive, params string[] arguments)
    {
        var result = await IdClipProgram.RunAsync(archive, arguments);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    private static void Make(string folder, int imagePrompts, string faceModel)
    {
        var clip = ModelStore.Default().OpenClip();
        MadeAdapter.Write(folder, clip, 128, "sface", faceModel, MadeAdapter.RandomTensors(clip, 128, imagePrompts, seed: 3));
    }

    private static string Sha(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
