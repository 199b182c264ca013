using Microsoft.ML.OnnxRuntime.Tensors;

namespace IdClip.Encoding.Sessions;

/// <summary>One input or output of a lane: float or int64 of fixed shape.</summary>
internal readonly record struct LaneTensor(string Name, long[] Shape, TensorElementType Type = TensorElementType.Float);
