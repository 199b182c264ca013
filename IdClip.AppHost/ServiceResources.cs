internal static class ServiceResources
{
    /// <summary>Adds a host of src/Services; its endpoints "http" and "grpc" are those of its appsettings.json.</summary>
    public static IResourceBuilder<ProjectResource> AddService<TProject>(this IDistributedApplicationBuilder builder, string name, ServiceSettings settings)
        where TProject : IProjectMetadata, new() =>
        builder.AddProject<TProject>(name)
            .WithEnvironment("IdClip__Archive", settings.Archive)
            .WithEnvironment("IdClip__Model", settings.Model)
            .WithEnvironment("IdClip__FaceModel", settings.FaceModel)
            .WithHttpHealthCheck("/health", endpointName: "http");

    /// <summary>A parameter with a default, which Parameters:NAME of the configuration overrides.</summary>
    public static IResourceBuilder<ParameterResource> AddSetting(this IDistributedApplicationBuilder builder, string name, string usual) =>
        builder.AddParameter(name, () => builder.Configuration[$"Parameters:{name}"] ?? usual);

    /// <summary>Gives a host the connection strings "catalogue", "messaging", "cache" and "milvus", and lets it wait for what has one.</summary>
    public static IResourceBuilder<ProjectResource> WithInfrastructure(this IResourceBuilder<ProjectResource> service, Infrastructure infrastructure)
    {
        foreach (var resource in infrastructure.Resources)
            service.WithReference(resource).WaitFor(resource);
        return service;
    }
}
