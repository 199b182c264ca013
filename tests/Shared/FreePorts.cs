using System.Net;
using System.Net.Sockets;

namespace IdClip.Tests;

/// <summary>Ports of 127.0.0.1 for servers that a test starts.</summary>
internal static class FreePorts
{
    // Below those that the system gives to outgoing connections, one of which could take a port before its server does.
    private const int First = 20_000, Last = 32_000;

    /// <summary>The first of some free ports side by side, on a multiple of their count.</summary>
    public static int Find(int count = 1)
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last) / count * count;
            if (Enumerable.Range(port, count).All(IsFree))
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
