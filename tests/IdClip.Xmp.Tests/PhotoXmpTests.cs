using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using IdClip.Tests;
using NetVips;

namespace IdClip.Xmp.Tests;

public sealed class PhotoXmpTests : IDisposable
{
    private static readonly RegionBox Left = new(.1, .2, .2, .3);
    private static readonly RegionBox Right = new(.6, .25, .15, .25);

    private readonly string folder = TestFolders.NewTemporary();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_is_what_exiftool_reads(bool inPlace)
    {
        var photo = Photo();
        var file = Write(photo, inPlace, new("Baraka Tembold", Left), new("Zoë \"Z\" <Ünlü> & 王小明", Right)).Files.Single();

        Assert.Equal(inPlace ? photo : photo + ".xmp", file);
        var tags = ExifTool.Tags(file, "-XMP:all");
        var info = tags.GetProperty("XMP-mwg-rs:RegionInfo");
        var (width, height) = Size(photo);
        Assert.Equal((width, height, "pixel"), (
            info.GetProperty("AppliedToDimensions").GetProperty("W").GetInt32(), info.GetProperty("AppliedToDimensions").GetProperty("H").GetInt32(),
            info.GetProperty("AppliedToDimensions").GetProperty("Unit").GetString()!));
        var regions = info.GetProperty("RegionList").EnumerateArray().ToList();
        Assert.Equal(["Baraka Tembold", "Zoë \"Z\" <Ünlü> & 王小明"], regions.Select(r => r.GetProperty("Name").GetString()));
        Assert.All(regions, r => Assert.Equal("Face", r.GetProperty("Type").GetString()));
        var area = regions[0].GetProperty("Area");
        Assert.Equal((.2, .35, .2, .3, "normalized"), (
            area.GetProperty("X").GetDouble(), area.GetProperty("Y").GetDouble(), area.GetProperty("W").GetDouble(), area.GetProperty("H").GetDouble(),
            area.GetProperty("Unit").GetString()!));
        Assert.Equal(["Baraka Tembold", "Zoë \"Z\" <Ünlü> & 王小明"], tags.GetProperty("XMP-dc:Subject").EnumerateArray().Select(k => k.GetString()));
        AssertRegions(PhotoXmp.Read(photo).Regions, ("Baraka Tembold", Left), ("Zoë \"Z\" <Ünlü> & 王小明", Right));
        if (inPlace)
            Assert.Equal("", ExifTool.Complaints(photo));
    }

    [Fact]
    public void Regions_of_digiKam_are_read_in_both_forms_once_with_its_keywords()
    {
        var photo = Photo();
        var (width, height) = Size(photo);
        ExifTool.Run(
            "-overwrite_original",
            $"-RegionInfo={{AppliedToDimensions={{W={width},H={height},Unit=pixel}},RegionList=[{{Name=Wei Sarto,Type=Face,Area={{X=0.2,Y=0.35,W=0.2,H=0.3,Unit=normalized}}}},"
            + "{Name=Rex,Type=Pet,Area={X=0.8,Y=0.8,W=0.1,H=0.1,Unit=normalized}}]}",
            // exiftool's own commas are escaped.
            "-RegionInfoMP={Regions=[{PersonDisplayName=Wei Sarto,Rectangle=0.1|, 0.2|, 0.2|, 0.3},{PersonDisplayName=Greta Falkenrath,Rectangle=0.6|, 0.25|, 0.15|, 0.25}]}",
            "-XMP-digiKam:TagsList=People/Wei Sarto", "-XMP-digiKam:TagsList=Places/Riga", "-XMP-lr:HierarchicalSubject=People|Family|Greta Falkenrath",
            "-XMP-dc:Subject=Wei Sarto", "-XMP-dc:Subject=Riga", photo);

        var names = PhotoXmp.Read(photo);

        AssertRegions(names.Regions, ("Wei Sarto", Left), ("Greta Falkenrath", Right));
        Assert.Equal(["Greta Falkenrath", "Wei Sarto"], names.People);
        Assert.Equal(["Wei Sarto", "Riga"], names.Keywords);
        Assert.Empty(names.Problems);
    }

