var builder = ServiceHost.CreateBuilder(args);
await using var archive = await HostedArchive.OpenAsync(builder);
builder.AddEncodingClient();
builder.AddSearching();

await using var app = builder.Build();
app.MapDefaultEndpoints();
app.MapIdClipGrpc(ServedContracts.Search);
await app.RunAsync();
