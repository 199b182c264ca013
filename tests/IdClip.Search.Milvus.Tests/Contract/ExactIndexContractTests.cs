using IdClip.Search.Index;
using IdClip.Tests;

namespace IdClip.Search.Milvus.Tests.Contract;

/// <summary>The exact index in a folder.</summary>
public sealed class ExactIndexContractTests : VectorIndexContract
{
    private readonly string _folder = TestFolders.NewTemporary();

    public override void Dispose()
    {
        base.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    protected override IVectorIndexStore NewStore() => new ExactIndexStore(Path.Join(_folder, "index"));
}
