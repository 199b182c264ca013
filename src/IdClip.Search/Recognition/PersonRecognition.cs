using System.Numerics.Tensors;
using IdClip.Archive.Catalogue;
using IdClip.Archive.People;
using IdClip.Archive.People.Clusters;
using IdClip.Archive.People.Labels;
using IdClip.Search.Calibration;
using IdClip.Search.Evidence;

namespace IdClip.Search.Recognition;

/// <summary>Suggests who unnamed faces are. It changes nothing. Thread-safe.</summary>
/// <param name="catalogue">The archive.</param>
/// <param name="gallery">Its people.</param>
/// <param name="indexes">Its face vectors.</param>
public sealed class PersonRecognition(Catalogue catalogue, Gallery gallery, SearchIndexes indexes)
{
    /// <summary>Nobody is suggested below this probability.</summary>
    public const double LeastProbability = .5;

    /// <summary>Faces of a cluster that are looked at.</summary>
    private const int FacesPerCluster = 20;

    private readonly FaceLabels _labels = new(catalogue);
    private readonly ClusterTable _table = new(catalogue);

    /// <summary>Faces that are likelier the person than not and than anybody else, the likeliest first; those about which something was said are left out.</summary>
    /// <param name="person">The person.</param>
    /// <param name="most">How many at most, at least 1.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<RecognisedFace>> FacesOfAsync(EnrolledPerson person, int most, CancellationToken ct = default)
    {
        if (person.Embeddings.Count == 0 || indexes.Faces is not { Count: > 0 } index || person.Embeddings[0].Length != index.Dimension)
            return [];
        var calibration = Calibration();
        var template = PersonTemplate.Of([person.Name], [person], index.Dimension);
        var said = await _labels.ReadAsync(ct);
        var hits = index.Search(template, (int)Math.Min(index.MaxHits, Math.Min(index.Count, most + (long)said.PersonOf.Count + said.Ignored.Count + said.Denied.Count)))
            .TakeWhile(hit => calibration.Probability(hit.Score) >= LeastProbability)
            .Where(hit => !said.PersonOf.ContainsKey(hit.Id) && !said.Ignored.Contains(hit.Id) && !said.GroupOf.ContainsKey(hit.Id) && !said.Denied.Contains((hit.Id, person.Id)))
            .ToList();
        var embeddings = await _table.EmbeddingsAsync([.. hits.Select(h => h.Id)], ct);
        var others = (await gallery.PeopleAsync(ct)).Where(p => p.Id != person.Id && p.Embeddings.Count > 0).ToList();
        var templates = others.Select(o => PersonTemplate.Of([o.Name], [o], index.Dimension)).ToList();
        return
        [
            .. hits.Where(hit => embeddings.TryGetValue(hit.Id, out var face)
                    && !others.Zip(templates).Any(o => !said.Denied.Contains((hit.Id, o.First.Id)) && TensorPrimitives.Dot<float>(o.Second, face) > hit.Score))
                .Take(most).Select(hit => new RecognisedFace(hit.Id, calibration.Probability(hit.Score))),
        ];
    }

    /// <summary>Who unnamed faces probably are, by face id, with probabilities.</summary>
    /// <param name="least">Faces that are less likely anybody are left out; <see cref="LeastProbability"/> to 1.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyDictionary<long, (string Name, double Probability)>> NamesAsync(double least, CancellationToken ct = default)
    {
        var names = new Dictionary<long, (string, double)>();
        foreach (var person in await gallery.PeopleAsync(ct))
            foreach (var face in await FacesOfAsync(person, int.MaxValue, ct))
                if (face.Probability >= least)
                    names[face.FaceId] = (person.Name, face.Probability);
        return names;
    }

    /// <summary>Who clusters probably are, by cluster id; those that are nobody known are not in it.</summary>
    public async Task<IReadOnlyDictionary<long, PersonSuggestion>> SuggestAsync(IReadOnlyCollection<FaceCluster> clusters, CancellationToken ct = default)
    {
        var suggestions = new Dictionary<long, PersonSuggestion>();
        if (indexes.Faces is not { } index)
            return suggestions;
        var people = (await gallery.PeopleAsync(ct)).Where(p => p.Embeddings.Count > 0 && p.Embeddings[0].Length == index.Dimension).ToList();
        if (people.Count == 0)
            return suggestions;
        var templates = people.Select(p => PersonTemplate.Of([p.Name], [p], index.Dimension)).ToList();
        var calibration = Calibration();
        var said = await _labels.ReadAsync(ct);
        var embeddings = await _table.EmbeddingsAsync([.. clusters.SelectMany(c => c.FaceIds.Take(FacesPerCluster))], ct);
        foreach (var cluster in clusters)
        {
            var faces = cluster.FaceIds.Take(FacesPerCluster).Where(embeddings.ContainsKey).Select(id => embeddings[id]).Where(e => e.Length == index.Dimension).ToList();
            if (faces.Count == 0)
                continue;
            var (person, probability) = people.Zip(templates)
                // One face that is not the person is a word about all of them.
                .Where(p => !cluster.FaceIds.Any(face => said.Denied.Contains((face, p.First.Id))))
                .Select(p => (p.First, Probability: faces.Average(face => calibration.Probability(TensorPrimitives.Dot<float>(face, p.Second)))))
                .DefaultIfEmpty().MaxBy(p => p.Probability);
            if (person is not null && probability >= LeastProbability)
                suggestions[cluster.Id] = new(person, probability);
        }
        return suggestions;
    }

    private LogisticCalibration Calibration() => SearchCalibration.For(indexes.Models!.Image, indexes.Models.Face, catalogue.Folder).Person;
}
