using System.CommandLine;
using System.Net;

namespace IdClip.Commands;

/// <summary>The option that says where the search page is served.</summary>
internal sealed class PortOption : Option<int>
{
    private const int Default = 5080;

    /// <summary>Creates the option.</summary>
    /// <param name="description">What the port is for.</param>
    public PortOption(string description) : base("--port")
    {
        Description = description;
        HelpName = "N";
        DefaultValueFactory = _ => Default;
        Validators.Add(given =>
        {
            // gRPC takes the port after it.
            if (given.Tokens is [var token] && !(int.TryParse(token.Value, out var port) && port is >= 0 and < IPEndPoint.MaxPort))
                given.AddError($"--port must be a number from 0 to {IPEndPoint.MaxPort - 1}.");
        });
    }
}
