using IdClip.Grpc.Training;
using IdClip.Services.Training;

var builder = ServiceHost.CreateBuilder(args);
await using var catalogue = await builder.AddTrainingAsync();

await using var app = builder.Build();
app.MapDefaultEndpoints();
app.MapIdClipGrpc(ServedContracts.None);
app.MapIdClipTraining();
await app.RunAsync();
