using IdClip.Synthesis.Jobs;

namespace IdClip.Services.Synthesis;

internal static class Extensions
{
    private const string Roots = "IdClip:SynthesisRoots";

    /// <summary>Opens the archive's queue of sets where the configuration names folders that clients may use.</summary>
    /// <exception cref="InvalidOperationException">A folder does not exist.</exception>
    public static void AddSynthesis(this WebApplicationBuilder builder)
    {
        string[] roots = [.. (builder.Configuration.GetSection(Roots).Get<string[]>() ?? []).Select(Path.GetFullPath)];
        if (Array.Find(roots, root => !Directory.Exists(root)) is { } missing)
            throw new InvalidOperationException($"{Roots}: there is no folder {missing}.");
        builder.Services.Configure<GrpcOptions>(grpc => grpc.SynthesisRoots = roots);
        if (roots.Length > 0)
        {
            var jobs = LocalSynthesis.OpenJobs(ServiceOptions.Of(builder.Configuration).RequireArchive());
            builder.Services.AddSingleton(_ => jobs);
        }
    }
}
