using IdClip.Models.Tensors;

namespace IdClip.Models.Clip;

/// <summary>Learned tokens that are added to a tower's input: visual prompt tuning, or its text counterpart.</summary>
/// <param name="Count">Tokens.</param>
/// <param name="Width">The tower's width.</param>
/// <param name="Values">Row-major <c>[Count, Width]</c>.</param>
public sealed record PromptTokens(int Count, int Width, float[] Values)
{
    /// <summary>Reads a tensor <c>[1,n,width]</c>, or returns null where the file does not hold it.</summary>
    /// <exception cref="Store.ModelException">It has another shape or is not of a float type.</exception>
    public static PromptTokens? Read(SafetensorsFile file, string name)
    {
        if (!file.Tensors.TryGetValue(name, out var entry))
            return null;
        return entry.Shape is [1, var count, var width]
            ? new PromptTokens(count, width, file.ReadFloats(name))
            : throw new Store.ModelException($"{file.Path}: tensor '{name}' has shape [{string.Join(',', entry.Shape)}] instead of [1,tokens,width]");
    }
}
