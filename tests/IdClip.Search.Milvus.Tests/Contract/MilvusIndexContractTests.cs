using IdClip.Search.Index;

namespace IdClip.Search.Milvus.Tests.Contract;

/// <summary>IdClip's own client of the protocol, with a server of it.</summary>
public sealed class MilvusIndexContractTests : VectorIndexContract, IClassFixture<MilvusLite>
{
    private readonly MilvusLite _server;

    public MilvusIndexContractTests(MilvusLite server)
    {
        _server = server;
        _server.RequireRunning();
    }

    protected override IVectorIndexStore NewStore() => new MilvusIndexStore(_server.Options with { Database = "contract" });
}
