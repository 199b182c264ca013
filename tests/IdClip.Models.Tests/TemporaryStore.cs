using IdClip.Models.Store;

namespace IdClip.Models.Tests;

/// <summary>A model store in a folder of its own, with the models that come with IdClip behind it.</summary>
internal sealed class TemporaryStore : IDisposable
{
    public string Folder { get; } = TestFolders.NewTemporary();

    public ModelStore Store => new([Folder, Path.Combine(TestFolders.Repository, "models")], ModelCatalogue.Default);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
