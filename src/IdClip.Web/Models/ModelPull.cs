using IdClip.Models.Download;

namespace IdClip.Web.Models;

/// <summary>A model that is being pulled, or was.</summary>
/// <param name="Progress">How far the file at hand is; null before the first.</param>
/// <param name="HasEnded">Whether nothing more happens.</param>
/// <param name="Said">What somebody should know: why it failed, or what is odd about the model; empty where there is nothing.</param>
/// <param name="Failed">Whether it is not here.</param>
public sealed record ModelPull(DownloadProgress? Progress, bool HasEnded, string Said, bool Failed);
