namespace IdClip.Models.Store;

/// <summary>A model that IdClip knows: it comes with IdClip or can be pulled.</summary>
/// <param name="Name">What commands call it.</param>
/// <param name="Kind">What it does.</param>
/// <param name="About">One line for people.</param>
/// <param name="Licence">The weights' licence.</param>
/// <param name="Source">Page that states it.</param>
/// <param name="Files">Its files; the first holds the weights.</param>
public sealed record CatalogueModel(string Name, ModelKind Kind, string About, string Licence, string Source, IReadOnlyList<CatalogueFile> Files)
{
    /// <summary>Whether it comes with IdClip.</summary>
    public bool IsIncluded => Files.All(file => file.Url is null);
}
