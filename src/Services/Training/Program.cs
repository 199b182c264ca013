using IdClip.Grpc.Training;
using IdClip.Services.Training;

var builder = ServiceHost.CreateBuilder(args);
builder.AddTraining();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapIdClipGrpc(ServedContracts.None);
app.MapIdClipTraining();
app.Run();
