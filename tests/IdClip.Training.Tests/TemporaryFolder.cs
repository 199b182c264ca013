namespace IdClip.Training.Tests;

/// <summary>A folder that is gone after its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string folder = TestFolders.NewTemporary();

    public string this[string name] => Path.Combine(folder, name);

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
