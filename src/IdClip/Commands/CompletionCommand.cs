using System.CommandLine;
using IdClip.Terminal;

namespace IdClip.Commands;

/// <summary><c>idclip completion</c>: scripts that make a shell ask the command line library's <c>[suggest]</c> directive.</summary>
internal sealed class CompletionCommand : Command
{
    private readonly Argument<string> shell = new("SHELL") { Description = "bash, zsh or pwsh" };

    public CompletionCommand() : base("completion", "Print a script that completes commands, options and names in a shell.")
    {
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        Add(shell);
        SetAction(command => Screen.Line(Scripts[command.GetRequiredValue(shell)]));
    }

    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["bash"] = """
            # source <(idclip completion bash)
            _idclip() {
                local IFS=$'\n'
                COMPREPLY=($(idclip "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null))
            }
            complete -o default -F _idclip idclip
            """,
        ["zsh"] = """
            # source <(idclip completion zsh)
            _idclip() {
                local answers=("${(@f)$(idclip "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
                compadd -Q -- $answers || _files
            }
            compdef _idclip idclip
            """,
        ["pwsh"] = """
            # idclip completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName idclip -ScriptBlock {
                param($word, $line, $position)
                idclip "[suggest:$position]" "$line" | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }
            """,
    };
}
