using IdClip.Search.Calibration;

namespace IdClip.Search.Evidence.Candidates;

/// <summary>How good a photo can be that nothing proposed: each of its similarities is at most the least that was found (the threshold of Fagin, Lotem and Naor, 2001).</summary>
internal static class LeftOut
{
    /// <summary>What no such photo scores above, 0..1; 0 where there is none.</summary>
    public static double Bound(EvidenceQuestion asked, PhotoScores scores, Proposals? pictures, Proposals? people, Proposals? joint)
    {
        var weights = asked.Calibration.Weights;
        if (pictures is { AreAll: true } || (pictures is null && people is null or { AreAll: true }))
            return 0;
        double bound = 1;
        if (asked.HasWords)
            bound *= Math.Pow(scores.Context.Probability(pictures!.Reach(0)), weights.Context);
        if (asked.Scene is not null)
            bound *= Math.Pow(scores.SceneContext.Probability(pictures!.Reach(asked.Pictures - 1)), weights.Context);
        if (scores.Joint is { Calibration: var jointly })
            bound *= Math.Pow(Joint(asked, joint!, jointly), weights.Joint);
        return bound * Math.Pow(People(asked, people), weights.Person);
    }

    private static double People(EvidenceQuestion asked, Proposals? people)
    {
        var columns = asked.Columns;
        var queries = FaceQueries.People(columns);
        double all = 1;
        foreach (var choice in columns.Wanted)
        {
            double none = 1;
            foreach (var column in choice)
                none *= 1 - (people is null or { AreAll: true } ? 0
                    : column == PersonColumns.Unknown ? 1
                    : asked.Calibration.Person.Probability(people.Reach(Array.IndexOf(queries, column))));
            all *= 1 - (1 - asked.Calibration.Weights.MissedFace) * none;
        }
        return all;
    }

    private static double Joint(EvidenceQuestion asked, Proposals joint, LogisticCalibration context)
    {
        // A photo that the adapter has not seen counts as one half.
        if (joint.AreAll)
            return .5;
        var reach = Enumerable.Range(0, asked.Joint.Names.Count).Select(joint.Reach).ToArray();
        return Math.Max(.5, context.Probability(JointEvidence.Together(reach, asked.Joint)[0]));
    }
}
