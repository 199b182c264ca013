// One process for now: the embedded set. The services, brokers and Milvus of the distributed set join here.
var builder = DistributedApplication.CreateBuilder(args);

builder.AddProject<Projects.IdClip>("idclip")
    .WithArgs("serve");

builder.Build().Run();
