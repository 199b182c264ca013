using IdClip.Grpc.Calls;
using IdClip.Jobs;
using IdClip.Training.Jobs;
using IdClip.Training.Runs;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Training;

/// <summary>Jobs as clients are told of them.</summary>
internal static class TrainingMessages
{
    public static Contract.TrainingJob OfJob(Job<TrainingRequest, TrainingStatus, TrainingReport> job) => new()
    {
        Id = job.Id,
        State = JobFields.Of(job.State),
        Run = TrainingOrders.Write(job.Order),
        QueuedAt = JobFields.At(job.QueuedAt),
        StartedAt = JobFields.At(job.StartedAt),
        EndedAt = JobFields.At(job.EndedAt),
        Device = job.Outcome?.Device ?? job.Progress?.Device ?? "",
        Progress = job.Progress?.Run is { } progress ? OfProgress(progress) : null,
        Failure = job.Failure ?? "",
        Summary = job.Outcome is { } report ? OfReport(report) : null,
    };

    private static Contract.TrainingProgress OfProgress(TrainingProgress progress)
    {
        var message = new Contract.TrainingProgress
        {
            Phase = progress.Phase switch
            {
                TrainingPhase.Faces => Contract.TrainingPhase.Faces,
                TrainingPhase.Photos => Contract.TrainingPhase.Photos,
                TrainingPhase.Steps => Contract.TrainingPhase.Steps,
                _ => Contract.TrainingPhase.Unspecified,
            },
            Done = progress.Done,
            Total = progress.Total,
            PairsPerSecond = progress.PairsPerSecond,
            Epochs = progress.Epochs,
            Validation = OfScores(progress.Validation),
            Remaining = JobFields.For(progress.Left),
        };
        if (progress.Loss is { } loss)
            message.Loss = loss;
        return message;
    }

    private static Contract.TrainingSummary OfReport(TrainingReport report) => new()
    {
        Adapter = report.Adapter,
        Photos = report.Photos,
        People = report.People,
        ValidationPhotos = report.ValidationPhotos,
        OmittedPhotos = report.OmittedPhotos,
        Steps = report.Steps,
        Loss = report.Loss,
        EndedEarly = report.EndedEarly,
        Best = OfScores(report.Best),
        PairsPerSecond = report.PairsPerSecond,
    };

    private static Contract.ValidationScores? OfScores(ValidationScores? scores) => scores is null
        ? null
        : new() { Epoch = scores.Epoch, RecallAt1 = scores.RecallAt1, RecallAt5 = scores.RecallAt5, RecallAt10 = scores.RecallAt10 };
}
