using IdClip.Evaluation.Comparison;
using IdClip.Evaluation.Protocol;

namespace IdClip.Evaluation.Tests.Comparison;

/// <summary>Four photos: two people in two contexts, and two captions a context.</summary>
internal static class MadeSet
{
    public const string Ann = "Ann", Ben = "Ben";

    public static ComparisonSet Four { get; } = ComparisonSet.Of(Manifest(Photo(Ann, "sea"), Photo(Ben, "sea"), Photo(Ann, "hill"), Photo(Ben, "hill")), [Ann, Ben, "Cy"]);

    public static Manifest Manifest(params ManifestEntry[] photos) => new("/set", photos);

    public static ManifestEntry Photo(string person, string context, params string[] captions) => new(
        $"{person}-{context}.jpg", $"/set/{person}-{context}.jpg", [person], context, captions is [] ? [$"{context} one", $"{context} two"] : captions);

    public static RecallQuestion Question(string caption) => new(Photo("Ann Lee", "sea"), "Ann Lee", caption);
}
