using IdClip.Models.Clip;
using IdClip.Models.Store;
using IdClip.Models.Tensors;

namespace IdClip.Models.Import;

/// <summary>Brings a CLIP checkpoint into a model store: OpenAI's, open_clip's or Hugging Face's tensor names, always as safetensors.</summary>
/// <param name="store">The store; models are written to its first folder.</param>
public sealed class CheckpointImport(ModelStore store)
{
    private const string WeightsName = "weights.safetensors";

    /// <summary>Imports a checkpoint. Nothing of it is visible in the store before it is complete.</summary>
    /// <param name="source">A safetensors file, or a folder that holds one with its configuration and tokenizer.</param>
    /// <param name="name">The model's name in the store, or null to take the folder's or the file's.</param>
    /// <param name="licence">The weights' licence as their publisher states it, or null where it isn't known.</param>
    /// <exception cref="ModelException">The checkpoint can't be used, or a model of that name is already there; the message says what to do.</exception>
    public ImportedModel Import(string source, string? name = null, string? licence = null)
    {
        source = Path.GetFullPath(source);
        var file = CheckpointLocation.FindWeights(source);
        name = ModelName(name ?? Path.GetFileNameWithoutExtension(Directory.Exists(source) ? source.TrimEnd('/', '\\') : source));
        var target = Path.Combine(store.Folders[0], name);
        if (Directory.Exists(target))
            throw new ModelException($"There is already a model '{name}' in {target}. Remove that folder, or choose another name with --name.");
        var building = Path.Combine(store.Folders[0], $".{name}.{Guid.NewGuid():n}.partial");
        try
        {
            Directory.CreateDirectory(building);
            var notes = new List<string>();
            var manifest = Build(file, building, name, licence, notes);
            GraphCache.Write(building, manifest);
            manifest.Write(building);
            Directory.Move(building, target);
            return new ImportedModel(name, target, manifest.Identity, notes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{source} can't be imported: {e.Message}", e);
        }
        finally
        {
            if (Directory.Exists(building))
                Directory.Delete(building, recursive: true);
        }
    }

    private ModelManifest Build(string file, string building, string name, string? licence, List<string> notes)
    {
        var folder = Path.GetDirectoryName(file)!;
        var weightsPath = Path.Combine(building, WeightsName);
        var hints = BringWeights(file, weightsPath);
        using var weights = SafetensorsFile.Open(weightsPath);
        var configuration = ConfigurationInference.Infer(weights, hints);
        ClipTensors.Check(weights, configuration);
        var identity = ModelStore.Hash(file);
        var known = store.Catalogue.Models.FirstOrDefault(model => model.Files.Any(listed => listed.Sha256 == identity));
        // What the catalogue lists without a configuration is OpenAI's.
        if (hints.Assumption is not null && known is null)
            notes.Add(hints.Assumption);
        return new ModelManifest
        {
            Name = name,
            Identity = identity,
            Licence = licence ?? known?.Licence ?? "not stated",
            Weights = WeightsName,
            WeightsSha256 = ModelStore.Hash(weightsPath),
            Tokenizer = TokenizerImport.Bring(folder, building, configuration.Text, store.Folders, notes),
            Preprocessing = new ImagePreprocessing(configuration.Image.Size, hints.Fit, hints.Mean, hints.Std),
            Configuration = configuration,
            Graphs = GraphCache.WriterVersion,
        };
    }

    // Names tell the three kinds apart better than configurations do, which are often missing or renamed.
    private static CheckpointHints BringWeights(string file, string target)
    {
        using var source = SafetensorsFile.Open(file);
        var names = source.Tensors;
        var folder = Path.GetDirectoryName(file)!;
        if (names.ContainsKey("text_model.embeddings.token_embedding.weight"))
        {
            var hints = HuggingFaceHints.Read(folder);
            SafetensorsWriter.Write(target, HuggingFaceNames.Convert(source));
            return hints;
        }

        if (names.ContainsKey("visual.layer1.0.conv1.weight"))
            throw new ModelException($"{file} holds a ResNet image tower; only vision transformers are read");
        if (names.Keys.FirstOrDefault(tensor => tensor.StartsWith("visual.trunk.", StringComparison.Ordinal)) is { } trunk)
            throw new ModelException($"{file} holds a timm image tower ('{trunk}'), which is not read. Import the version of the model that is published for Hugging Face transformers.");
        if (!names.ContainsKey("visual.conv1.weight") || !(names.ContainsKey("token_embedding.weight") || names.ContainsKey("text.token_embedding.weight")))
            throw new ModelException($"{file} does not hold a CLIP: neither OpenAI's, open_clip's nor Hugging Face's tensor names are in it");
        var read = names.ContainsKey("visual.stem.0.weight") ? IdClipMiniHints.Read(folder) : OpenClipHints.Read(folder);
        if (names.ContainsKey("token_embedding.weight"))
            File.Copy(file, target);
        else
            SafetensorsWriter.Write(target, WithoutTextPrefix(source));
        return read;
    }

    // open_clip keeps the text tower of newer models in a module of its own.
    private static IEnumerable<TensorSource> WithoutTextPrefix(SafetensorsFile source) => source.Tensors.Values.Select(entry =>
        TensorSource.FromRows(entry.Name.StartsWith("text.", StringComparison.Ordinal) ? entry.Name[5..] : entry.Name, source, [entry]));

    private static string ModelName(string wanted)
    {
        var name = new string([.. wanted.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' ? letter : '-')]).Trim('.', '-');
        return name.Length is > 0 and <= 100 ? name : throw new ModelException($"'{wanted}' can't be the name of a model: use letters, digits, '-', '.' and '_', at most 100");
    }
}
