using System.Text.Json;
using IdClip.Models.Captions;
using IdClip.Synthesis.Files;
using IdClip.Synthesis.Gallery;
using IdClip.Synthesis.Provenance;

namespace IdClip.Synthesis.Run;

/// <summary>Writes the lists of a finished set.</summary>
internal sealed class SetLists(SynthesisOptions options, string scratch, string notice)
{
    public const string Manifest = "manifest.json";

    /// <summary>The manifest of one part of the set.</summary>
    public static string ManifestOf(Split split) => $"manifest.{JsonNamingPolicy.CamelCase.ConvertName(split.ToString())}.json";

    /// <summary>Writes provenance, manifests and people; the order is the plan's.</summary>
    public void Write(IReadOnlyList<(PlannedPhoto Plan, ImageProvenance Made)> photos)
    {
        CheckSplits(photos);
        Save(ImageProvenance.FileName, stream =>
        {
            foreach (var (_, made) in photos)
            {
                JsonSerializer.Serialize(stream, made, Json.Line);
                stream.WriteByte((byte)'\n');
            }
        });
        SaveManifest(Manifest, photos);
        foreach (var split in Enum.GetValues<Split>())
            SaveManifest(ManifestOf(split), photos.Where(photo => photo.Made.Split == split));
        EnrolledIdentity[] people = [.. photos.Select(photo => photo.Plan.Identity).DistinctBy(identity => identity.Folder).OrderBy(identity => identity.Folder, StringComparer.Ordinal).Select(Enrol)];
        Save(EnrolledIdentity.FileName, stream => JsonSerializer.Serialize(stream, people, Json.Page));
    }

    public void Write(SynthesisSummary summary) => Save(SynthesisSummary.FileName, stream => JsonSerializer.Serialize(stream, summary, Json.Page));

    private static void CheckSplits(IReadOnlyList<(PlannedPhoto Plan, ImageProvenance Made)> photos)
    {
        foreach (var kind in (Func<ImageProvenance, string>[])[made => made.Identity, made => made.Context])
            if (photos.GroupBy(photo => kind(photo.Made)).FirstOrDefault(group => group.Select(photo => photo.Made.Split).Distinct().Count() > 1) is { } both)
                throw new InvalidOperationException($"\"{both.Key}\" is in two splits.");
    }

    private void SaveManifest(string name, IEnumerable<(PlannedPhoto Plan, ImageProvenance Made)> photos) =>
        Save(name, stream => JsonSerializer.Serialize(stream, photos.Select(photo => Entry(photo.Plan, photo.Made)), Json.Page));

    private ManifestPhoto Entry(PlannedPhoto plan, ImageProvenance made) => new(
        made.File, [made.Name], made.Context, plan.Context.Captions, [.. plan.Context.Captions.Select((caption, index) => Enrich(plan, caption, index))], made.Split, notice);

    private EnrichedCaption Enrich(PlannedPhoto plan, string text, int index)
    {
        var caption = new EntityCaption(text);
        var choice = StableChoice.Rank(options.Seed, "template", plan.File, index.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var template = caption.Templates[(int)(choice % (ulong)caption.Templates.Count)];
        var name = plan.Identity.Name;
        return new(text, template, caption.Enrich(template, name, CaptionExpansion.Token), caption.Enrich(template, name, CaptionExpansion.Name));
    }

    private EnrolledIdentity Enrol(GalleryIdentity identity)
    {
        var folder = $"enrolment/{FolderPath.Slug(identity.Folder)}";
        Directory.CreateDirectory(Path.Combine(options.Output, folder));
        List<string> files = [];
        foreach (var face in identity.Enrolment)
        {
            var file = $"{folder}/{FolderPath.Slug(Path.GetFileNameWithoutExtension(face.File))}{Path.GetExtension(face.File).ToLowerInvariant()}";
            WholeFile.Write(Path.Combine(options.Output, file), scratch, PhotoBytes.Read(Path.Combine(options.Gallery, face.File)));
            files.Add(file);
        }

        return new(identity.Name, files, [.. identity.Enrolment.Select(face => face.Sha256)], identity.Split);
    }

    private void Save(string name, Action<Stream> write) => WholeFile.Write(Path.Combine(options.Output, name), scratch, write);
}
