using IdClip.Archive.Adapters;
using IdClip.Archive.Catalogue;
using IdClip.Archive.People;
using IdClip.Archive.People.Labels;
using IdClip.Search.Calibration;
using IdClip.Search.Index;
using IdClip.Search.Query;

namespace IdClip.Search.Evidence;

/// <summary>A query as vectors that indexes can be asked for.</summary>
/// <param name="query">A query with names as enrolled.</param>
/// <param name="people">The gallery.</param>
/// <param name="encoder">The text tower.</param>
/// <param name="adapter">An open adapter, or null.</param>
/// <param name="calibration">Similarities to probabilities, and the weights of the evidence.</param>
/// <param name="top">Answers wanted.</param>
internal sealed class EvidenceQuestion(
    HybridQuery query, IReadOnlyList<EnrolledPerson> people, IQueryEncoder encoder, (ArchiveAdapter Adapter, IJointQueryEncoder Encoder)? adapter,
    SearchCalibration calibration, int top)
{
    public HybridQuery Query => query;

    /// <summary>The people whose faces are looked for; none where the query names nobody.</summary>
    public PersonColumns Columns { get; } = new(query, people.Select(p => p.Name));

    /// <summary>The person of each of <see cref="Columns"/>; 0 for a face of an example.</summary>
    public long[] People => field ??= PeopleOf();

    /// <summary>What people have said about faces.</summary>
    public required FaceLabelSet Labels { get; init; }

    /// <summary>The adapter that is asked too, or null.</summary>
    public ArchiveAdapter? Adapter => adapter?.Adapter;

    /// <summary>What is asked of it.</summary>
    public JointQuery Joint => field ??= new(query, people);

    /// <summary>Its similarities to probabilities.</summary>
    public ContextCalibration JointCalibration => adapter?.Encoder.Calibration ?? JointEvidence.Unfitted(calibration.Context);

    /// <summary>What is known of its photos, where they are in no index of the archive; else null.</summary>
    public AdapterTrial? Trial { get => Adapter is null ? null : field; init => field = value is { Photos: not null } ? value : null; }

    public SearchCalibration Calibration => calibration;

    public int Top => top;

    /// <summary>The scene of an example photo, or null.</summary>
    public float[]? Scene { get; init; }

    /// <summary>Which photos may answer.</summary>
    public PhotoFilter Filter { get; init; } = new();

    /// <summary>Their ids; null for all.</summary>
    public IReadOnlySet<long>? Selected { get; init; }

    /// <summary>How many vectors photos are compared with: the words and the scene, where there are any. Without, only photos with faces can answer.</summary>
    public int Pictures => (query.Context is null ? 0 : 1) + (Scene is null ? 0 : 1);

    /// <summary>Whether the query has words beside names.</summary>
    public bool HasWords => query.Context is not null;

    /// <summary>The words, by the text tower, then the scene; row-major.</summary>
    public float[] EncodePictures() => [.. query.Context is { } words ? encoder.EncodeText(words) : [], .. Scene ?? []];

    /// <summary>Similarities to <see cref="EncodePictures"/>, apart.</summary>
    /// <param name="scores">Row-major, rows x <see cref="Pictures"/>.</param>
    public (float[] Words, float[] Scene) Apart(VectorScores scores) => (HasWords, Scene is not null) switch
    {
        (true, true) => scores.Columns(),
        (false, true) => ([], scores.Scores),
        _ => (scores.Scores, []),
    };

    /// <summary>What similarities to a scene mean. Photos are nearer to photos than to texts, and no pairs of one scene were judged: the archive's own level and spread alone count.</summary>
    public ContextCalibration SceneCalibration => JointEvidence.Unfitted(calibration.Context);

    /// <summary>What faces are compared with: a row for each of <see cref="Columns"/>.</summary>
    /// <param name="dimension">Numbers a face embedding.</param>
    public float[] EncodePeople(int dimension) => PersonTemplate.Of(Columns.Names, people, dimension);

    /// <summary>The texts of <see cref="Joint"/>, by the adapter.</summary>
    public float[] EncodeJoint() => Joint.Encode(adapter!.Value.Encoder);

    private long[] PeopleOf()
    {
        var idOf = people.ToDictionary(p => p.Name, p => p.Id);
        return [.. Columns.Names.Select(name => idOf[name])];
    }
}
