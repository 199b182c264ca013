namespace IdClip.EndToEnd;

/// <summary>Many photos made of the demo's.</summary>
internal static class DemoPhotos
{
    /// <summary>Writes photos 0.jpg, 1.jpg, ... Bytes after the end of a JPEG change its hash and nothing else, so every file is a photo of its own.</summary>
    public static void Write(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        var scenes = Directory.GetFiles(Path.Combine(DemoArchive.Pictures, "scenes")).Order(StringComparer.Ordinal).ToArray();
        for (var i = 0; i < count; i++)
            File.WriteAllBytes(Path.Combine(folder, $"{i}.jpg"), [.. File.ReadAllBytes(scenes[i % scenes.Length]), .. BitConverter.GetBytes(i)]);
    }
}
