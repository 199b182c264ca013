using System.Net;
using System.Net.Sockets;

namespace IdClip.Serving;

/// <summary>Looks for a port of 127.0.0.1 that nobody listens on, with the next one free for gRPC.</summary>
internal static class FreePort
{
    private const int Tries = 50;

    /// <summary>The first free pair from a port upwards; the port itself where none is found.</summary>
    public static int From(int port)
    {
        for (var candidate = port; candidate < port + 2 * Tries && candidate < IPEndPoint.MaxPort; candidate += 2)
            if (IsFree(candidate) && IsFree(candidate + 1))
                return candidate;
        return port;
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
