using System.Globalization;
using IdClip.Composition.Comparison;
using IdClip.Encoding;
using IdClip.Evaluation.Comparison;
using IdClip.Models.Adapters;
using IdClip.Models.Captions;
using IdClip.Models.Store;
using IdClip.Search.Calibration;
using IdClip.Search.Query;
using IdClip.Terminal;

namespace IdClip.Commands.Eval;

/// <summary>Compares systems by the paper's protocol, with progress on the terminal: every photo and text goes through every model once.</summary>
internal sealed class SystemComparison : IDisposable
{
    private static readonly QueryForm[] ClipForms =
    [
        QueryForm.CaptionAlone,
        new(CaptionExpansion.Name, TemplateUse.Fifth),
        new(CaptionExpansion.Name, TemplateUse.Each),
        new(CaptionExpansion.Name, TemplateUse.Mean),
    ];

    private readonly ComparisonRequest request;
    private readonly ClipModel clip;
    private readonly List<(LocalFaceModel Model, LocalEncoder Encoder)> recognisers = [];
    private readonly List<AdapterEncoder> adapters = [];
    private readonly List<string> notes = [];
    private readonly List<FusedSystem> fused = [];
    private ComparisonSet? questions;

    public SystemComparison(ComparisonRequest request)
    {
        this.request = request;
        var store = ModelStore.Default();
        clip = store.OpenClip(request.Model);
        foreach (var model in request.FaceModels)
            recognisers.Add((model, LocalEncoder.Create(clip, store.FilePath("yunet"), model.File, new() { Recogniser = model.Kind })));
        foreach (var name in request.Adapters)
            adapters.Add(AdapterEncoder.Create(clip, AdapterStore.Default().Open(name, clip)));
    }

    private LocalEncoder Texts => recognisers[0].Encoder;

    /// <summary>Runs all systems.</summary>
    public async Task<ComparisonReport> RunAsync(CancellationToken ct)
    {
        var enrolled = await EnrolAsync(ct);
        var compared = adapters.ConvertAll(adapter => new ComparedAdapter(adapter, PeopleOf(enrolled, adapter.Adapter.Manifest)));
        string[] names = [.. request.People.Select(person => person.Name).Where(name => enrolled.TrueForAll(people => people.Templates.ContainsKey(name)))];
        if (names.Length < request.People.Count)
            notes.Add($"{request.People.Count - names.Length} people are not asked for: no face was found in their enrolment photos.");

        var test = await EncodeAsync("photos", request.Test, names, ct);
        var validation = request.Validation is { } photos ? await EncodeAsync("photos to fit on", photos, names, ct) : null;

        List<ComparedSystem> systems = [];
        var clipTexts = await TextsAsync("texts", test, ClipForms, encodeContexts: true, ct);
        foreach (var form in ClipForms)
            systems.Add(ComparedSystem.OfTexts(test.Questions, clip.Name, form, SystemRole.Other, test.Photos, text => clipTexts[text], ct));
        var validationTexts = validation is null ? null : await TextsAsync("texts to fit on", validation, [], encodeContexts: true, ct);

        List<JointEvidence> joint = [];
        List<JointEvidence> validationJoint = [];
        foreach (var adapter in compared)
        {
            var (seen, texts) = await ThroughAsync(adapter, test, ComparedAdapter.Forms, ct);
            foreach (var form in ComparedAdapter.Forms)
                systems.Add(ComparedSystem.OfTexts(test.Questions, adapter.Name, form, adapter.Role, seen, text => texts[text], ct));
            joint.Add(JointOf(adapter, test, seen, texts));
            if (validation is null)
                continue;
            (seen, texts) = await ThroughAsync(adapter, validation, [ComparedAdapter.Joint], ct);
            validationJoint.Add(JointOf(adapter, validation, seen, texts));
        }

        foreach (var (place, people) in enrolled.Take(recognisers.Count).Index())
        {
            var group = $"ours, faces by {people.Model.Name}";
            var calibration = SearchCalibration.For(clip.Identity, test.Recognised[place].Identity);
            if (validation is not null)
                calibration = calibration with { Person = FusionFit.Person(validation.Questions, validation.Recognised[place], people.Templates) };
            Note(SetProvenance.Read(request.Test.Folder).NoteOn(people.Model.Name, test.Recognised[place].Identity));

            var alone = new LateFusion(test, test.Recognised[place], people.Templates, null, null);
            fused.Add(new(alone.Measure(calibration, group, "person alone", ct), alone, calibration));
            fused.Add(await FusedAsync(null));
            for (var adapter = 0; adapter < joint.Count; adapter++)
                fused.Add(await FusedAsync(adapter));

            async Task<FusedSystem> FusedAsync(int? adapter)
            {
                var name = adapter is { } number ? $"person + context + {joint[number].Name}" : "person + context";
                var fitted = calibration;
                if (validation is not null)
                {
                    var trial = Fusion(validation, validationTexts!, adapter is { } other ? validationJoint[other] : null);
                    fitted = await Task.Run(() => FusionFit.Weights(validation.Questions, trial, calibration, adapter is not null, ct), ct);
                    var weights = string.Create(CultureInfo.InvariantCulture, $"{group}: {name}: weights fitted on {validation.Photos.Count} other photos: person 1, context {fitted.Weights.Context:0.###}");
                    Note(adapter is null ? $"{weights}." : string.Create(CultureInfo.InvariantCulture, $"{weights}, joint {fitted.Weights.Joint:0.###}."));
                }
                var fusion = Fusion(test, clipTexts, adapter is { } own ? joint[own] : null);
                return new(fusion.Measure(fitted, group, name, ct), fusion, fitted);
            }

            LateFusion Fusion(EncodedSet set, TextEmbeddings texts, JointEvidence? evidence) => new(
                set, set.Recognised[place], people.Templates,
                new PhotoSimilarities(set.Photos, question => texts[ContextOf(set.Questions.Questions[question])]), evidence);
        }

        questions = test.Questions;
        return await Counter.ShowAsync("intervals", 1, _ => Task.Run(
            () => ComparisonReport.Of(test.Questions, [.. systems, .. fused.Select(system => system.System)], notes, ct), ct));
    }

