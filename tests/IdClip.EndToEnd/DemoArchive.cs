using IdClip.EndToEnd;
using IdClip.Tests;

[assembly: AssemblyFixture(typeof(DemoArchive))]

namespace IdClip.EndToEnd;

/// <summary>The demo pictures, indexed, with their people enrolled: made once for all tests, each of which takes a copy to change.</summary>
public sealed class DemoArchive : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    /// <summary>A copy of the demo pictures.</summary>
    public string Pictures => folder["demo"];

    /// <summary>The archive; tests only read it.</summary>
    public string Archive => folder["archive"];

    public async ValueTask InitializeAsync()
    {
        TemporaryFolder.Copy(Path.Combine(TestFolders.Repository, "demo"), Pictures);
        await IdClipProgram.SucceedAsync(Archive, "index", Path.Combine(Pictures, "scenes"));
        foreach (var person in Evaluation.Protocol.EnrolmentList.Load(Path.Combine(Pictures, "people.json")))
            await IdClipProgram.SucceedAsync(Archive, ["enrol", person.Name, .. person.Photos]);
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A copy of the archive that a test may change.</summary>
    internal void CopyTo(string archive) => TemporaryFolder.Copy(Archive, archive);
}
