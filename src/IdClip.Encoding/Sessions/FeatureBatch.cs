namespace IdClip.Encoding.Sessions;

/// <summary>Collects inputs of a one-input model until a batch is full, then runs it and hands each feature to who asked. Belongs to one thread.</summary>
internal sealed class FeatureBatch(FeatureModel model) : IDisposable
{
    private readonly Action<float[]>[] deliver = new Action<float[]>[model.Batch];
    private readonly float[] pending = model.RentInput();
    private int count;

    /// <summary>Has <paramref name="write"/> fill the next input; <paramref name="done"/> gets its unit-length feature when the batch runs.</summary>
    public void Add(Action<Span<float>> write, Action<float[]> done)
    {
        write(pending.AsSpan(count * model.InputLength, model.InputLength));
        deliver[count++] = done;
        if (count == model.Batch)
            Flush();
    }

    /// <summary>Runs what is waiting.</summary>
    public void Flush()
    {
        model.Run(pending, count, deliver);
        count = 0;
    }

    public void Dispose() => FeatureModel.ReturnInput(pending);
}
