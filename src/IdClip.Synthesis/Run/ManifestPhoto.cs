namespace IdClip.Synthesis.Run;

/// <summary>An entry of the manifest: the fields that IdClip's evaluation reads, and what else is known.</summary>
/// <param name="File">The photo, relative to the manifest.</param>
/// <param name="People">The identity's name.</param>
/// <param name="Context">The captioned photo, which all photos made of it share.</param>
/// <param name="Captions">The captions as they were written.</param>
/// <param name="Enriched">Each caption once more, told of the identity.</param>
/// <param name="Split">Its part of the set.</param>
/// <param name="Synthetic">What says aloud that the photo is synthetic.</param>
internal sealed record ManifestPhoto(
    string File, IReadOnlyList<string> People, string Context, IReadOnlyList<string> Captions, IReadOnlyList<EnrichedCaption> Enriched, Split Split, string Synthetic);
