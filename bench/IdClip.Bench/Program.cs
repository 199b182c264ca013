using System.CommandLine;
using IdClip.Bench.Encoding;
using IdClip.Bench.Index;
using IdClip.Bench.Search;
using IdClip.Bench.Training;
using IdClip.Bench.Web;

// Side-by-side runs against named peers, a subcommand each.
return new RootCommand("Benchmarks of IdClip beside its peers.")
{
    EncodingCommand.Create(),
    IndexCommand.Create(),
    CalibrateCommand.Create(),
    SearchCommand.Create(),
    ClusterCommand.Create(),
    CopiesCommand.Create(),
    PhrasesCommand.Create(),
    TrainingCommand.Create(),
    WebCommand.Create(),
}.Parse(args).Invoke();
