using System.CommandLine;
using IdClip.Bench.Index;

// Side-by-side runs against named peers, a subcommand each.
return new RootCommand("Benchmarks of IdClip beside its peers.")
{
    IndexCommand.Create(),
}.Parse(args).Invoke();
