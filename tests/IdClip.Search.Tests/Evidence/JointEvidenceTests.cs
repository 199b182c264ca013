using IdClip.Archive.People;
using IdClip.Search.Calibration;
using IdClip.Search.Evidence;
using IdClip.Search.Query;

namespace IdClip.Search.Tests.Evidence;

public sealed class JointEvidenceTests
{
    private static readonly EnrolledPerson[] People = [new(1, "A", [[1, 0]]), new(2, "B", [[0, 1]]), new(3, "C", [[1, 0]])];

    [Fact]
    public void People_are_averaged_and_of_a_choice_the_best_counts()
    {
        var query = new JointQuery(HybridQuery.Parse("@A and @{B} or @C on a beach"), People);
        Assert.Equal(["A", "B", "C"], query.Names);
        Assert.Equal(2, query.Choices.Length);
        float[] scores = [.2f, .4f, .1f, .6f, 0, .2f];

        // The second photo has no vector.
        var together = JointEvidence.Together(scores, query);
        var evidence = new JointEvidence(together, new PhotoRows([10, 11, 12], [12, 10]), new ContextCalibration(2, 1, 0, 1, 10).For(together));

        Assert.Equal(.4f, evidence.Similarities[0], 1e-6);
        Assert.Equal(.3f, evidence.Similarities[2], 1e-6);
        Assert.Null(evidence.Probability(1));
        Assert.Equal(.5, evidence.Calibration.Probability(evidence.Similarities[1]), 1e-5);
        Assert.True(evidence.Probability(0) > evidence.Probability(2));
    }
}
