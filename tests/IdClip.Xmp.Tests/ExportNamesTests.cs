using IdClip.Xmp.Export;

namespace IdClip.Xmp.Tests;

public sealed class ExportNamesTests
{
    [Theory]
    [InlineData("/x/a.jpg", "a.jpg")]
    [InlineData("/x/what? <1>\t\u202Egpj.jpg", "what_ _1___gpj.jpg")]
    [InlineData("/x/..\\..\\evil.jpg", ".._.._evil.jpg")]
    [InlineData("/x/.hidden.jpg", "_.hidden.jpg")]
    [InlineData("/x/con.jpg", "_con.jpg")]
    [InlineData("/x/nul.old.jpg", "_nul.old.jpg")]
    [InlineData("/x/ends. .jpg", "ends.jpg")]
    [InlineData("/x/Ünï 東京.jpeg", "Ünï 東京.jpeg")]
    public void A_name_is_one_that_every_system_takes(string path, string expected)
    {
        var names = new ExportNames();

        var name = names.Next(path);

        Assert.Equal(expected[0] == '.' ? "_" + expected : expected, name);
        Assert.Equal($"{Path.GetFileNameWithoutExtension(name)} (2){Path.GetExtension(name)}", names.Next(path), StringComparer.Ordinal);
        Assert.InRange(new ExportNames().Next($"/x/{new string('東', 300)}.jpg").Length, 20, 64);
    }
}
