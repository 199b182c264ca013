using IdClip.Archive.People;
using IdClip.Archive.People.Labels;
using IdClip.Grpc.Calls;
using IdClip.Search.Clusters;
using IdClip.Search.Recognition;
using Code = Google.Rpc.Code;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Services;

/// <summary>The calls of proto/archive.proto about faces.</summary>
internal sealed class FaceCalls(Gallery gallery, FaceLabels labels, FaceGroups groups, PersonRecognition recognition)
{
    private const int UsualFaces = 100;

    public async Task<Contract.LabelFacesResponse> LabelAsync(Contract.LabelFacesRequest request, CancellationToken ct)
    {
        if (request.FaceIds.Count + request.ClusterIds.Count is 0 or > FaceLabels.MostFaces)
            throw StatusDetails.Invalid("face_ids", $"Give 1 to {FaceLabels.MostFaces} faces or clusters.");
        var faces = request.FaceIds.ToHashSet();
        if (request.ClusterIds.Count > 0)
        {
            var clusters = (await groups.ReadAsync(ct)).ToDictionary(c => c.Id);
            for (var i = 0; i < request.ClusterIds.Count; i++)
                faces.UnionWith(clusters.TryGetValue(request.ClusterIds[i], out var cluster)
                    ? cluster.FaceIds
                    : throw StatusDetails.Fields(Code.NotFound, ($"cluster_ids[{i}]", "There is no such cluster any more. List the clusters again.")));
        }
        if (faces.Count > FaceLabels.MostFaces)
            throw StatusDetails.Invalid("cluster_ids", $"They have {faces.Count} faces, and one call labels at most {FaceLabels.MostFaces}. Name fewer clusters.");
        var change = request.Statement switch
        {
            Contract.FaceStatement.Is => await labels.NameAsync(faces, NameOf(request), ct),
            Contract.FaceStatement.IsNot => await labels.DenyAsync(faces, (await FindAsync("name", NameOf(request), ct)).Id, ct),
            Contract.FaceStatement.Ignored => await labels.IgnoreAsync(faces, ct),
            Contract.FaceStatement.OnePerson => await labels.GroupAsync([faces], ct),
            Contract.FaceStatement.Nothing => await labels.ClearAsync(faces, ct),
            _ => throw StatusDetails.Invalid("statement", "Say what is meant: IS, IS_NOT, IGNORED, ONE_PERSON or NOTHING."),
        };
        return new() { Faces = change.Faces, Person = change.Name is { } name ? await PersonAsync(name, ct) : null };
    }

    public async Task<Contract.ListFacesResponse> ListAsync(Contract.ListFacesRequest request, CancellationToken ct)
    {
        var limit = RequestCount.Of("limit", request.Limit, UsualFaces, GrpcLimits.MaxFaces);
        var probabilities = new Dictionary<long, double>();
        IReadOnlyList<long> ids;
        switch (request.OfCase)
        {
            case Contract.ListFacesRequest.OfOneofCase.Named:
                var named = (await FindAsync("named", request.Named, ct)).Id;
                ids = [.. (await labels.ReadAsync(ct)).PersonOf.Where(f => f.Value == named).Select(f => f.Key).Order()];
                break;
            case Contract.ListFacesRequest.OfOneofCase.Probably:
                probabilities = (await recognition.FacesOfAsync(await FindAsync("probably", request.Probably, ct), limit, ct)).ToDictionary(f => f.FaceId, f => f.Probability);
                ids = [.. probabilities.Keys];
                break;
            case Contract.ListFacesRequest.OfOneofCase.ClusterId:
                ids = request.ClusterId == 0
                    ? await groups.SinglesAsync(limit, ct)
                    : (await groups.ReadAsync(ct)).FirstOrDefault(c => c.Id == request.ClusterId)?.FaceIds
                        ?? throw StatusDetails.Fields(Code.NotFound, ("cluster_id", "There is no such cluster any more. List the clusters again."));
                break;
            default:
                throw StatusDetails.Invalid("of", "Say whose faces: named, probably or cluster_id.");
        }
        return new()
        {
            Faces =
            {
                (await labels.DescribeAsync([.. ids.Take(limit)], ct)).Select(f => new Contract.ArchiveFace
                {
                    Id = f.Face.Id,
                    PhotoId = f.Photo.Id,
                    Path = f.Photo.Path,
                    X = f.Face.X,
                    Y = f.Face.Y,
                    Width = f.Face.Width,
                    Height = f.Face.Height,
                    Probability = probabilities.GetValueOrDefault(f.Face.Id),
                }),
            },
        };
    }

    public async Task<Contract.ListClustersResponse> ListClustersAsync(Contract.ListClustersRequest request, CancellationToken ct)
    {
        var limit = RequestCount.Of("limit", request.Limit, UsualFaces, GrpcLimits.MaxFaces);
        await groups.RefreshAsync(ct);
        var all = await groups.ReadAsync(ct);
        var clusters = all.Take(limit).ToList();
        var suggestions = await recognition.SuggestAsync(clusters, ct);
        return new()
        {
            Total = all.Count,
            Clusters =
            {
                clusters.Select(c => new Contract.Cluster
                {
                    Id = c.Id,
                    FaceIds = { c.FaceIds.Take(UsualFaces) },
                    Faces = c.FaceIds.Count,
                    Suggestion = suggestions.GetValueOrDefault(c.Id)?.Person.Name ?? "",
                    Probability = suggestions.GetValueOrDefault(c.Id)?.Probability ?? 0,
                }),
            },
        };
    }

    /// <summary>The person as clients see them.</summary>
    public async Task<Contract.Person> PersonAsync(string name, CancellationToken ct) => MapToPerson(await FindAsync("name", name, ct));

    public static Contract.Person MapToPerson(EnrolledPerson person) =>
        new() { Name = person.Name, EnrolmentPhotos = person.EnrolmentPhotos, NamedFaces = person.NamedFaces };

    private static string NameOf(Contract.LabelFacesRequest request)
    {
        RequestText.Check("name", request.Name, GrpcLimits.MaxNameLength);
        return request.Name;
    }

    private async Task<EnrolledPerson> FindAsync(string field, string name, CancellationToken ct)
    {
        RequestText.Check(field, name, GrpcLimits.MaxNameLength);
        return await gallery.FindAsync(name, ct) ?? throw StatusDetails.Fields(Code.NotFound, (field, "Nobody of that name is enrolled."));
    }
}
