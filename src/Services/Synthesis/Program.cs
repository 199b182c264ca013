using IdClip.Services.Synthesis;

var builder = ServiceHost.CreateBuilder(args);
await using var catalogue = await builder.AddSynthesisAsync();

await using var app = builder.Build();
app.MapDefaultEndpoints();
app.MapIdClipGrpc(ServedContracts.Synthesis);
await app.RunAsync();
