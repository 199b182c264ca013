using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

/// <summary>Databases and brokers, as connection strings of the same names wherever they run.</summary>
internal sealed record Infrastructure(params IReadOnlyList<IResourceBuilder<IResourceWithConnectionString>> Resources)
{
    private const string Setting = "Infrastructure";

    public static Infrastructure Of(IDistributedApplicationBuilder builder) => (builder.Configuration[Setting] ?? "Containers").ToUpperInvariant() switch
    {
        "CONTAINERS" => Containers(builder),
        "PROCESSES" => Processes(builder),
        "EXTERNAL" => External(builder),
        var other => throw new InvalidOperationException($"{Setting} is {other}; it must be Containers, Processes or External."),
    };

    private static Infrastructure Containers(IDistributedApplicationBuilder builder) => new(
        builder.AddPostgres("postgres").WithDataVolume().AddDatabase("catalogue"),
        builder.AddRabbitMQ("messaging").WithDataVolume(),
        builder.AddRedis("cache"),
        Milvus(builder));

    // Debian's packages on loopback, started by the script that knows how.
    private static Infrastructure Processes(IDistributedApplicationBuilder builder)
    {
        var password = builder.AddParameter("postgres-password", new GenerateParameterDefault { MinLength = 24, Special = false }, secret: true, persist: true);
        var script = Path.GetFullPath("../eng/stack", builder.AppHostDirectory);
        var processes = builder.AddExecutable("processes", "bash", "..", script, "run", "postgres", "rabbitmq", "redis", "milvus")
            .WithEnvironment("POSTGRES_PASSWORD", password)
            .WithHealthCheck("processes");
        // It starts them one after the other; when the last one listens, all do.
        builder.Services.AddHealthChecks().AddAsyncCheck("processes", async ct =>
        {
            using var last = new TcpClient();
            await last.ConnectAsync("127.0.0.1", 5113, ct);
            return HealthCheckResult.Healthy();
        });
        return new(
            builder.AddConnectionString("catalogue", ReferenceExpression.Create($"Host=127.0.0.1;Port=5110;Database=catalogue;Username=idclip;Password={password}")).WaitFor(processes),
            builder.AddConnectionString("messaging", ReferenceExpression.Create($"amqp://guest:guest@127.0.0.1:5111")).WaitFor(processes),
            builder.AddConnectionString("cache", ReferenceExpression.Create($"127.0.0.1:5112")).WaitFor(processes),
            builder.AddConnectionString("milvus", ReferenceExpression.Create($"Endpoint=http://127.0.0.1:5113")).WaitFor(processes));
    }

    // Somebody else's: ConnectionStrings__catalogue and so on.
    private static Infrastructure External(IDistributedApplicationBuilder builder) =>
        new(builder.AddConnectionString("catalogue"), builder.AddConnectionString("messaging"), builder.AddConnectionString("cache"), builder.AddConnectionString("milvus"));

    // Aspire.Hosting.Milvus knows no readiness: Milvus says on port 9091 when it serves. Its database is made by the service that uses it.
    private static IResourceBuilder<IResourceWithConnectionString> Milvus(IDistributedApplicationBuilder builder)
    {
        var server = builder.AddContainer("milvus-server", "milvusdb/milvus", "v2.5.27")
            .WithEnvironment("ETCD_USE_EMBED", "true")
            .WithEnvironment("ETCD_DATA_DIR", "/var/lib/milvus/etcd")
            .WithEnvironment("COMMON_STORAGETYPE", "local")
            .WithArgs("milvus", "run", "standalone")
            .WithVolume("idclip-milvus", "/var/lib/milvus")
            .WithHttpEndpoint(targetPort: 19530, name: "grpc")
            .WithEndpoint("grpc", endpoint => endpoint.Transport = "http2")
            .WithHttpEndpoint(targetPort: 9091, name: "management")
            .WithHttpHealthCheck("/healthz", endpointName: "management");
        return builder.AddConnectionString("milvus", ReferenceExpression.Create($"Endpoint={server.GetEndpoint("grpc")}")).WaitFor(server);
    }
}
