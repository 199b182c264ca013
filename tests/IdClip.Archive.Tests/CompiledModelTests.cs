using IdClip.Archive.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace IdClip.Archive.Tests;

public sealed class CompiledModelTests
{
    [Fact]
    public void The_compiled_model_is_the_one_that_the_context_describes()
    {
        using var context = new ArchiveContext(SqliteDatabase.Options("unused.db"));

        var compiled = context.Model;
        var described = context.GetService<IDesignTimeModel>().Model;

        Assert.IsType<Storage.CompiledModel.ArchiveContextModel>(compiled);
        Assert.NotSame(compiled, described);
        Assert.Equal(Parts(described), Parts(compiled));
    }

    private static List<string> Parts(IModel model) =>
    [
        .. from type in model.GetEntityTypes()
           from part in type.GetProperties().Select(p =>
                   $"{p.GetColumnName()} {p.GetColumnType()} {p.ClrType} null {p.IsNullable} generated {p.ValueGenerated} {p.GetProviderClrType()}")
               .Concat(type.GetKeys().Select(k => $"key {Names(k.Properties)} primary {k.IsPrimaryKey()}"))
               .Concat(type.GetIndexes().Select(i => $"index {i.GetDatabaseName()} {Names(i.Properties)} unique {i.IsUnique} where {i.GetFilter()}"))
               .Concat(type.GetForeignKeys().Select(f =>
                   $"to {f.PrincipalEntityType.Name} {Names(f.Properties)} required {f.IsRequired} unique {f.IsUnique} {f.DeleteBehavior}"))
               .Concat(type.GetNavigations().Select(n => $"navigation {n.Name} to {n.TargetEntityType.Name}"))
           orderby type.Name, part
           select $"{type.Name} in {type.GetTableName()}: {part}",
    ];

    private static string Names(IReadOnlyList<IReadOnlyProperty> properties) => string.Join(',', properties.Select(p => p.Name));
}
