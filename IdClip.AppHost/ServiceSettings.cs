/// <summary>What all services are told.</summary>
internal sealed record ServiceSettings(
    IResourceBuilder<ParameterResource> Archive, IResourceBuilder<ParameterResource> Model, IResourceBuilder<ParameterResource> FaceModel)
{
    /// <summary>The archive that the command line uses where none is named.</summary>
    public static string UserArchive => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "idclip", "archive");
}
