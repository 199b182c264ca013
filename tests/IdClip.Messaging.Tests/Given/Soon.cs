using System.Diagnostics;

namespace IdClip.Messaging.Tests.Given;

/// <summary>Waits for what other threads and processes bring about.</summary>
internal static class Soon
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task IsTrueAsync(Func<Task<bool>> condition)
    {
        for (var watch = Stopwatch.StartNew(); !await condition();)
        {
            Assert.True(watch.Elapsed < Limit, "It did not come about within a minute.");
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }

    public static Task IsAsync<T>(T expected, Func<Task<T>> value) => IsTrueAsync(async () => Equals(expected, await value()));
}
