var builder = ServiceHost.CreateBuilder(args);
await using var archive = await HostedArchive.OpenAsync(builder);
builder.AddEncodingClient();
builder.AddArchiveMessaging();
builder.AddArchiveTelemetry();
builder.AddIndexing();

await using var app = builder.Build();
app.MapDefaultEndpoints();
app.MapIdClipGrpc(ServedContracts.Archive);
await app.RunAsync();
