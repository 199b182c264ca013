namespace IdClip.Serving;

/// <summary>The wish that the archive be made with another CLIP model. The host ends then; whoever runs it changes the archive and serves it again.</summary>
/// <param name="lifetime">Ends the host.</param>
public sealed class ModelChange(IHostApplicationLifetime lifetime)
{
    /// <summary>Name of the model; null while there is no wish.</summary>
    public string? Wished { get; private set; }

    /// <summary>Notes the wish and ends the host.</summary>
    public void Ask(string model)
    {
        Wished = model;
        lifetime.StopApplication();
    }
}