    [Fact]
    public void A_sidecar_wins_over_the_photo_property_by_property()
    {
        var photo = Photo();
        ExifTool.Run("-overwrite_original", "-RegionInfo={RegionList=[{Name=Old Name,Type=Face,Area={X=0.2,Y=0.35,W=0.2,H=0.3,Unit=normalized}}]}", "-XMP-dc:Subject=Riga", photo);
        var lightroom = Path.ChangeExtension(photo, ".xmp");
        ExifTool.Run("-RegionInfo={RegionList=[{Name=New Name,Type=Face,Area={X=0.2,Y=0.35,W=0.2,H=0.3,Unit=normalized}}]}", "-XMP-photoshop:SidecarForExtension=JPG", lightroom);

        Assert.Equal("New Name", Assert.Single(PhotoXmp.Read(photo).Regions).Name);
        Assert.Equal(["Riga"], PhotoXmp.Read(photo).Keywords);

        ExifTool.Run("-overwrite_original", "-XMP-photoshop:SidecarForExtension=CR2", lightroom);
        Assert.Equal("Old Name", Assert.Single(PhotoXmp.Read(photo).Regions).Name);

        ExifTool.Run("-RegionInfo={RegionList=[{Name=Newest Name,Type=Face,Area={X=0.2,Y=0.35,W=0.2,H=0.3,Unit=normalized}}]}", photo + ".xmp");
        Assert.Equal("Newest Name", Assert.Single(PhotoXmp.Read(photo).Regions).Name);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Boxes_are_where_the_pixels_are_when_libvips_turns_the_picture_upright(int orientation)
    {
        // A white rectangle where the region is in the stored picture must be where the region says in the upright one.
        var photo = Path.Join(folder, "marked.jpg");
        using (var black = Image.Black(200, 100))
        using (var marked = black.Mutate(image =>
               {
                   image.DrawRect([255], 20, 20, 40, 30, fill: true);
                   image.Set(GValue.GIntType, "orientation", orientation);
               }))
            marked.Jpegsave(photo, q: 100);
        ExifTool.Run(
            "-overwrite_original", "-RegionInfo={AppliedToDimensions={W=200,H=100,Unit=pixel},RegionList=[{Name=White,Type=Face,Area={X=0.2,Y=0.35,W=0.2,H=0.3,Unit=normalized}}]}", photo);

        var box = Assert.Single(PhotoXmp.Read(photo).Regions).Box;

        using var stored = Image.NewFromFile(photo);
        using var upright = stored.Autorot();
        using var threshold = upright > 128;
        var trimmed = threshold.FindTrim(threshold: 10, background: [0]);
        var (left, top, width, height) = ((int)trimmed[0], (int)trimmed[1], (int)trimmed[2], (int)trimmed[3]);
        Assert.Equal((left, top, width, height), (
            (int)Math.Round(box.X * upright.Width), (int)Math.Round(box.Y * upright.Height), (int)Math.Round(box.Width * upright.Width), (int)Math.Round(box.Height * upright.Height)));

        // What is written for the upright picture stands in the file as it was there before.
        Write(photo, inPlace: false, new NamedRegion("Other", new(1 - box.X - box.Width, 1 - box.Y - box.Height, box.Width, box.Height)));
        var written = ExifTool.Tags(photo + ".xmp", "-XMP-mwg-rs:all").GetProperty("XMP-mwg-rs:RegionInfo").GetProperty("RegionList")[1].GetProperty("Area");
        Assert.Equal((.8, .65, .2, .3), (written.GetProperty("X").GetDouble(), written.GetProperty("Y").GetDouble(), written.GetProperty("W").GetDouble(), written.GetProperty("H").GetDouble()));
    }

    [Fact]
    public void Regions_that_were_measured_in_the_upright_picture_are_read_and_joined_there()
    {
        var photo = Photo();
        var (width, height) = Size(photo);
        Assert.NotEqual(width, height);
        ExifTool.Run(
            "-overwrite_original", "-n", "-Orientation=6",
            $"-RegionInfo={{AppliedToDimensions={{W={height},H={width},Unit=pixel}},RegionList=[{{Name=Wei Sarto,Type=Face,Area={{X=0.2,Y=0.35,W=0.2,H=0.3,Unit=normalized}}}}]}}", photo);

        AssertRegions(PhotoXmp.Read(photo).Regions, ("Wei Sarto", Left));

        Write(photo, inPlace: true, new NamedRegion("Greta Falkenrath", Right));
        var area = ExifTool.Tags(photo, "-XMP-mwg-rs:all").GetProperty("XMP-mwg-rs:RegionInfo").GetProperty("RegionList")[1].GetProperty("Area");
        Assert.Equal((.675, .375), (area.GetProperty("X").GetDouble(), area.GetProperty("Y").GetDouble()));
    }

    [Fact]
    public void Regions_of_another_crop_are_not_used()
    {
        var photo = Photo();
        ExifTool.Run(
            "-overwrite_original", "-RegionInfo={AppliedToDimensions={W=1000,H=100,Unit=pixel},RegionList=[{Name=A,Type=Face,Area={X=0.2,Y=0.35,W=0.2,H=0.3,Unit=normalized}}]}", photo);

        Assert.Empty(PhotoXmp.Read(photo).Regions);
        Assert.Contains("another crop", Assert.Single(PhotoXmp.Read(photo).Problems), StringComparison.Ordinal);
        Assert.Contains("another crop", Assert.Throws<PhotoXmpException>(() => PhotoXmp.Prepare(photo, [new("B", Right)], inPlace: true)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_others_wrote_stays(bool inPlace)
    {
        var photo = Photo();
        var file = inPlace ? photo : photo + ".xmp";
        string[] foreign =
        [
            "-RegionInfo={RegionList=[{Name=Wei Sarto,Type=Face,Area={X=0.2,Y=0.35,W=0.2,H=0.3,Unit=normalized}},{Name=Rex,Type=Pet,Area={X=0.8,Y=0.8,W=0.1,H=0.1,Unit=normalized}}]}",
            "-XMP-dc:Subject=Riga", "-XMP-dc:Title=A title", "-XMP-xmp:Rating=4", "-XMP-lr:HierarchicalSubject=Places|Riga", "-XMP-digiKam:PickLabel=3",
            "-XMP-crs:Exposure2012=+0.50", "-XMP-iptcExt:PersonInImage=Somebody",
        ];
        ExifTool.Run(["-overwrite_original", .. foreign, file]);
        var before = Flat(file);

        var first = Write(photo, inPlace, new("Greta Falkenrath", Right), new("Not Wei", Left));
        Assert.Equal(new NameConflict("Not Wei", "Wei Sarto"), Assert.Single(first.Conflicts));
        var after = Flat(file);
        string[] ours = ["XMP-dc:Subject", "XMP-mwg-rs:RegionInfo"];
        Assert.Equal(before.ExceptBy(ours, tag => tag.Key), after.ExceptBy(ours, tag => tag.Key));
        Assert.Equal(["Wei Sarto", "Rex", "Greta Falkenrath"], Names(file));
        Assert.Equal("[\"Riga\",\"Greta Falkenrath\"]", after["XMP-dc:Subject"]);

        // The same again changes nothing; a region of ours moves with its box, and goes with its keyword when it is not wanted any more.
        Assert.Empty(Write(photo, inPlace, new("Greta Falkenrath", Right), new("Not Wei", Left)).Files);
        Write(photo, inPlace, new NamedRegion("Greta Falkenrath", Right with { X = .58 }));
        Assert.Equal(["Wei Sarto", "Rex", "Greta Falkenrath"], Names(file));
        var gone = Write(photo, inPlace);
        Assert.Equal((0, 1), (gone.Added, gone.Removed));
        Assert.Equal(before.ExceptBy(["XMP-mwg-rs:RegionInfo"], tag => tag.Key), Flat(file).ExceptBy(["XMP-mwg-rs:RegionInfo"], tag => tag.Key));
        Assert.Equal(["Wei Sarto", "Rex"], Names(file));
    }

    [Fact]
    public void A_new_sidecar_begins_with_the_names_that_the_photo_holds()
    {
        var photo = Photo();
        ExifTool.Run("-overwrite_original", "-RegionInfo={RegionList=[{Name=Wei Sarto,Type=Face,Area={X=0.2,Y=0.35,W=0.2,H=0.3,Unit=normalized}}]}", "-XMP-dc:Subject=Riga", photo);
        Write(photo, inPlace: false, new NamedRegion("Greta Falkenrath", Right));
        AssertRegions(PhotoXmp.Read(photo).Regions, ("Wei Sarto", Left), ("Greta Falkenrath", Right));
        Assert.Equal(["Riga", "Greta Falkenrath"], PhotoXmp.Read(photo).Keywords);
    }

    [Fact]
    public void In_place_every_byte_but_the_packet_stays_and_so_does_the_time()
    {
        var photo = Photo();
        var time = new DateTime(2019, 5, 4, 3, 2, 1, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(photo, time);
        var original = File.ReadAllBytes(photo);

        Write(photo, inPlace: true, new NamedRegion("Greta Falkenrath", Right));

        var inserted = File.ReadAllBytes(photo);
        Assert.Equal(time, File.GetLastWriteTimeUtc(photo));
        Assert.Equal(original, Without(inserted));
        // A second change fits into the room of the first, so that nothing moves.
        Write(photo, inPlace: true, new("Greta Falkenrath", Right), new("Wei Sarto", Left));
        var replaced = File.ReadAllBytes(photo);
        Assert.Equal(inserted.Length, replaced.Length);
        Assert.Equal(original, Without(replaced));
        Assert.Equal([photo], Directory.GetFiles(folder, "*", new EnumerationOptions { AttributesToSkip = 0 }));
    }

    [Fact]
    public void Extended_xmp_is_read_kept_and_refused_where_it_holds_the_names()
    {
        var photo = Photo();
        // exiftool moves what does not fit into 64 KB into extended XMP.
        var notes = new string('n', 70_000);
        ExifTool.Run("-overwrite_original", "-XMP-dc:Description=" + notes, photo);
        Assert.Contains("xmp/extension", System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(photo)), StringComparison.Ordinal);

        Write(photo, inPlace: true, new NamedRegion("Greta Falkenrath", Right));
        Assert.Equal(["Greta Falkenrath"], Names(photo));
        Assert.Equal(notes, ExifTool.Tags(photo, "-XMP-dc:Description").GetProperty("XMP-dc:Description").GetString());

        var names = string.Join(',', Enumerable.Range(0, 700).Select(i => $"{{Name=Somebody {i.ToString(CultureInfo.InvariantCulture)} {new string('x', 60)},Type=Face,Area={{X=0.2,Y=0.35,W=0.2,H=0.3,Unit=normalized}}}}"));
        var crowd = Photo("crowd.jpg");
        ExifTool.Run("-overwrite_original", $"-RegionInfo={{RegionList=[{names}]}}", crowd);
        Assert.Equal(700, PhotoXmp.Read(crowd).Regions.Count);
        var before = File.ReadAllBytes(crowd);
        Assert.Contains("extended XMP", Assert.Throws<PhotoXmpException>(() => PhotoXmp.Prepare(crowd, [new("B", Right)], inPlace: true)).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(crowd));
    }

    [Fact]
    public void Bytes_behind_an_index_of_more_pictures_do_not_move()
    {
        var photo = Photo();
        Write(photo, inPlace: true, new NamedRegion("Greta Falkenrath", Right));
        var jpeg = File.ReadAllBytes(photo);
        File.WriteAllBytes(photo, [.. jpeg[..2], 0xFF, 0xE2, 0, 6, .. "MPF\0"u8, .. jpeg[2..]]);
        var size = new FileInfo(photo).Length;

        // One more name fits into the room that the first left, twenty do not.
        Write(photo, inPlace: true, new("Greta Falkenrath", Right), new("Wei Sarto", Left));
        Assert.Equal(size, new FileInfo(photo).Length);
        NamedRegion[] many = [.. Enumerable.Range(0, 20).Select(i => new NamedRegion($"Somebody {(char)('A' + i)}", new(.045 * i, .5, .04, .1)))];
        Assert.Contains("counts bytes", Assert.Throws<PhotoXmpException>(() => PhotoXmp.Prepare(photo, many, inPlace: true)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF")]
    [InlineData("")]
    [InlineData("<html/>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b 'cc'>]><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about=''>&b;</rdf:Description></rdf:RDF></x:xmpmeta>")]
    [InlineData("<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' xmlns:mwg-rs='http://www.metadataworkinggroup.com/schemas/regions/'><mwg-rs:Regions><rdf:Bag><rdf:Seq/></rdf:Bag></mwg-rs:Regions></rdf:Description></rdf:RDF></x:xmpmeta>")]
    public void Broken_sidecars_are_named_and_never_overwritten(string text)
    {
        var photo = Photo();
        File.WriteAllText(photo + ".xmp", text);

        Assert.Contains(photo + ".xmp", Assert.Throws<PhotoXmpException>(() => PhotoXmp.Read(photo)).Message, StringComparison.Ordinal);
        Assert.Throws<PhotoXmpException>(() => PhotoXmp.Prepare(photo, [new("B", Right)], inPlace: false));
        Assert.Equal(text, File.ReadAllText(photo + ".xmp"));
    }

    [Fact]
    public void Xmp_that_is_nested_without_end_or_too_large_is_refused()
    {
        var photo = Photo();
        var deep = new StringBuilder("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:a='urn:a'><rdf:Description rdf:about=''>");
        for (var i = 0; i < 100_000; i++)
            deep.Append("<a:b rdf:parseType='Resource'>");
        for (var i = 0; i < 100_000; i++)
            deep.Append("</a:b>");
        File.WriteAllText(photo + ".xmp", deep.Append("</rdf:Description></rdf:RDF>").ToString());
        Assert.Contains("nested", Assert.Throws<PhotoXmpException>(() => PhotoXmp.Read(photo)).Message, StringComparison.Ordinal);

        File.WriteAllBytes(photo + ".xmp", new byte[(8 << 20) + 1]);
        Assert.Contains("MiB", Assert.Throws<PhotoXmpException>(() => PhotoXmp.Read(photo)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_embedded_xmp_and_damaged_jpegs_are_refused()
    {
        var photo = Photo();
        Write(photo, inPlace: true, new NamedRegion("Greta Falkenrath", Right));
        var bytes = File.ReadAllBytes(photo);
        var at = bytes.AsSpan().IndexOf("<rdf:RDF"u8);
        bytes[at] = (byte)'&';
        File.WriteAllBytes(photo, bytes);
        Assert.Contains("broken", Assert.Throws<PhotoXmpException>(() => PhotoXmp.Read(photo)).Message, StringComparison.Ordinal);
        Assert.Throws<PhotoXmpException>(() => PhotoXmp.Prepare(photo, [], inPlace: true));
        Assert.Equal(bytes, File.ReadAllBytes(photo));

        var text = Path.Join(folder, "text.jpg");
        File.WriteAllText(text, "no picture");
        Assert.Throws<PhotoXmpException>(() => PhotoXmp.Read(text));
    }

    [Fact]
    public void Names_in_png_and_webp_are_read_and_written_beside_them()
    {
        foreach (var extension in new[] { ".png", ".webp" })
        {
            var photo = Path.Join(folder, "picture" + extension);
            using (var image = Image.NewFromFile(Photo()))
                image.WriteToFile(photo);
            if (extension == ".png")
                ExifTool.Run("-overwrite_original", "-RegionInfo={RegionList=[{Name=Wei Sarto,Type=Face,Area={X=0.2,Y=0.35,W=0.2,H=0.3,Unit=normalized}}]}", photo);
            else
                // libvips takes the packet over.
                using (var png = Image.NewFromFile(Path.Join(folder, "picture.png")))
                    png.Webpsave(photo);
            AssertRegions(PhotoXmp.Read(photo).Regions, ("Wei Sarto", Left));
            Write(photo, inPlace: false, new NamedRegion("Greta Falkenrath", Right));
            Assert.Equal(["Wei Sarto", "Greta Falkenrath"], Names(photo + ".xmp"));
            Assert.Contains("only JPEG", Assert.Throws<PhotoXmpException>(() => PhotoXmp.Prepare(photo, [new("B", Right)], inPlace: true)).Message, StringComparison.Ordinal);
        }
    }

    private string Photo(string name = "photo.jpg")
    {
        var photo = Path.Join(folder, name);
        File.Copy(Path.Join(TestFolders.Repository, "demo", "scenes", "baraka_tembold_01.jpg"), photo, overwrite: true);
        return photo;
    }

    private static (int Width, int Height) Size(string photo)
    {
        using var image = Image.NewFromFile(photo);
        return (image.Width, image.Height);
    }

    private static NameChange Write(string photo, bool inPlace, params NamedRegion[] regions)
    {
        using var change = PhotoXmp.Prepare(photo, regions, inPlace);
        change.Stage();
        change.Publish();
        return change;
    }

    private static List<string?> Names(string file) =>
        [.. ExifTool.Tags(file, "-XMP-mwg-rs:all").GetProperty("XMP-mwg-rs:RegionInfo").GetProperty("RegionList").EnumerateArray().Select(r => r.GetProperty("Name").GetString())];

    private static SortedDictionary<string, string> Flat(string file) =>
        new(ExifTool.Tags(file, "-XMP:all", "--XMPToolkit").EnumerateObject().Where(t => t.Name != "SourceFile").ToDictionary(t => t.Name, t => t.Value.GetRawText().Replace("\n", "", StringComparison.Ordinal)), StringComparer.Ordinal);

    private static void AssertRegions(IReadOnlyList<NamedRegion> regions, params (string Name, RegionBox Box)[] expected)
    {
        Assert.Equal(expected.Select(e => e.Name), regions.Select(r => r.Name));
        foreach (var ((_, box), region) in expected.Zip(regions))
            Assert.True(box.Overlap(region.Box) > .9999, $"{region.Box} is not {box}");
    }

    /// <summary>A JPEG without the segment of its XMP.</summary>
    private static byte[] Without(byte[] jpeg)
    {
        var header = jpeg.AsSpan().IndexOf("http://ns.adobe.com/xap/1.0/\0"u8);
        var start = header - 4;
        Assert.Equal(0xFFE1, BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(start)));
        var end = start + 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(start + 2));
        return [.. jpeg[..start], .. jpeg[end..]];
    }
}
