using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace IdClip.ServiceDefaults.Access;

/// <summary><see cref="AccessRules"/> as ASP.NET Core's authentication.</summary>
internal sealed class AccessHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, AccessRules rules)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string SchemeName = "IdClip";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(rules.Admit(Context) is { } admitted
        ? AuthenticateResult.Success(new(new(new ClaimsIdentity(
            [new(ClaimTypes.AuthenticationMethod, admitted.Proof), new(ClaimTypes.NameIdentifier, admitted.Caller)], SchemeName)), SchemeName))
        : AuthenticateResult.NoResult());

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // gRPC clients read it as UNAUTHENTICATED, browsers ask for the key.
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Basic realm=\"IdClip: a key as the password\", charset=\"UTF-8\"";
        return Task.CompletedTask;
    }
}
