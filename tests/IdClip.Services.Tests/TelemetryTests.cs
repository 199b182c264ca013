using Contract = IdClip.Contracts.V1;

namespace IdClip.Services.Tests;

public sealed class TelemetryTests(DemoStack stack)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("idclip.archive.photos", "indexed")]
    [InlineData("idclip.search.index.size", "faces")]
    [InlineData("idclip.encoding.stage.duration", "detect")]
    [InlineData("idclip.encoding.batch.size", "image")]
    [InlineData("idclip.encoding.queue.duration", "picture")]
    [InlineData("idclip.encoding.models", "CPU")]
    [InlineData("idclip.search.evidence.duration", "person")]
    [InlineData("idclip.jobs.queue.age", "synthesis")]
    [InlineData("rpc.server.call.duration", "idclip.v1.Archive/Index")]
    public async Task Metrics_are_exported(string name, string label)
    {
        using var channel = stack.Search.Connect();
        await new Contract.Search.SearchClient(channel).SearchAsync(new() { Query = "@{Mira Okafor} on a stage" }, cancellationToken: Ct);

        var metrics = await stack.Telemetry.WaitForAsync("metrics", name, Ct);

        Assert.Contains(label, metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traces_and_logs_are_exported_without_names_and_queries()
    {
        var traces = await stack.Telemetry.WaitForAsync("traces", "idclip.v1.Archive/Enrol", Ct);
        var logs = await stack.Telemetry.WaitForAsync("logs", "Now listening on", Ct);

        Assert.DoesNotContain("Okafor", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("Okafor", logs, StringComparison.Ordinal);
    }
}
