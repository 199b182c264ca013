using IdClip.Grpc.Training;
using IdClip.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Extensions;
using Swashbuckle.AspNetCore.Swagger;

namespace IdClip.Grpc.Tests;

/// <summary>proto/openapi.json says what the services answer; where it does not, this test writes it anew and fails.</summary>
public sealed class OpenApiTests
{
    private static readonly string File = Path.Combine(TestFolders.Repository, "proto", "openapi.json");

    internal static string Written => System.IO.File.ReadAllText(File);

    [Fact]
    public async Task The_description_is_that_of_the_contracts()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddIdClipGrpc();
        builder.Services.AddGrpcSwagger();
        builder.Services.AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc("v1", new() { Title = "IdClip", Version = "v1", Description = "The services of proto/ as JSON over HTTP." });
            var comments = Path.ChangeExtension(typeof(GrpcServices).Assembly.Location, ".xml");
            swagger.IncludeXmlComments(comments);
            swagger.IncludeGrpcXmlComments(comments, includeControllerXmlComments: true);
        });
        await using var app = builder.Build();
        app.MapIdClipGrpc();
        app.MapIdClipTraining();
        // Endpoints are described once there is a server.
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync(TestContext.Current.CancellationToken);

        var document = await app.Services.GetRequiredService<IAsyncSwaggerProvider>().GetSwaggerAsync("v1");
        var text = document.SerializeAsJson(OpenApiSpecVersion.OpenApi3_0).ReplaceLineEndings("\n") + "\n";
        var before = System.IO.File.Exists(File) ? Written : "";
        if (text != before)
            await System.IO.File.WriteAllTextAsync(File, text, TestContext.Current.CancellationToken);

        Assert.Equal(before, text);
    }
}
