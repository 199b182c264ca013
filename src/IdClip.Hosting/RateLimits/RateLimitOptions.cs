namespace IdClip.Hosting.RateLimits;

/// <summary>How often one caller may ask a service: the section <c>IdClip:RateLimit</c>, <c>IdClip__RateLimit__PerSecond</c> in the environment.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Requests a second in the long run; 0 for no limit.</summary>
    public int PerSecond { get; set; }

    /// <summary>Requests at once after a pause; 0 for ten seconds' worth.</summary>
    public int Burst { get; set; }

    /// <summary>What a host of many callers has where nothing is configured: far above what people do, below what a runaway program does.</summary>
    public static RateLimitOptions Usual => new() { PerSecond = 200 };

    /// <summary>The options of a host.</summary>
    /// <param name="configuration">The section.</param>
    /// <param name="usual">What counts where the section does not say.</param>
    /// <exception cref="InvalidOperationException">A number is negative.</exception>
    public static RateLimitOptions Of(IConfigurationSection configuration, RateLimitOptions usual)
    {
        configuration.Bind(usual);
        if (usual.PerSecond < 0 || usual.Burst < 0)
            throw new InvalidOperationException($"{configuration.Path}: {nameof(PerSecond)} and {nameof(Burst)} are 0 or more.");
        if (usual.Burst == 0)
            usual.Burst = 10 * usual.PerSecond;
        return usual;
    }
}
