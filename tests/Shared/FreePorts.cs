using System.Net;
using System.Net.Sockets;

namespace IdClip.Tests;

/// <summary>Ports of 127.0.0.1 for servers that a test starts.</summary>
internal static class FreePorts
{
    // Below those that the system gives to outgoing connections, one of which could take a port before its server does.
    private const int First = 10_000, FirstOfMany = 20_000, Last = 32_000;

    /// <summary>The first of some free ports side by side, on a multiple of their count.</summary>
    public static int Find(int count = 1)
    {
        while (true)
        {
            // Many are a stack's, which takes them one by one for half a minute: nobody else may look free there.
            var port = (count > 2 ? Random.Shared.Next(FirstOfMany, Last) : Random.Shared.Next(First, FirstOfMany - count)) / count * count;
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
