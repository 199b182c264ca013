namespace IdClip.Xmp.Packets;

/// <summary>A named face as a packet has it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Box">Where it is in the upright picture.</param>
/// <param name="Item">Number of the MWG region, from 1; 0 for one of Microsoft's.</param>
/// <param name="IsOurs">Whether IdClip wrote it.</param>
internal sealed record FoundRegion(string Name, RegionBox Box, int Item, bool IsOurs)
{
    /// <summary>Whether it says the same of the same face.</summary>
    public bool Says(string name, RegionBox box) => Name.Equals(name, StringComparison.OrdinalIgnoreCase) && Box.Meets(box);
}
