using static TorchSharp.torch;

namespace IdClip.Training.Towers;

/// <summary>
/// The tokens of a batch of causal texts, each computed once. A token sees only those before it, so texts that begin alike are one up to
/// the first difference or the first face, and what pads a short text is not computed at all. Belongs to the dispose scope it is made in.
/// </summary>
internal sealed class TokenTree
{
    private readonly Tensor nodes;
    private readonly Tensor places;
    private readonly Tensor last;
    private readonly long texts;

    /// <summary>Finds what the texts have in common.</summary>
    /// <param name="ids">Token ids <c>[B,T]</c>.</param>
    /// <param name="ends">The position read of each text, <c>[B]</c>; what follows it is padding.</param>
    /// <param name="tok">The id that is another token in each text.</param>
    public TokenTree(Tensor ids, Tensor ends, int tok)
    {
        (texts, var length) = (ids.shape[0], ids.shape[1]);
        var (values, end) = (ids.cpu().data<long>().ToArray(), ends.cpu().data<long>().ToArray());
        var known = new Dictionary<(long Before, long Id), long>();
        var firstPlace = new List<long>();
        var nodeAt = new long[values.Length];
        var lastNode = new long[texts];
        for (var text = 0L; text < texts; text++)
        {
            var node = -1L;
            for (var place = text * length; place <= (text * length) + end[text]; place++)
            {
                // A face is its own text's, and so is all that follows it.
                var key = (node, values[place] == tok ? -1 - text : values[place]);
                if (!known.TryGetValue(key, out node))
                {
                    known.Add(key, node = firstPlace.Count);
                    firstPlace.Add(place);
                }

                nodeAt[place] = node;
            }

            lastNode[text] = node;
        }

        nodes = tensor(nodeAt).to(ids.device);
        places = tensor(firstPlace.ToArray()).to(ids.device);
        last = tensor(lastNode).to(ids.device);
    }

    /// <summary>Takes each token once: <c>[B,T,width]</c> to <c>[1,N,width]</c>.</summary>
    public Tensor Once(Tensor tokens) => tokens.reshape(-1, tokens.shape[^1]).index_select(0, places).unsqueeze(0);

    /// <summary>Puts tokens into every text that has them: <c>[1,N,width]</c> to <c>[B,T,width]</c>. Padding is any token.</summary>
    public Tensor Spread(Tensor tokens) => tokens.squeeze(0).index_select(0, nodes).view(texts, -1, tokens.shape[^1]);

    /// <summary>The token that is read of each text: <c>[1,N,width]</c> to <c>[B,1,width]</c>.</summary>
    public Tensor Last(Tensor tokens) => tokens.squeeze(0).index_select(0, last).unsqueeze(1);
}
