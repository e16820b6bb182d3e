using Spectre.Console;

namespace RepoAudit.Reporting;

/// <summary>Makes the console that reports go to.</summary>
public static class ReportConsole
{
    /// <summary>The width where there is no terminal to ask, in columns.</summary>
    public const int PlainWidth = 80;

    /// <summary>The process's own output: with colours and redrawing on a terminal, plain text elsewhere.</summary>
    public static IAnsiConsole ForProcess() => Console.IsOutputRedirected
        ? Plain(Console.Out)
        : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });

    /// <summary>Plain text: no colours, no control sequences, not even where the environment (a build server's) promises to understand them.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="width">In columns.</param>
    public static IAnsiConsole Plain(TextWriter writer, int width = PlainWidth)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true; // all output is UTF-8, and a redirected stream has no code page to ask
        return console;
    }
}
