using IdClip.Search.Index;
using IdClip.Search.Milvus.Tests;
using IdClip.Search.Milvus.Tests.Contract;

namespace IdClip.Search.MilvusSdk.Tests;

/// <summary>Milvus's own client, with a server of the protocol.</summary>
public sealed class SdkIndexContractTests : VectorIndexContract, IClassFixture<MilvusLite>
{
    private readonly MilvusLite _server;

    public SdkIndexContractTests(MilvusLite server)
    {
        _server = server;
        _server.RequireRunning();
    }

    protected override IVectorIndexStore NewStore() => new SdkIndexStore(_server.Options with { Database = "contract" });
}
