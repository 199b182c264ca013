using System.Diagnostics;
using System.Reflection;
using IdClip.Models.Store;
using IdClip.Models.Tensors;
using IdClip.Training.Adapters;
using IdClip.Training.Arithmetic;
using IdClip.Training.Configuration;
using IdClip.Training.Data;
using IdClip.Training.Losses;
using IdClip.Training.Optimisation;
using IdClip.Training.Towers;
using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace IdClip.Training.Runs;

/// <summary>Trains one variant of Id-CLIP. A run that was ended or killed goes on from its last checkpoint when it is started again in the same folder, with the losses it would have had.</summary>
/// <param name="configuration">The variant.</param>
/// <param name="model">The base model.</param>
/// <param name="training">What is learned from.</param>
/// <param name="validation">What checkpoints are chosen by, or null; its people and photos should be others.</param>
/// <param name="pixels">Reads photos at the model's size.</param>
/// <param name="options">How the run is carried out.</param>
public sealed class Trainer(TrainingConfiguration configuration, ClipModel model, TrainingSet training, TrainingSet? validation, PhotoPixels pixels, TrainerOptions options)
{
    // CLIP's own limit; without it a learned scale runs away on small sets.
    private const double LargestScale = 100;
    private const int MostBadSteps = 3;

    /// <summary>Version and git revision of IdClip, as runs and adapters record them.</summary>
    public static string Version { get; } = typeof(Trainer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Trains, or goes on training.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="progress">Told after each step.</param>
    /// <param name="cancellation">Ends the run; what was learned since the last checkpoint is learned again later.</param>
    /// <exception cref="TrainingException">The configuration trains nothing, the folder holds another run, or the loss stopped being finite.</exception>
    /// <exception cref="OperationCanceledException">The run was ended.</exception>
    public TrainingSummary Run(string folder, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (configuration.Translator is null)
            throw new TrainingException($"Nothing is trained in '{configuration.Name}': it has no translator. Evaluate it instead.");
        var run = new RunFolder(folder, configuration, Origin(), RunData.Of(training, validation));
        using var weights = SafetensorsFile.Open(model.Weights);
        using var text = new TextTower(model.Configuration, weights, options.Device);
        using var image = new ImageTower(model.Configuration, weights, options.Device);
        using var adapter = NewAdapter(text, image);
        using var optimiser = NewOptimiser(adapter);
        var state = run.Resume(adapter, optimiser);

        var photos = training.Photos.Count + (validation?.Photos.Count ?? 0);
        using var images = Tokens(image, training, done => progress?.Report(new(TrainingPhase.Photos, done, photos)), cancellation);
        using var validationImages = validation is null ? null : Tokens(image, validation, done => progress?.Report(new(TrainingPhase.Photos, training.Photos.Count + done, photos)), cancellation);
        var pass = new FeaturePass(text, model.Tokenizer, adapter, training, images, options.Device);
        var judge = validation is null ? null : new Validation(
            new FeaturePass(text, model.Tokenizer, adapter, validation, validationImages!, options.Device), validation, configuration.Prompts[0], configuration.Batch.Chunk);
        return Learn(run, state, adapter, optimiser, new GradientStep(pass, adapter, configuration, options.Device), judge, progress, cancellation);
    }

    private TrainingSummary Learn(RunFolder run, RunState state, IdClipAdapter adapter, AdamW optimiser, GradientStep gradient, Validation? judge, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var plan = new BatchPlan(training, configuration);
        var perEpoch = plan.BatchesPerEpoch;
        var total = perEpoch * configuration.Epochs;
        var (watch, pairs, bad) = (Stopwatch.StartNew(), 0L, 0);
        IReadOnlyList<TrainingBatch> batches = [];
        var ended = Ended(state, perEpoch);
        var first = state.Step;
        ValidationScores? measured = null;
        while (state.Step < total && !ended)
        {
            cancellation.ThrowIfCancellationRequested();
            var epoch = state.Step / perEpoch;
            if (batches.Count == 0 || state.Step % perEpoch == 0)
                batches = plan.Epoch(epoch);
            var batch = batches[state.Step % perEpoch];
            var line = Step(adapter, optimiser, gradient, batch, state.Step + 1, epoch, cancellation);
            bad = line.Gradient is null ? bad + 1 : 0;
            if (bad == MostBadSteps)
                throw new TrainingException($"The loss or its gradient was not finite for {bad} steps up to step {line.Step}. Lower optimiser.learningRate (now {configuration.Optimiser.LearningRate}), and check the face embeddings. The last checkpoint is kept.");
            state = state with { Step = state.Step + 1 };
            var epochEnds = state.Step % perEpoch == 0;
            if (epochEnds && judge?.Measure(epoch + 1, cancellation) is { } scores)
            {
                (line, measured) = (line with { Validation = scores }, scores);
                if (state.Best is null || scores.Sum > state.Best.Sum)
                {
                    state = state with { Best = scores };
                    adapter.Save(run.Adapter, Metadata());
                }

                ended = Ended(state, perEpoch);
            }

            run.Append(line);
            if (epochEnds || state.Step % options.CheckpointEvery == 0)
                run.Save(adapter, optimiser, state);
            pairs += batch.Captioned.Count + batch.PersonOnly.Count;
            var left = watch.Elapsed / (state.Step - first) * (total - state.Step);
            progress?.Report(new(TrainingPhase.Steps, state.Step, total, line.Loss, pairs / watch.Elapsed.TotalSeconds, left, state.Step / perEpoch, measured));
        }

        if (judge is null)
            adapter.Save(run.Adapter, Metadata());
        var last = run.Metrics()[^1];
        return new TrainingSummary(state.Step, last.Loss ?? double.NaN, state.Best, state.Step < total, run.Adapter);
    }

    private static MetricsLine Step(IdClipAdapter adapter, AdamW optimiser, GradientStep gradient, TrainingBatch batch, int step, int epoch, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        optimiser.ZeroGradients();
        var loss = gradient.Backward(batch, cancellation);
        var squares = adapter.Parameters().Select(item => item.Parameter.grad).OfType<Tensor>().Select(grad => grad.to(ScalarType.Float64)).Select(grad => (grad * grad).sum().item<double>()).Sum();
        var scale = adapter.LogScale is { } learned ? Math.Exp(learned.item<float>()) : ContrastiveLoss.FixedScale;
        if (!double.IsFinite(loss) || !double.IsFinite(squares))
            return new MetricsLine(step, epoch, double.IsFinite(loss) ? loss : null, null, scale);
        optimiser.Step();
        if (adapter.LogScale is { } logScale)
        {
            using var frozen = no_grad();
            KeptScalars.With(Math.Log(LargestScale), largest => logScale.clamp_(max: largest));
        }

        return new MetricsLine(step, epoch, loss, Math.Sqrt(squares), scale);
    }

    private bool Ended(RunState state, int perEpoch) =>
        configuration.Patience > 0 && state.Best is { } best && (state.Step / perEpoch) - best.Epoch >= configuration.Patience;

    private ImageTokens Tokens(ImageTower tower, TrainingSet set, Action<int> done, CancellationToken cancellation) =>
        new(tower, set, pixels, configuration.ImagePrompts > 0, options.Device, options.ImageMemory, done, cancellation);

    // Initial values are drawn on the CPU in a fixed order, so that they are the same on every device.
    private IdClipAdapter NewAdapter(TextTower text, ImageTower image)
    {
        random.manual_seed(configuration.Seed);
        var translator = new FaceTranslator(training.FaceWidth, text.Width, configuration.Translator!.Hidden, configuration.Translator.Layers);
        translator.to(options.Device);
        return new IdClipAdapter(
            translator,
            Prompts(configuration.ImagePrompts, image.Width),
            Prompts(configuration.TextPrompts, text.Width),
            Update(configuration.TextValueRank, text.Width),
            configuration.Loss.Temperature == TemperatureKind.Learned ? Trained(tensor((float)Math.Log(ContrastiveLoss.FixedScale))) : null);
    }

    private Parameter? Prompts(int count, int width) => count == 0 ? null : Trained(randn(1, count, width));

    // As in LoRA: the first factor as a linear layer's weights, the second zero, so that training starts at the base model.
    private ValueUpdate? Update(int rank, int width) => rank == 0 ? null : new ValueUpdate(
        Trained(nn.init.kaiming_uniform_(empty(rank, width), Math.Sqrt(5))), Trained(zeros(width, rank)));

    private Parameter Trained(Tensor initial)
    {
        using (initial)
            return new Parameter(initial.to(options.Device, copy: true));
    }

    private AdamW NewOptimiser(IdClipAdapter adapter)
    {
        var settings = configuration.Optimiser;
        var promptRate = settings.PromptLearningRate ?? settings.LearningRate;
        var translator = adapter.Translator.parameters().ToHashSet<Tensor>(ReferenceEqualityComparer.Instance);
        return new AdamW(adapter.Parameters().Select(item => new OptimisedParameter(
            item.Name,
            item.Parameter,
            translator.Contains(item.Parameter) ? settings.LearningRate : promptRate,
            ReferenceEquals(item.Parameter, adapter.LogScale) ? 0 : settings.WeightDecay)));
    }

    private RunOrigin Origin() => new(model.Name, model.Identity, training.Fingerprint(), validation?.Fingerprint(), Version);

    private Dictionary<string, string> Metadata() => new()
    {
        ["format"] = "idclip-adapter",
        ["configuration"] = configuration.Name,
        ["model"] = model.Name,
        ["model_sha256"] = model.Identity,
        ["version"] = Version,
    };

}
