using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using IdClip.Contracts.V1;


namespace IdClip.Services.Tests;

/// <summary>What no client of ours sends: each request gets its status, the service goes on, and its memory comes back.</summary>
public sealed class MalformedRequestTests(DemoStack stack)
{
    private const int Requests = 1_000;
    private const int Warming = 250;
    private const int AtOnce = 8;
    private const long MostGrowth = 64L << 20;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Encoding")]
    [InlineData("Archive")]
    [InlineData("Search")]
    [InlineData("Synthesis")]
    [InlineData("Training")]
    public async Task A_thousand_requests_get_their_statuses_and_memory_returns(string service)
    {
        var address = AddressOf(service);
        var methods = FilesOfContracts().SelectMany(file => file.Services).Single(contract => contract.Name == service).Methods;
        using var client = Client();
        // What a service loads and compiles at its first requests stays; what later ones leave would be a leak.
        await SendAsync(client, address, methods, Warming, seed: 1);
        var before = MemoryOf(service);
        await SendAsync(client, address, methods, Requests, seed: 2);
        var growth = MemoryOf(service) - before;

        Assert.True(growth < MostGrowth, $"{service} holds {growth >> 20} MB more after {Requests} further malformed requests");
        using var health = await client.GetAsync(new Uri(address.Http, "/health"), Ct);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    [Fact]
    public async Task A_thousand_requests_for_pages_and_pictures_get_theirs()
    {
        using var client = new HttpClient();
        var random = new Random(7);
        await Parallel.ForEachAsync(Enumerable.Range(0, Requests), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Ct }, async (number, ct) =>
        {
            var (path, expected) = Page(number, random);
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(stack.Web.Http + path));
            using var response = await client.SendAsync(request, ct);
            Assert.True(expected.Contains(response.StatusCode), $"{path}: {response.StatusCode}");
        });

        using var health = await client.GetAsync(new Uri(stack.Web.Http, "/health"), Ct);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    private static (string Path, HttpStatusCode[] Expected) Page(int number, Random random)
    {
        int next;
        lock (random)
            next = random.Next();
        return (number % 6) switch
        {
            0 => ($"photos/{next}9999999999", [HttpStatusCode.NotFound]),
            1 => ($"photos/../../etc/passwd?{next}", [HttpStatusCode.NotFound]),
            2 => ($"photos/{next:x}zz/thumbnail?width=%00", [HttpStatusCode.NotFound, HttpStatusCode.BadRequest]),
            3 => ($"photos/1/thumbnail?width={next}", [HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.NotFound]),
            4 => ($"photos/1/thumbnail?width=-{next}&v=%27%22", [HttpStatusCode.BadRequest, HttpStatusCode.OK, HttpStatusCode.NotFound]),
            // A query that can't be read is a page that says so.
            _ => ($"?q=%40%7B{next:x}%7D%20%00%ff", [HttpStatusCode.OK, HttpStatusCode.BadRequest]),
        };
    }

