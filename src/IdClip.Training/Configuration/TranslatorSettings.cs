namespace IdClip.Training.Configuration;

/// <summary>The translator of faces.</summary>
/// <param name="Hidden">Channels of its hidden layers, 1 to 16,384; the authors use 768.</param>
/// <param name="Layers">Hidden layers, 1 to 8; the paper has one.</param>
public sealed record TranslatorSettings(int Hidden = 768, int Layers = 1);
