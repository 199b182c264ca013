var builder = DistributedApplication.CreateBuilder(args);

// dotnet run --project IdClip.AppHost -- --Infrastructure Containers|Processes|External --Parameters:archive-folder DIR --Parameters:model NAME
var infrastructure = Infrastructure.Of(builder);

// Tables are made, or brought to this version, before any host opens the catalogue.
var catalogue = infrastructure.Resources[0];
var migration = builder.AddProject<Projects.IdClip>("migration")
    .WithArgs("catalogue", "migrate")
    .WithEnvironment("IDCLIP_CATALOGUE", catalogue)
    .WaitFor(catalogue);

// The hosts share the archive's folder; the demo's photos or your own are brought in by idclip index DIR --server http://localhost:5081
var settings = new ServiceSettings(
    builder.AddSetting("archive-folder", ServiceSettings.UserArchive),
    builder.AddSetting("model", "idclip-mini"),
    builder.AddSetting("face-model", "sface"));

var encoding = builder.AddService<Projects.IdClip_Services_Encoding>("encoding", settings);

var archive = builder.AddService<Projects.IdClip_Services_Archive>("archive", settings)
    .WithInfrastructure(infrastructure)
    .WaitForCompletion(migration)
    .WithReference(encoding).WaitFor(encoding);

var search = builder.AddService<Projects.IdClip_Services_Search>("search", settings)
    .WithInfrastructure(infrastructure)
    .WithReference(encoding).WaitFor(encoding)
    .WaitFor(archive); // it brings the catalogue up to date

var synthesis = builder.AddService<Projects.IdClip_Services_Synthesis>("synthesis", settings)
    .WithInfrastructure(infrastructure)
    .WaitFor(archive);

var training = builder.AddService<Projects.IdClip_Services_Training>("training", settings)
    .WithInfrastructure(infrastructure)
    .WaitFor(archive);

builder.AddService<Projects.IdClip_Services_Web>("web", settings)
    .WithInfrastructure(infrastructure)
    .WithReference(encoding).WithReference(archive).WithReference(search).WithReference(synthesis).WithReference(training)
    .WaitFor(encoding).WaitFor(archive).WaitFor(search)
    .WithExternalHttpEndpoints();

builder.Build().Run();
