namespace IdClip.Web.Jobs.Orders;

/// <summary>What somebody fills in to order a job.</summary>
/// <param name="Fields">The fields, in their order.</param>
public sealed record OrderForm(IReadOnlyList<OrderField> Fields)
{
    /// <summary>The form of a synthetic set, <c>idclip.v1.SynthesisSet</c>.</summary>
    public static OrderForm OfSet() => new(
    [
        new("contexts", "Captions", "COCO captions (.json), or a table with the columns image and caption (.csv)") { Required = true },
        new("images", "Captioned photos", "The folder of the photos that the captions name") { Required = true },
        new("gallery", "Gallery", "A folder with a folder a person, and gallery.json that states licence and consent") { Required = true },
        new("output", "Folder to make", "A new or empty one; where an interrupted run of the same set left it, that run goes on") { Required = true },
        new("per_context", "People put into each photo", "1 to 1,000") { Kind = OrderFieldKind.Number, Default = "5" },
        new("seed", "Seed", "The same seed makes the same set") { Kind = OrderFieldKind.Number, Default = "1" },
        new("keypoints", "Keypoints", "COCO person keypoints of the same photos (.json)") { IsRare = true },
        new("judge", "Judge", "An ONNX file of FaceNet (512 numbers), which only judges the result") { IsRare = true },
        new("swapper", "Face swapper", "An ONNX file with the signature of inswapper_128; without one faces are warped and blended in") { IsRare = true },
        new("swapper_embedder", "Swapper's recogniser", "The ONNX recogniser that the swapper was trained with") { IsRare = true },
        new("attributes", "Gender and age", "An ONNX file with the signature of InsightFace's genderage, where the gallery states none") { IsRare = true },
        new("research", "Go on where the gallery states no licence or consent", "This is recorded in every product") { Kind = OrderFieldKind.Check, IsRare = true },
    ]);

    /// <summary>The form of a training, <c>idclip.v1.TrainingRun</c>.</summary>
    /// <param name="configurations">Variants by name, with what they train.</param>
    /// <param name="usual">The usual one.</param>
    public static OrderForm OfTraining(IReadOnlyList<(string Name, string About)> configurations, string usual) => new(
    [
        new("manifest", "Photos to learn from", "A list of photos with their people and captions, as a set has in manifest.train.json") { Required = true },
        new("output", "Folder of the run", "A new one; a run of the same configuration and data that it holds goes on") { Required = true },
        new("configuration", "Configuration", "One of those offered, or a JSON file of your own") { Default = usual, Suggestions = configurations },
        new("adapter", "Name of the adapter", "Letters, digits, - . and _; the configuration's name where this is left out"),
        new("activate", "Use the adapter in searches once it is trained", "Photos are encoded again for it; until then the one before answers") { Kind = OrderFieldKind.Check },
        new("epochs", "Epochs", "Passes over all photos, 1 to 10,000; the configuration's where this is left out") { Kind = OrderFieldKind.Number, IsRare = true },
        new("seed", "Seed", "The same seed repeats a run; the configuration's where this is left out") { Kind = OrderFieldKind.Number, IsRare = true },
        new("validation", "Photos to choose the best epoch by", "*.validation.json beside a *.train.json where this is left out") { IsRare = true },
        new("people", "People", "A list of people with their enrolment photos; people.json beside the photos' list where this is left out") { IsRare = true },
        new("faces", "Face recogniser", "sface where this is left out, as archives have; or an ONNX file of either")
        {
            IsRare = true,
            Suggestions = [("sface", ""), ("facenet-512", "")],
        },
        new("model", "CLIP model", "The configuration's where this is left out") { IsRare = true },
    ]);
}
