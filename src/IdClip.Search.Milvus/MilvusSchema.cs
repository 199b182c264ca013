using System.Globalization;
using IdClip.Search.Milvus.Protocol;

namespace IdClip.Search.Milvus;

/// <summary>A collection of IdClip's vectors as Milvus is told of it.</summary>
internal static class MilvusSchema
{
    private const string DimensionKey = "dim";

    public static CollectionSchema Of(string name, int dimension) => new()
    {
        Name = name,
        Description = "Vectors of an IdClip archive, copied from its catalogue",
        Fields =
        {
            new FieldSchema { Name = MilvusFields.Id, DataType = DataType.Int64, IsPrimaryKey = true },
            new FieldSchema { Name = MilvusFields.Owner, DataType = DataType.Int64 },
            new FieldSchema { Name = MilvusFields.Day, DataType = DataType.Int32 },
            new FieldSchema
            {
                Name = MilvusFields.Vector,
                DataType = DataType.FloatVector,
                TypeParams = { Pair(DimensionKey, dimension.ToString(CultureInfo.InvariantCulture)) },
            },
        },
    };

    /// <summary>An index that compares every vector.</summary>
    public static CreateIndexRequest ExactIndex(string database, string name) => new()
    {
        DbName = database,
        CollectionName = name,
        FieldName = MilvusFields.Vector,
        IndexName = MilvusFields.Vector,
        ExtraParams = { Pair("index_type", "FLAT"), Pair("metric_type", "IP"), Pair("params", "{}") },
    };

    /// <summary>Refuses a collection that is not one of <see cref="Of"/>.</summary>
    /// <exception cref="Index.IndexServiceException">It lacks a field or has vectors of another dimension.</exception>
    public static void Require(MilvusOptions options, string name, CollectionSchema schema, int dimension)
    {
        var fields = schema.Fields.ToDictionary(f => f.Name);
        string[] wanted = [MilvusFields.Id, MilvusFields.Owner, MilvusFields.Day, MilvusFields.Vector];
        if (wanted.Any(field => !fields.ContainsKey(field)))
            throw MilvusErrors.OfOtherShape(options, name, "fields " + string.Join(", ", fields.Keys), dimension);
        var held = fields[MilvusFields.Vector].TypeParams.FirstOrDefault(pair => pair.Key == DimensionKey)?.Value;
        if (held != dimension.ToString(CultureInfo.InvariantCulture))
            throw MilvusErrors.OfOtherShape(options, name, $"vectors of {held} numbers", dimension);
    }

    public static Protocol.KeyValuePair Pair(string key, string value) => new() { Key = key, Value = value };
}
