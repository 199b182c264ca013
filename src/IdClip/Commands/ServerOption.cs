using System.CommandLine;
using System.Net.Http.Headers;
using Grpc.Net.Client;
using IdClip.Grpc;
using IdClip.Terminal;

namespace IdClip.Commands;

/// <summary>The option that has a command asked of a running server instead of an archive of this machine.</summary>
internal sealed class ServerOption : Option<string?>
{
    private const string KeyVariable = "IDCLIP_KEY";

    private readonly List<Command> commands = [];

    /// <summary>Creates the option; it goes to the root command and applies to all below.</summary>
    public ServerOption() : base("--server")
    {
        Description = $"Address of the gRPC of a running IdClip, such as http://127.0.0.1:5081; a key is taken from {KeyVariable}. What works on this machine only refuses it";
        HelpName = "URL";
        Recursive = true;
    }

    /// <summary>This option, for a command that can ask a server.</summary>
    public ServerOption For(Command command)
    {
        if (!commands.Contains(command))
            commands.Add(command);
        return this;
    }

    /// <summary>Refuses the option where a command works on this machine only.</summary>
    /// <exception cref="InputException">It does.</exception>
    public void CheckFits(ParseResult command)
    {
        var asked = command.CommandResult.Command;
        if (command.GetValue(this) is not null && !commands.Contains(asked))
            throw new InputException($"{Name} is for {string.Join(", ", commands.Select(PathOf))}; '{PathOf(asked)}' works on this machine.");
    }

    private static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand ? $"{PathOf(parent)} {command.Name}" : command.Name;

    /// <summary>A connection to the server that the command line names, or null where it names none.</summary>
    /// <exception cref="InputException">The address is none.</exception>
    public GrpcChannel? Connect(ParseResult command)
    {
        if (command.GetValue(this) is not { } given)
            return null;
        if (!Uri.TryCreate(given, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new InputException($"{Name}: '{given}' is not an address like http://127.0.0.1:5081.");
        var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        if (Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key)
        {
            if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
                Screen.Note($"The key and the answers go to {address.Host} readable by the network; use https where that is not your own.");
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
        return GrpcChannel.ForAddress(address, new()
        {
            HttpClient = client,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = GrpcLimits.MaxMessageBytes,
            MaxSendMessageSize = GrpcLimits.MaxMessageBytes,
        });
    }
}
