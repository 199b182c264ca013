using IdClip.Models.Store;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Calls;

/// <summary>Models of a store in responses.</summary>
public static class StoredModels
{
    // A folder of another machine says nothing here but that there is one.
    private const string There = "";

    private static readonly Dictionary<ModelKind, Contract.ModelKind> Kinds = new()
    {
        [ModelKind.Clip] = Contract.ModelKind.Clip,
        [ModelKind.FaceDetector] = Contract.ModelKind.FaceDetector,
        [ModelKind.FaceRecogniser] = Contract.ModelKind.FaceRecogniser,
        [ModelKind.Vocabulary] = Contract.ModelKind.Vocabulary,
    };

    /// <summary>The models of a server's store, without their folders; those of a kind that only it knows are left out.</summary>
    /// <param name="response">What the Encoding service said.</param>
    public static IReadOnlyList<StoredModel> Of(Contract.ListModelsResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return
        [
            .. from model in response.Models
               from kind in Kinds
               where kind.Value == model.Kind
               select new StoredModel(model.Name, kind.Key, model.About, model.Licence, model.Here ? There : null, model.Size > 0 ? model.Size : null, IsPinned: false),
        ];
    }

    /// <summary>A model as a response has it.</summary>
    internal static Contract.StoredModel MapToModel(StoredModel model) => new()
    {
        Name = model.Name,
        Kind = Kinds[model.Kind],
        About = model.About,
        Licence = model.Licence,
        Here = model.Folder is not null,
        Size = model.Size ?? 0,
    };
}
