using IdClip.Services.Web;
using IdClip.Web;

var builder = ServiceHost.CreateBuilder(args);
await using var archive = await HostedArchive.OpenAsync(builder);
builder.AddEncodingClient();
builder.AddSearching();
builder.AddWeb();

await using var app = builder.Build();
app.MapDefaultEndpoints();
app.MapIdClipGrpc(ServedContracts.None);
app.MapIdClipWeb();
app.MapReverseProxy();
await app.RunAsync();