    /// <summary>Failures of the best of our fused systems, once <see cref="RunAsync"/> has run.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="ct">Ends it.</param>
    public (string System, IReadOnlyList<Failure> Failures) FailuresOfBest(int most, CancellationToken ct)
    {
        var best = fused.MaxBy(system => system.System.Captions.TextToImage(1).Value)!;
        return ($"{best.System.Group}: {best.System.Name}", best.Failures(questions!, most, ct));
    }

    public void Dispose()
    {
        foreach (var (_, encoder) in recognisers)
            encoder.Dispose();
        foreach (var adapter in adapters)
            adapter.Dispose();
    }

    // One enrolment for each recogniser of evidence, in their order, then one for each further one that an adapter translates.
    private async Task<List<EnrolledPeople>> EnrolAsync(CancellationToken ct)
    {
        List<EnrolledPeople> enrolled = [];
        foreach (var model in request.FaceModels)
            enrolled.Add(await EnrolAsync(model, ct));
        foreach (var manifest in adapters.Select(adapter => adapter.Adapter.Manifest))
            if (!enrolled.Exists(people => people.Identity == manifest.FaceModelSha256))
                enrolled.Add(await EnrolAsync(LocalFaceModel.Open(manifest.FaceModel), ct));
        return enrolled;
    }

    private Task<EnrolledPeople> EnrolAsync(LocalFaceModel model, CancellationToken ct) => Counter.ShowAsync(
        $"enrolment by {model.Name}", request.People.Sum(person => person.Photos.Count), progress => Task.Run(() => EnrolledPeople.Embed(request.People, model, progress, ct), ct));

    private static EnrolledPeople PeopleOf(List<EnrolledPeople> enrolled, AdapterManifest manifest) => enrolled.Find(people => people.Identity == manifest.FaceModelSha256)
        ?? throw new InputException(
            $"Adapter '{manifest.Name}' translates faces by {manifest.FaceModel} of sha256 {manifest.FaceModelSha256[..12]}, and the one on this machine is another. Give the right file with --faces.");

    private async Task<EncodedSet> EncodeAsync(string what, Evaluation.Protocol.Manifest manifest, IReadOnlyCollection<string> names, CancellationToken ct)
    {
        var set = await Counter.ShowAsync(
            what, manifest.Entries.Count * recognisers.Count, progress => Task.Run(() => EncodedSet.Encode(manifest, names, recognisers, progress, ct), ct));
        foreach (var (file, reason) in set.Unread)
            Screen.Note($"{file}: {reason} It is left out.");
        return set;
    }

    private async Task<TextEmbeddings> TextsAsync(string what, EncodedSet set, IReadOnlyList<QueryForm> forms, bool encodeContexts, CancellationToken ct)
    {
        PersonText[] texts = [.. TextEmbeddings.TextsOf(set.Questions, forms).Concat(encodeContexts ? set.Questions.Questions.Select(ContextOf) : []).Distinct()];
        return await Counter.ShowAsync(what, texts.Length, progress => Task.Run(
            () => TextEmbeddings.Encode(texts, chunk => Texts.EncodeTexts([.. chunk.Select(text => text.Text.Replace("[TOK]", "", StringComparison.Ordinal))]), progress, ct), ct));
    }

    private static async Task<(IReadOnlyList<float[]> Photos, TextEmbeddings Texts)> ThroughAsync(
        ComparedAdapter adapter, EncodedSet set, IReadOnlyList<QueryForm> forms, CancellationToken ct)
    {
        var photos = set.Photos;
        if (adapter.Encoder.Adapter.ChangesImages)
        {
            string[] files = [.. set.Questions.Photos.Select(photo => photo.Path)];
            photos = await Counter.ShowAsync($"photos by {adapter.Name}", files.Length, progress => Task.Run(
                () => Chunks.Select<string, float[]>(files, chunk => [.. adapter.Encoder.EncodePhotos(chunk).Select(photo => photo.Embedding)], progress, ct), ct));
        }
        var texts = TextEmbeddings.TextsOf(set.Questions, forms);
        return (photos, await Counter.ShowAsync($"texts by {adapter.Name}", texts.Count, progress => Task.Run(
            () => TextEmbeddings.Encode(texts, adapter.EncodeTexts, progress, ct), ct)));
    }

    private JointEvidence JointOf(ComparedAdapter adapter, EncodedSet set, IReadOnlyList<float[]> photos, TextEmbeddings texts) => new(
        adapter.Name,
        new PhotoSimilarities(photos, question => texts[ComparedAdapter.Joint.QueriesOf(set.Questions.Questions[question])[0][0]]),
        new PhotoSimilarities(photos, person => texts[ComparedAdapter.Joint.PersonQueryOf(set.Questions.People[person])![0]]),
        adapter.CalibrationOr(SearchCalibration.For(clip.Identity, "").Context));

    // What a search makes of the caption with the person's name before it.
    private static PersonText ContextOf(Evaluation.Protocol.RecallQuestion question)
    {
        var words = question.Caption.Replace('@', ' ');
        return new(HybridQuery.Parse($"{new PersonMention(question.Person, 0)} {words}").Context ?? words, null);
    }

    private void Note(string? text)
    {
        if (text is not null && !notes.Contains(text))
            notes.Add(text);
    }
}
