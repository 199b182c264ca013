using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;
using IdClip.Grpc.Calls;
using IdClip.Tests;
using Microsoft.AspNetCore.Http;

namespace IdClip.Grpc.Tests;

public sealed class HostTests(ServedDemo demo) : IDisposable
{
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(demo.Served.Grpc);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reflection_lists_the_services()
    {
        using var call = new ServerReflection.ServerReflectionClient(_channel).ServerReflectionInfo(cancellationToken: Ct);
        await call.RequestStream.WriteAsync(new() { ListServices = "" }, Ct);
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(Ct));

        var services = call.ResponseStream.Current.ListServicesResponse.Service.Select(s => s.Name).ToList();
        Assert.Superset(new HashSet<string> { "idclip.v1.Encoding", "idclip.v1.Archive", "idclip.v1.Search", "idclip.v1.Synthesis", "idclip.v1.Training", "grpc.health.v1.Health" }, services.ToHashSet());
    }

    [Fact]
    public async Task Health_says_serving()
    {
        var response = await new Health.HealthClient(_channel).CheckAsync(new(), cancellationToken: Ct);

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, response.Status);
    }

    [Theory]
    [InlineData(null, "7S")]
    [InlineData("250m", "250m")]
    public async Task A_deadline_is_set_where_the_client_sets_none(string? sent, string expected)
    {
        var context = new DefaultHttpContext { Request = { ContentType = "application/grpc" } };
        context.SetEndpoint(new(null, new(new DefaultDeadlineAttribute(60), new DefaultDeadlineAttribute(7)), "a call"));
        if (sent is not null)
            context.Request.Headers["grpc-timeout"] = sent;

        await new DefaultDeadlineMiddleware(_ => Task.CompletedTask).InvokeAsync(context);

        Assert.Equal(expected, context.Request.Headers["grpc-timeout"].ToString());
    }

    [Fact]
    public async Task Other_requests_get_no_deadline()
    {
        var context = new DefaultHttpContext();
        context.SetEndpoint(new(null, EndpointMetadataCollection.Empty, "a page"));

        await new DefaultDeadlineMiddleware(_ => Task.CompletedTask).InvokeAsync(context);

        Assert.Empty(context.Request.Headers);
    }

    [Fact]
    public async Task A_method_that_does_not_exist_is_unimplemented()
    {
        var method = new Method<Empty, Empty>(MethodType.Unary, "idclip.v1.Search", "Guess", Empty.Marshaller, Empty.Marshaller);

        var failure = await Assert.ThrowsAsync<RpcException>(async () =>
            await _channel.CreateCallInvoker().AsyncUnaryCall(method, null, new(cancellationToken: Ct), new()));

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
    }

    public void Dispose() => _channel.Dispose();

    private sealed class Empty
    {
        public static readonly Marshaller<Empty> Marshaller = Marshallers.Create(_ => Array.Empty<byte>(), _ => new Empty());
    }
}
