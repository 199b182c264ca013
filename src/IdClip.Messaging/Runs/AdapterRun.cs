namespace IdClip.Messaging.Runs;

/// <summary>A trained adapter on its way into an archive's searches; its id is the training job's, or one of its own where somebody asked for it.</summary>
public sealed class AdapterRun : MachineRun
{
    /// <summary>Name in the adapter store.</summary>
    public string Adapter { get; set; } = "";

    /// <summary>Lower-case hex sha256 of its weights.</summary>
    public string Identity { get; set; } = "";
}
