using System.CommandLine;

namespace IdClip.Commands;

/// <summary><c>idclip catalogue</c>.</summary>
internal sealed class CatalogueCommand : Command
{
    public CatalogueCommand(ArchiveOption archive) : base("catalogue", "The catalogue's tables.") => Add(new CatalogueMigrateCommand(archive));
}
