using IdClip.Archive.People.Clusters;
using IdClip.Archive.People.Labels;
using IdClip.Search.Recognition;

namespace IdClip.Web.People;

/// <summary>A group of unnamed faces as a page shows it.</summary>
/// <param name="Cluster">The group.</param>
/// <param name="Faces">The first of its faces.</param>
/// <param name="Suggestion">Who it probably is, or null.</param>
public sealed record GroupView(FaceCluster Cluster, IReadOnlyList<LabelledFace> Faces, PersonSuggestion? Suggestion);
