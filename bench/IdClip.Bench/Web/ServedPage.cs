using System.Diagnostics;

namespace IdClip.Bench.Web;

/// <summary>A running search page.</summary>
/// <param name="process">Its process.</param>
/// <param name="address">Where it is.</param>
internal sealed class ServedPage(Process process, Uri address) : IDisposable
{
    public Uri Address => address;

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
