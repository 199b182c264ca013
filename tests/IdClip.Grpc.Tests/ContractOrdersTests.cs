using Grpc.Net.Client;
using IdClip.Contracts.V1;
using IdClip.Jobs;
using IdClip.Orders;
using IdClip.Tests;
using IdClip.Web.Jobs.Orders;

namespace IdClip.Grpc.Tests;

/// <summary>Orders of a page that another service takes.</summary>
public sealed class ContractOrdersTests(ServedDemo demo) : IDisposable
{
    private readonly string _folder = TestFolders.NewTemporary();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_service_queues_the_set_or_names_the_fields_at_fault()
    {
        var set = DemoSet.Write(_folder);
        await using var served = await ServedArchive.StartAsync(synthesisRoots: [_folder]);
        using var channel = GrpcChannel.ForAddress(served.Grpc);
        var orders = Sets(channel);
        var form = await orders.OpenAsync(Ct);
        var given = new Dictionary<string, string>
        {
            ["contexts"] = set.Captions,
            ["images"] = set.Images,
            ["gallery"] = "/elsewhere",
            ["output"] = set.Output,
            ["per_context"] = "2",
            ["seed"] = "4",
            ["keypoints"] = "",
            ["research"] = bool.TrueString,
        };

        var fault = await Assert.ThrowsAsync<OrderException>(() => orders.StartAsync(form, given, Ct));
        Assert.Contains("not below a folder", fault.Problems["gallery"], StringComparison.Ordinal);
        given["gallery"] = set.Gallery;
        await orders.StartAsync(form, given, Ct);

        var queued = Assert.Single((await new Contracts.V1.Synthesis.SynthesisClient(channel).ListAsync(new(), cancellationToken: Ct)).Jobs).Set;
        Assert.Equal((set.Captions, 2, 4, true), (queued.Contexts, queued.PerContext, queued.Seed, queued.Research));
        // Every field of the form is one of the contract.
        Assert.All(form.Fields, field => Assert.NotNull(SynthesisSet.Descriptor.FindFieldByName(field.Name)));
        Assert.All(OrderForm.OfTraining([], "").Fields, field => Assert.NotNull(TrainingRun.Descriptor.FindFieldByName(field.Name)));
    }

    [Fact]
    public async Task A_service_that_makes_no_sets_or_is_away_is_told_of_in_a_sentence()
    {
        using var channel = GrpcChannel.ForAddress(demo.Served.Grpc);
        using var nowhere = GrpcChannel.ForAddress("http://127.0.0.1:1");

        Assert.Contains("--synth-root DIR", (await Assert.ThrowsAsync<JobException>(() => Sets(channel).OpenAsync(Ct))).Message, StringComparison.Ordinal);
        Assert.Equal("The Synthesis service does not answer. Try again when it is back.", (await Assert.ThrowsAsync<JobException>(() => Sets(nowhere).OpenAsync(Ct))).Message);
    }

    private static ContractOrders<SynthesisSet> Sets(GrpcChannel channel)
    {
        var client = new Contracts.V1.Synthesis.SynthesisClient(channel);
        return new(
            "Make a set", "Synthesis",
            async ct =>
            {
                await client.ListAsync(new(), cancellationToken: ct);
                return OrderForm.OfSet();
            },
            async (set, ct) => await client.StartAsync(new() { Set = set }, cancellationToken: ct));
    }
}
