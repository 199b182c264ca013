namespace IdClip.EndToEnd;

public sealed class CommandLineTests(DemoArchive demo)
{
    [Fact]
    public async Task Help_lists_every_command()
    {
        var help = await IdClipProgram.SucceedAsync(demo.Archive, "--help");

        foreach (var command in new[] { "demo", "index", "enrol", "people", "forget", "search", "eval", "synth", "models", "jobs", "serve", "completion" })
            Assert.Matches($"(?m)^  {command}[ ,]", help.Output);
    }

    [Theory]
    [InlineData("serch")]
    [InlineData("search")]
    [InlineData("search", "a beach", "--top", "0")]
    [InlineData("search", "a beach", "--top", "many")]
    [InlineData("serve", "--port", "99999")]
    [InlineData("people", "--colour")]
    public async Task A_wrong_command_line_ends_with_2_and_a_message(params string[] arguments)
    {
        var result = await IdClipProgram.RunAsync(demo.Archive, arguments);

        Assert.Equal(2, result.ExitCode);
        Assert.NotEqual("", result.Error.Trim());
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Relative_paths_are_of_the_folder_where_dotnet_run_is_typed()
    {
        using var folder = new TemporaryFolder();

        var result = await IdClipProgram.DotnetRunAsync(folder.Path, "people", "--archive", "photos");

        Assert.Contains(Path.Combine(folder.Path, "photos"), result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("idclip se", "search")]
    [InlineData("idclip search --t", "--top")]
    [InlineData("idclip search @{Mi", "@{Mira Okafor}")]
    [InlineData("idclip search \"a beach with @{wei", "a beach with @{Wei Sarto}")]
    [InlineData("idclip search 'a beach with @{wei", "a beach with @{Wei Sarto}")]
    [InlineData("idclip search '@{Mira Okafor} and @{Tom", "@{Mira Okafor} and @{Tomas Lindqvist}")]
    [InlineData("idclip forget Gre", "Greta Falkenrath")]
    [InlineData("idclip forget 'Greta Fa", "Greta Falkenrath")]
    public async Task Shells_are_given_completions(string typed, string expected)
    {
        var position = typed.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var result = await IdClipProgram.SucceedAsync(demo.Archive, $"[suggest:{position}]", typed);

        Assert.Contains(expected, result.Output.Split('\n', StringSplitOptions.TrimEntries));
    }

    [Theory]
    [InlineData("bash", "complete ")]
    [InlineData("zsh", "compdef ")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public async Task Completion_prints_a_script(string shell, string expected) =>
        Assert.Contains(expected, (await IdClipProgram.SucceedAsync(demo.Archive, "completion", shell)).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Models_that_come_along_are_listed_and_whole()
    {
        var list = await IdClipProgram.SucceedAsync(demo.Archive, "models", "list");
        var verify = await IdClipProgram.SucceedAsync(demo.Archive, "models", "verify");

        Assert.Contains("idclip-mini", list.Output, StringComparison.Ordinal);
        Assert.Contains("non-commercial research", list.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("WRONG", verify.Output, StringComparison.Ordinal);
        Assert.Contains("sface_int8w.onnx", verify.Output, StringComparison.Ordinal);
    }
}
