namespace IdClip.Services.Tests;

/// <summary>An archive that asks for a key, with its services.</summary>
internal sealed record KeyedArchive(string Folder, string Key, ServiceProcess Archive, ServiceProcess Search);
