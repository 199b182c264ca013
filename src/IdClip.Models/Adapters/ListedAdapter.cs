namespace IdClip.Models.Adapters;

/// <summary>An adapter of a store, here or of a server.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Identity">Lower-case hex sha256 of its weights; empty where its description can't be read, as are the other texts.</param>
/// <param name="Model">Name of the dual encoder it was trained over.</param>
/// <param name="FaceModel">Name of the face recogniser whose embeddings it translates.</param>
/// <param name="Prompt">The text of a person alone.</param>
/// <param name="Photos">Photos it was trained on.</param>
/// <param name="People">People in them.</param>
/// <param name="CreatedAt">When it was trained; null where that is not recorded, as are photos and people.</param>
/// <param name="Problem">Why it can't be used; empty where nothing is known against it.</param>
public sealed record ListedAdapter(
    string Name, string Identity, string Model, string FaceModel, string Prompt, int Photos, int People, DateTimeOffset? CreatedAt, string Problem)
{
    /// <summary>An adapter of this machine.</summary>
    public static ListedAdapter Of(StoredAdapter adapter)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        return adapter.Manifest is not { } manifest
            ? new(adapter.Name, "", "", "", "", 0, 0, null, adapter.Problem ?? "")
            : new(
                adapter.Name, manifest.WeightsSha256, manifest.Model, manifest.FaceModel, manifest.Prompt,
                manifest.Origin?.Photos ?? 0, manifest.Origin?.People ?? 0, manifest.Origin?.CreatedAt, adapter.Problem ?? "");
    }
}
