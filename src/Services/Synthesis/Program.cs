using IdClip.Services.Synthesis;

var builder = ServiceHost.CreateBuilder(args);
builder.AddSynthesis();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapIdClipGrpc(ServedContracts.Synthesis);
app.Run();
