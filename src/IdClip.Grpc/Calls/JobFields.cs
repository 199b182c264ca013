using Google.Protobuf.WellKnownTypes;
using IdClip.Jobs;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Calls;

/// <summary>Fields that all messages of jobs have.</summary>
internal static class JobFields
{
    /// <summary>A time that may not have come.</summary>
    public static Timestamp? At(DateTimeOffset? time) => time is { } given ? Timestamp.FromDateTimeOffset(given) : null;

    /// <summary>A length of time that may not be known.</summary>
    public static Duration? For(TimeSpan? time) => time is { } given ? Duration.FromTimeSpan(given) : null;

    /// <summary>Whether nothing more happens to a job.</summary>
    public static bool HasEnded(Contract.JobState state) => state is not (Contract.JobState.Queued or Contract.JobState.Running);

    /// <summary>Where a job is.</summary>
    public static Contract.JobState Of(JobState state) => state switch
    {
        JobState.Queued => Contract.JobState.Queued,
        JobState.Running => Contract.JobState.Running,
        JobState.Done => Contract.JobState.Done,
        JobState.Failed => Contract.JobState.Failed,
        JobState.Cancelled => Contract.JobState.Cancelled,
        JobState.Interrupted => Contract.JobState.Interrupted,
        _ => Contract.JobState.Unspecified,
    };
}
