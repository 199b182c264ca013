using System.Net;
using System.Net.Sockets;

namespace IdClip.Services.Tests;

/// <summary>Ports for a stack, which takes them side by side.</summary>
internal static class StackPorts
{
    private const int Needed = 40;

    /// <summary>The first of as many free ports as a stack takes.</summary>
    public static int FindFree()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000) / Needed * Needed;
            if (Enumerable.Range(port, Needed).All(IsFree))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