    private static async Task SendAsync(HttpClient client, ServiceAddress address, IList<MethodDescriptor> methods, int requests, int seed) =>
        await Parallel.ForEachAsync(Enumerable.Range(0, requests), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Ct }, async (number, ct) =>
        {
            var random = new Random((seed * Requests) + number);
            var method = methods[random.Next(methods.Count)];
            var (body, expected) = Malformed(method, random);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address.Grpc, $"/{method.Service.FullName}/{method.Name}"))
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
                Headers = { TE = { new("trailers") } },
            };
            using var response = await client.SendAsync(request, ct);
            await response.Content.ReadAsByteArrayAsync(ct);
            var status = (response.TrailingHeaders.TryGetValues("grpc-status", out var values) || response.Headers.TryGetValues("grpc-status", out values)) ? int.Parse(values.Single(), null) : -1;
            Assert.True(expected.Contains((StatusCode)status), $"{method.FullName} answers {(StatusCode)status} to {Convert.ToHexString(body.AsSpan(0, Math.Min(body.Length, 80)))}");
        });

    private static (byte[] Body, StatusCode[] Expected) Malformed(MethodDescriptor method, Random random)
    {
        switch (random.Next(6))
        {
            case 0:
                // An endless number where a field's tag should be.
                return (Framed([.. Enumerable.Repeat((byte)0xFF, random.Next(11, 40))]), [StatusCode.InvalidArgument]);
            case 1:
                // A field that is longer than its message.
                return (Framed([0x0A, 0xFF, 0xFF, 0x03, .. Noise(random, 20)]), [StatusCode.InvalidArgument]);
            case 2:
                // A frame that is longer than the body; the protocol leaves its status to gRPC.
                return ([0, 0, 0, 1, 0, .. Noise(random, 30)], [StatusCode.Internal]);
            case 3:
                return ([0, 0x7F, 0xFF, 0xFF, 0xFF, .. Noise(random, 30)], [StatusCode.ResourceExhausted]);
            case 4:
                // Compressed, and not said how.
                return ([1, 0, 0, 0, 4, .. Noise(random, 4)], [StatusCode.Internal]);
            default:
                // A message of the right form with nonsense in it.
                return (Framed(Nonsense(method.InputType, random).ToByteArray()),
                [
                    StatusCode.InvalidArgument, StatusCode.NotFound, StatusCode.FailedPrecondition,
                    // What takes no fields, lists, or finds nothing.
                    .. MayBeRight(method) ? (StatusCode[])[StatusCode.OK] : [],
                ]);
        }
    }

    // Calls that nonsense, too, may be a fair request of: their fields are few or optional.
    private static bool MayBeRight(MethodDescriptor method) =>
        method.InputType.Fields.InDeclarationOrder().Count == 0 || method.Name.StartsWith("List", StringComparison.Ordinal) || method.Name is "Search" or "CompleteName" or "EncodeText" or "EncodeImages";

    private static IMessage Nonsense(MessageDescriptor type, Random random)
    {
        var message = (IMessage)Activator.CreateInstance(type.ClrType)!;
        foreach (var field in type.Fields.InDeclarationOrder().Where(field => !field.IsRepeated && !field.IsMap))
        {
            object? value = field.FieldType switch
            {
                FieldType.String => new string((char)random.Next('a', 'z'), random.Next(0, 1_200)),
                FieldType.Bytes => ByteString.CopyFrom(Noise(random, random.Next(0, 500))),
                FieldType.Int32 or FieldType.SInt32 => random.Next(int.MinValue, 0),
                FieldType.Int64 or FieldType.SInt64 => -random.NextInt64(),
                FieldType.UInt32 => uint.MaxValue,
                FieldType.UInt64 => ulong.MaxValue,
                FieldType.Float => float.NaN,
                FieldType.Double => double.NegativeInfinity,
                FieldType.Message when field.MessageType.ClrType is { Namespace: "IdClip.Contracts.V1" } => Nonsense(field.MessageType, random),
                _ => null,
            };
            if (value is not null)
                field.Accessor.SetValue(message, value);
        }

        return message;
    }

    private static byte[] Framed(byte[] message)
    {
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    private static byte[] Noise(Random random, int length)
    {
        var noise = new byte[length];
        random.NextBytes(noise);
        return noise;
    }

    private static IEnumerable<FileDescriptor> FilesOfContracts() =>
        typeof(SearchRequest).Assembly.GetTypes().Where(type => type.Namespace == typeof(SearchRequest).Namespace && type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => (FileDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!);

    private static HttpClient Client() => new(new SocketsHttpHandler { EnableMultipleHttp2Connections = true });

    private ServiceAddress AddressOf(string service) => service switch
    {
        "Encoding" => stack.Encoding,
        "Archive" => stack.ArchiveService,
        "Search" => stack.Search,
        "Synthesis" => stack.Synthesis,
        _ => stack.Training,
    };

    // Resident memory in bytes, as the system sees it.
    private long MemoryOf(string service)
    {
        var pid = File.ReadAllText(Path.Combine(stack.Data, "run", service)).Split(' ')[0];
        var line = File.ReadLines($"/proc/{pid}/status").Single(row => row.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], null) << 10;
    }
}
