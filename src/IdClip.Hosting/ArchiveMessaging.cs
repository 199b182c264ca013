using IdClip.Archive.Catalogue;
using IdClip.Archive.Messages;
using IdClip.Grpc;
using IdClip.Messaging;
using IdClip.Search;

namespace IdClip.Hosting;

/// <summary>Messages of hosts.</summary>
public static class ArchiveMessaging
{
    /// <summary>Carries out what messages ask of an archive, in the host that has it and the Encoding client.</summary>
    public static WebApplicationBuilder AddArchiveMessaging(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<AdapterIndexing>();
        builder.AddIdClipMessaging(MessagingParts.Runs | MessagingParts.Reindexing | MessagingParts.Indexing);
        builder.Services.AddArchiveRuns();
        return builder;
    }

    /// <summary>Opens the catalogue for a host that tells of its jobs only. With a broker it sends itself; else the Archive service, which sees what is committed, handles it.</summary>
    /// <returns>The catalogue; dispose it after the host.</returns>
    public static async Task<Catalogue> AddOutboxAsync(this WebApplicationBuilder builder)
    {
        var catalogue = await HostedCatalogue.OpenAsync(builder);
        if (MessagingOptions.ConnectionOf(builder.Configuration) is null)
            builder.Services.AddSingleton<Outbox>();
        else
            builder.AddIdClipMessaging(MessagingParts.None);
        return catalogue;
    }
}
