using IdClip.Search.Milvus.Protocol;

namespace IdClip.Search.Milvus;

/// <summary>Rows as the columns of a message.</summary>
/// <param name="dimension">Numbers a vector.</param>
internal sealed class VectorColumns(int dimension)
{
    private readonly LongArray _ids = new();
    private readonly LongArray _owners = new();
    private readonly IntArray _days = new();
    private readonly FloatArray _vectors = new();

    public int Count => _ids.Data.Count;

    public IEnumerable<FieldData> Fields =>
    [
        new() { FieldName = MilvusFields.Id, Type = DataType.Int64, Scalars = new() { LongData = _ids } },
        new() { FieldName = MilvusFields.Owner, Type = DataType.Int64, Scalars = new() { LongData = _owners } },
        new() { FieldName = MilvusFields.Day, Type = DataType.Int32, Scalars = new() { IntData = _days } },
        new() { FieldName = MilvusFields.Vector, Type = DataType.FloatVector, Vectors = new() { Dim = dimension, FloatVector = _vectors } },
    ];

    public void Add(long id, long owner, int day, ReadOnlySpan<float> vector)
    {
        _ids.Data.Add(id);
        _owners.Data.Add(owner);
        _days.Data.Add(day);
        foreach (var number in vector)
            _vectors.Data.Add(number);
    }
}
