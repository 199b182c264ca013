using System.Text.Json.Serialization;

namespace IdClip.Models.Adapters;

/// <summary>Where an adapter comes from.</summary>
/// <param name="Configuration">Name of the training configuration, for example <c>idclip-vpt5</c>.</param>
/// <param name="DataSha256">Lower-case hex sha256 of the training manifest.</param>
/// <param name="ValidationSha256">The same of the validation manifest, or null where there was none.</param>
/// <param name="Photos">Photos it was trained on.</param>
/// <param name="People">People it was trained on.</param>
/// <param name="Version">The program that trained it, with its revision.</param>
/// <param name="CreatedAt">When.</param>
public sealed record AdapterOrigin(
    string Configuration,
    string DataSha256,
    // Every field of an origin has to be in the file, and other fields are left out where they are null.
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ValidationSha256,
    int Photos,
    int People,
    string Version,
    DateTimeOffset CreatedAt);
