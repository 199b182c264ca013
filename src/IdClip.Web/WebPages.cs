using IdClip.Archive.Albums;
using IdClip.Archive.Ingest.Jobs;
using IdClip.Archive.Judgements;
using IdClip.Archive.Messages;
using IdClip.Archive.People.Files;
using IdClip.Messaging;
using IdClip.Search.Judgements;
using IdClip.Web.Answers;
using IdClip.Web.Examples;
using IdClip.Web.Jobs;
using IdClip.Web.Judgements;
using IdClip.Web.Photos;
using IdClip.Web.Security;
using IdClip.Xmp.Export;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;

namespace IdClip.Web;

/// <summary>Adds the web pages to a host.</summary>
public static class WebPages
{
    /// <summary>Registers the pages. The host registers what they show: <c>Catalogue</c>, <c>Gallery</c>, <c>SearchIndexes</c>, <c>FaceLabels</c>, <c>FaceGroups</c>, <c>PersonRecognition</c>, <c>Searcher</c>, <c>IPhotoEncoder</c> and <c>ExampleReader</c>; an <see cref="IJobSource"/> for each further kind of jobs, <see cref="Models.IModelShelf"/>, <c>IAdapterPhotoEncoders</c> and <c>SearchedModels</c>.</summary>
    public static IServiceCollection AddIdClipWeb(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddSingleton<RecentSearches>();
        services.TryAddSingleton<PhotoAlbums>();
        services.TryAddSingleton<PhotoFiles>();
        services.TryAddSingleton<PhotoExport>();
        services.AddSingleton<ThumbnailCache>();
        services.AddSingleton<ExampleUploads>();
        services.AddScoped<GivenExamples>();
        services.TryAddSingleton<IndexJobs>();
        services.TryAddSingleton<RunNews>();
        services.TryAddSingleton<FailedMessages>();
        services.TryAddSingleton<AdapterActivations>();
        services.AddSingleton<JudgedQueries>();
        services.AddSingleton<RecallMeasurements>();
        services.AddSingleton<JudgedSearch>();
        services.AddSingleton<JudgedSet>();
        services.AddSingleton<IJobSource, IndexJobSource>();
        services.AddSingleton<IJobSource, ActivationSource>();
        return services;
    }

    /// <summary>Maps the pages, pictures and static files.</summary>
    public static WebApplication MapIdClipWeb(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<SameOrigin>();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapPhotos();
        app.MapFaces();
        app.MapExport();
        app.MapJudgements();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = "'none'");
        return app;
    }
}
