using System;
using System.IO;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>Copies a 64-bit ELF file, marking one version that it needs of a library as weak (VER_FLG_WEAK): glibc then loads it where the library has no such version. Runs inside the build.</summary>
public sealed class WeakenSymbolVersion : Task
{
    private const uint NeededVersionsSection = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort Weak = 2; // VER_FLG_WEAK

    /// <summary>The file as the package has it.</summary>
    [Required]
    public string Source { get; set; }

    /// <summary>The changed copy.</summary>
    [Required]
    public string Target { get; set; }

    /// <summary>The version to mark.</summary>
    [Required]
    public string Version { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        var elf = File.ReadAllBytes(Source);
        if (elf.Length < 64 || BitConverter.ToUInt32(elf, 0) != 0x464c457f || elf[4] != 2 || elf[5] != 1)
        {
            Log.LogError("{0} is not a 64-bit little-endian ELF file.", Source);
            return false;
        }

        if (Mark(elf) == 0)
            Log.LogMessage(MessageImportance.Normal, "{0} does not need version {1}; it is copied as it is.", Source, Version);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(Target)));
        var partial = Target + ".partial";
        File.WriteAllBytes(partial, elf);
        File.Delete(Target);
        File.Move(partial, Target);
        return true;
    }

    private int Mark(byte[] elf)
    {
        var sections = (int)BitConverter.ToUInt64(elf, 40);
        int size = BitConverter.ToUInt16(elf, 58), count = BitConverter.ToUInt16(elf, 60), marked = 0;
        for (var section = 0; section < count; section++)
        {
            var header = sections + (section * size);
            if (BitConverter.ToUInt32(elf, header + 4) != NeededVersionsSection)
                continue;
            var strings = sections + ((int)BitConverter.ToUInt32(elf, header + 40) * size);
            marked += MarkSection(elf, Offset(elf, header), Offset(elf, strings), (int)BitConverter.ToUInt32(elf, header + 44));
        }

        return marked;
    }

    // A list of needed files, each with a list of the versions needed of it; both are linked by byte offsets.
    private int MarkSection(byte[] elf, int file, int strings, int files)
    {
        var marked = 0;
        for (var i = 0; i < files; i++)
        {
            var version = file + (int)BitConverter.ToUInt32(elf, file + 8);
            for (var left = BitConverter.ToUInt16(elf, file + 2); left > 0; left--)
            {
                if (Text(elf, strings + (int)BitConverter.ToUInt32(elf, version + 8)) == Version)
                {
                    elf[version + 4] |= (byte)Weak;
                    marked++;
                }

                version += (int)BitConverter.ToUInt32(elf, version + 12);
            }

            file += (int)BitConverter.ToUInt32(elf, file + 12);
        }

        return marked;
    }

    private static int Offset(byte[] elf, int header)
    {
        return (int)BitConverter.ToUInt64(elf, header + 24);
    }

    private static string Text(byte[] elf, int start)
    {
        return Encoding.ASCII.GetString(elf, start, Array.IndexOf(elf, (byte)0, start) - start);
    }
}
