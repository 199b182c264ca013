using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace IdClip.ServiceDefaults.Access;

/// <summary>Closes a host: every endpoint asks for a key or a client certificate where the host has any, and without them it serves this machine only.</summary>
public static class AccessExtensions
{
    /// <summary>Adds access by the options of the section <c>IdClip</c>. Endpoints that anybody may call say so by <c>AllowAnonymous</c>.</summary>
    public static TBuilder AddAccess<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.Configure<AccessOptions>(builder.Configuration.GetSection(AccessOptions.Section));
        builder.Services.AddSingleton<AccessRules>();
        builder.Services.AddTransient<IConfigureOptions<KestrelServerOptions>, EndpointRules>();
        builder.Services.AddAuthentication(AccessHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, AccessHandler>(AccessHandler.SchemeName, null);
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return builder;
    }
}
