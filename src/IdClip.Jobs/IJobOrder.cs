namespace IdClip.Jobs;

/// <summary>What a job makes from what. It is kept as JSON, so everything that it holds must survive that.</summary>
public interface IJobOrder
{
    /// <summary>The folder that the job writes; two jobs that have not ended never share one.</summary>
    string Output { get; }
}
