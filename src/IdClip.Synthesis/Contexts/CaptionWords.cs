using System.Text.RegularExpressions;
using IdClip.Models.Captions;
using IdClip.Synthesis.Gallery;

namespace IdClip.Synthesis.Contexts;

/// <summary>What captions tell of the people in a photo.</summary>
internal static partial class CaptionWords
{
    private static readonly HashSet<string> Singular = [.. PersonKeywords.All, "gentleman", "toddler", "infant", "player", "surfer", "skier", "rider", "skateboarder", "snowboarder"];

    private static readonly HashSet<string> Plural =
    [
        "people", "persons", "men", "women", "children", "boys", "girls", "guys", "kids", "humans", "adults", "males", "females", "ladies",
        "teenagers", "babies", "toddlers", "friends", "couple", "couples", "crowd", "family", "families", "everyone", "others", "players", "mothers", "fathers",
    ];

    private static readonly HashSet<string> Female = ["woman", "mother", "mum", "girl", "female", "lady", "she", "her"];
    private static readonly HashSet<string> Male = ["man", "father", "dad", "boy", "guy", "male", "gentleman", "he", "his"];
    private static readonly HashSet<string> Young = ["child", "boy", "girl", "kid", "baby", "toddler", "infant"];
    private static readonly HashSet<string> Grown = ["man", "woman", "mother", "father", "dad", "mum", "guy", "adult", "lady", "gentleman"];

    /// <summary>Why the captions do not tell of exactly one person, or null if they do.</summary>
    public static Rejection? Reject(IReadOnlyList<string> captions, ContextLimits limits)
    {
        if (captions.Count == 0)
            return Rejection.NoCaptions;
        int one = 0, several = 0;
        foreach (var caption in captions)
        {
            string[] words = [.. Words(caption)];
            // "A man and a woman" names one person twice over; "a young man ... the man" names him again.
            if (words.Any(Plural.Contains) || words.Where(PersonKeywords.All.Contains).Distinct().Count() > 1)
                several++;
            else if (words.Any(Singular.Contains))
                one++;
        }

        if (several > limits.MaxPluralShare * captions.Count)
            return Rejection.SeveralPeople;
        return one < limits.MinPersonShare * captions.Count || one == 0 ? Rejection.NoPerson : null;
    }

    /// <summary>Gender presentation and age group by the majority of the captions' words; what they leave open is unknown.</summary>
    public static FaceAttributes Attributes(IReadOnlyList<string> captions)
    {
        int female = 0, male = 0, young = 0, grown = 0;
        foreach (var caption in captions)
        {
            var words = Words(caption).ToHashSet();
            female += words.Overlaps(Female) ? 1 : 0;
            male += words.Overlaps(Male) ? 1 : 0;
            young += words.Overlaps(Young) ? 1 : 0;
            grown += words.Overlaps(Grown) ? 1 : 0;
        }

        return new(
            female > male ? Gender.Female : male > female ? Gender.Male : Gender.Unknown,
            young > grown ? AgeGroup.Child : grown > young ? AgeGroup.Adult : AgeGroup.Unknown);
    }

    private static IEnumerable<string> Words(string caption) => Letters().Matches(caption.ToLowerInvariant()).Select(match => match.Value);

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Letters();
}
