using Grpc.Core;
using IdClip.Archive.Adapters;
using IdClip.Search;
using IdClip.Search.Calibration;
using Contract = IdClip.Contracts.V1;

namespace IdClip.Grpc.Clients;

/// <summary>An adapter's text tower of the Encoding service.</summary>
/// <param name="encoding">The service.</param>
/// <param name="adapter">The adapter.</param>
/// <param name="description">What the service says of it.</param>
internal sealed class RemoteJointQueryEncoder(
    Contract.Encoding.EncodingClient encoding, ArchiveAdapter adapter, Contract.DescribeAdapterResponse description) : IJointQueryEncoder
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public string Prompt => description.Prompt;

    /// <inheritdoc/>
    public ContextCalibration? Calibration { get; } = description.Calibration is { } fitted
        ? new(fitted.Slope, fitted.Midpoint, fitted.TypicalMean, fitted.TypicalDeviation, fitted.TypicalPhotos)
        : null;

    /// <inheritdoc/>
    public IReadOnlyList<float[]> EncodeText(string text, IReadOnlyList<float[]> faces)
    {
        try
        {
            return [.. faces.Chunk(GrpcLimits.MaxTexts).SelectMany(chunk => Encode(text, chunk))];
        }
        catch (RpcException error)
        {
            throw new AdapterException(RemoteAdapters.Explain(error), error);
        }
    }

    private IEnumerable<float[]> Encode(string text, float[][] faces)
    {
        var request = new Contract.EncodeJointTextRequest
        {
            Adapter = RemoteAdapters.Reference(adapter),
            Texts = { faces.Select(face => new Contract.JointText { Text = text, Face = new() { Values = { face } } }) },
        };
        return encoding.EncodeJointText(request, deadline: DateTime.UtcNow + Patience).Embeddings.Select(embedding => embedding.Values.ToArray());
    }
}
