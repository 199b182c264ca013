namespace IdClip.Hosting;

/// <summary>Measures of a host that has an archive.</summary>
public static class Measuring
{
    /// <summary>Measures the archive; one of the hosts that share it does.</summary>
    public static WebApplicationBuilder AddArchiveTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<ArchiveTelemetry>();
        return builder;
    }
}
