using Google.Protobuf;
using Grpc.Core;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Services.Tests;

public sealed class AdapterTests(AdapterStack stack) : IClassFixture<AdapterStack>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Services_answer_with_the_active_adapter_as_one_process_does()
    {
        var before = await stack.AskAsync(stack.Search);

        string[] server = ["--server", stack.ArchiveService.Address.Grpc.ToString()];
        var activated = await stack.RunAsync(["adapters", "activate", AdapterStack.Adapter, .. server]);
        Assert.True(activated.ExitCode == 0, activated.Error);
        Assert.Contains("made is active", activated.Output, StringComparison.Ordinal);
        var local = await stack.AskAsync();
        var served = await stack.AskAsync(stack.Search);

        Assert.DoesNotContain(" x joint ", before.Answers, StringComparison.Ordinal);
        Assert.Contains(" x joint ", served.Answers, StringComparison.Ordinal);
        Assert.Equal(local.Answers, served.Answers);
        Assert.Equal("[]", served.Notes);

        // An Encoding service without it: the other evidence answers, and the asker is told.
        var encoding = await stack.StartAsync("Encoding", ("IDCLIP_ADAPTERS", stack.Store + ".none"));
        var search = await stack.StartAsync("Search", encoding.As("encoding"));
        var without = await stack.AskAsync(search);
        Assert.Equal(before.Answers, without.Answers);
        Assert.Contains("Searched without the adapter made: There is no adapter", without.Notes, StringComparison.Ordinal);

        // One that is away stops no search of names alone.
        encoding.Dispose();
        var names = await stack.RunAsync("search", "@{Mira Okafor}", "--server", search.Address.Grpc.ToString());
        Assert.True(names.ExitCode == 0, names.Error);
        Assert.Contains("Searched without the adapter made: The Encoding service does not answer", names.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adapters_of_the_encoding_service_are_described_and_encode()
    {
        stack.Make("translator", seed: 4, imagePrompts: 0);
        Directory.CreateDirectory(Path.Combine(stack.Store, "broken"));
        await File.WriteAllTextAsync(Path.Combine(stack.Store, "broken", "adapter.json"), "{}", Ct);
        using var channel = stack.Encoding.Address.Connect();
        var client = new Contract.Encoding.EncodingClient(channel);

        var listed = (await client.ListAdaptersAsync(new(), cancellationToken: Ct)).Adapters;
        var made = await client.DescribeAdapterAsync(new() { Adapter = new() { Name = "made" } }, cancellationToken: Ct);
        var translator = await client.DescribeAdapterAsync(new() { Adapter = new() { Name = "translator" } }, cancellationToken: Ct);

        Directory.Delete(Path.Combine(stack.Store, "broken"), recursive: true);
        Assert.Equal(["broken", "made", "translator"], listed.Select(adapter => adapter.Name));
        Assert.Equal([false, true, true], listed.Select(adapter => adapter.Problem.Length == 0));
        Assert.Equal((true, false), (made.ChangesImages, translator.ChangesImages));
        Assert.Equal(listed[1].Identity, made.Identity);
        Assert.Null(made.Calibration);

        var face = new Contract.Embedding { Values = { Enumerable.Repeat(1f / MathF.Sqrt(128), 128) } };
        var texts = await client.EncodeJointTextAsync(
            new() { Adapter = new() { Identity = made.Identity }, Texts = { new Contract.JointText { Text = "An image with [TOK]", Face = face }, new Contract.JointText { Text = "a beach", Face = face } } },
            cancellationToken: Ct);
        Assert.Equal(2, texts.Embeddings.Count);
        Assert.All(texts.Embeddings, embedding => Assert.Equal(1, embedding.Values.Sum(x => x * x), 1e-4));
        Assert.NotEqual(texts.Embeddings[0], texts.Embeddings[1]);

        var picture = ByteString.CopyFrom(await File.ReadAllBytesAsync(Path.Combine(DemoStack.Pictures, "scenes", "mira_okafor_03.jpg"), Ct));
        var pictures = await EncodeAsync(client, new() { Adapter = new() { Identity = made.Identity }, Image = picture }, new() { Image = ByteString.CopyFromUtf8("no picture") }, new() { Image = picture });
        var plain = await client.EncodeImageAsync(new() { Image = picture }, cancellationToken: Ct);
        Assert.Equal(1, pictures[0].Embedding.Values.Sum(x => x * x), 1e-4);
        Assert.NotEmpty(pictures[1].Failure);
        Assert.Equal(pictures[0], pictures[2]);
        Assert.NotEqual(plain.Embedding, pictures[0].Embedding);
    }

    [Fact]
    public async Task What_an_adapter_can_not_do_is_a_status_that_names_the_field()
    {
        using var channel = stack.Encoding.Address.Connect();
        var client = new Contract.Encoding.EncodingClient(channel);
        Contract.AdapterReference made = new() { Name = AdapterStack.Adapter };
        var narrow = new Contract.JointText { Text = "An image with [TOK]", Face = new() { Values = { 1 } } };
        await RefusedAsync(StatusCode.InvalidArgument, "adapter", () => client.DescribeAdapterAsync(new(), cancellationToken: Ct).ResponseAsync);
        await RefusedAsync(StatusCode.NotFound, "adapter", () => client.DescribeAdapterAsync(new() { Adapter = new() { Name = "../made" } }, cancellationToken: Ct).ResponseAsync);
        await RefusedAsync(StatusCode.InvalidArgument, "texts", () => client.EncodeJointTextAsync(new() { Adapter = made }, cancellationToken: Ct).ResponseAsync);
        await RefusedAsync(StatusCode.InvalidArgument, "texts[0].face", () => client.EncodeJointTextAsync(new() { Adapter = made, Texts = { narrow } }, cancellationToken: Ct).ResponseAsync);
        await RefusedAsync(StatusCode.InvalidArgument, "texts[0].text", () => client.EncodeJointTextAsync(new() { Adapter = made, Texts = { new Contract.JointText() } }, cancellationToken: Ct).ResponseAsync);
        await RefusedAsync(StatusCode.InvalidArgument, "image", () => EncodeAsync(client, new Contract.EncodeAdapterImageRequest { Adapter = made }));

        stack.Make("damaged", seed: 5);
        await File.WriteAllTextAsync(Path.Combine(stack.Store, "damaged", "adapter.safetensors"), "cut short", Ct);
        var damaged = await Assert.ThrowsAsync<RpcException>(async () => await client.DescribeAdapterAsync(new() { Adapter = new() { Name = "damaged" } }, cancellationToken: Ct));
        Directory.Delete(Path.Combine(stack.Store, "damaged"), recursive: true);
        Assert.Equal(StatusCode.FailedPrecondition, damaged.StatusCode);
        Assert.Equal("ADAPTER", damaged.GetRpcStatus()!.GetDetail<Google.Rpc.ErrorInfo>()!.Reason);
    }

    private static async Task RefusedAsync(StatusCode code, string field, Func<Task> call)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(code, failure.StatusCode);
        Assert.Equal(field, failure.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!.FieldViolations.Single().Field);
    }

    private static async Task<IReadOnlyList<Contract.EncodedAdapterImage>> EncodeAsync(Contract.Encoding.EncodingClient client, params Contract.EncodeAdapterImageRequest[] pictures)
    {
        using var call = client.EncodeAdapterImages(cancellationToken: Ct);
        foreach (var picture in pictures)
            await call.RequestStream.WriteAsync(picture, Ct);
        await call.RequestStream.CompleteAsync();
        return await call.ResponseStream.ReadAllAsync(Ct).ToListAsync(Ct);
    }
}
