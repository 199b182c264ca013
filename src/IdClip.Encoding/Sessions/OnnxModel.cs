using System.Collections.Concurrent;
using IdClip.Models.Store;
using Microsoft.ML.OnnxRuntime;

namespace IdClip.Encoding.Sessions;

/// <summary>An ONNX Runtime session that runs on the calling thread. Thread-safe; each caller holds a <see cref="SessionLane"/> of its own while it runs.</summary>
internal sealed class OnnxModel : IDisposable
{
    private readonly InferenceSession session;
    private readonly string path;
    private readonly string? accelerator;
    private readonly RunOptions runOptions = new();
    private readonly ConcurrentDictionary<string, ConcurrentBag<SessionLane>> idle = new();
    // Runs are its readers: a session that is disposed of under a run ends the process. Not disposed, since whoever comes late still enters it.
    private readonly ReaderWriterLockSlim running = new();
    private bool disposed;

    /// <summary>Opens a model file.</summary>
    /// <exception cref="ModelException">The file can't be loaded.</exception>
    public OnnxModel(string path, EncoderOptions options)
        : this(path, settings => new InferenceSession(path, settings), options)
    {
    }

    /// <summary>Opens a model from memory; <paramref name="path"/> names it in errors.</summary>
    /// <exception cref="ModelException">The model can't be loaded.</exception>
    public OnnxModel(string path, byte[] model, EncoderOptions options)
        : this(path, settings => new InferenceSession(model, settings), options)
    {
    }

    private OnnxModel(string path, Func<SessionOptions, InferenceSession> open, EncoderOptions options)
    {
        (this.path, accelerator) = (path, options.Accelerator);
        using var settings = SessionSettings.Create(options);
        try
        {
            session = open(settings);
            EncodingTelemetry.Count(1, path, accelerator);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelException($"The model {path} can't be loaded: {e.Message} Run 'idclip models verify' and restore the file if it is damaged.", e);
        }
    }

    public IReadOnlyDictionary<string, NodeMetadata> Inputs => session.InputMetadata;

    public IReadOnlyList<string> InputNames => session.InputNames;

    public IReadOnlyList<string> OutputNames => session.OutputNames;

    public IReadOnlyDictionary<string, NodeMetadata> Outputs => session.OutputMetadata;

    /// <summary>Lends a lane whose shapes are named by <paramref name="key"/>, making it by <paramref name="create"/> if none is idle. Give it back by <see cref="Return"/>.</summary>
    public SessionLane Rent(string key, Func<SessionLane> create)
        => idle.GetOrAdd(key, static _ => []).TryTake(out var lane) ? lane : create();

    public void Return(string key, SessionLane lane) => idle.GetOrAdd(key, static _ => []).Add(lane);

    /// <exception cref="ObjectDisposedException">The model was disposed of.</exception>
    public void Run(SessionLane lane)
    {
        running.EnterReadLock();
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            session.Run(runOptions, lane.InputNames, lane.Inputs, lane.OutputNames, lane.Outputs);
        }
        finally
        {
            running.ExitReadLock();
        }
    }

    /// <summary>Waits for the runs that are at work, then frees the session.</summary>
    public void Dispose()
    {
        running.EnterWriteLock();
        try
        {
            if (disposed)
                return;
            disposed = true;
            foreach (var lanes in idle.Values)
                foreach (var lane in lanes)
                    lane.Dispose();
            runOptions.Dispose();
            session.Dispose();
            EncodingTelemetry.Count(-1, path, accelerator);
        }
        finally
        {
            running.ExitWriteLock();
        }
    }
}
