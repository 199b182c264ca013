using IdClip.Services.Encoding;

var builder = ServiceHost.CreateBuilder(args);
builder.AddEncoding();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapIdClipGrpc(ServedContracts.Encoding);
app.Run();
