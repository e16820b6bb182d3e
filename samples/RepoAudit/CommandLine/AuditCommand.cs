using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Nika.Messaging;
using RepoAudit.Discovery;

namespace RepoAudit.CommandLine;

/// <summary>The command line: its options, what they must be, its help, and what runs when all is well.</summary>
public sealed class AuditCommand
{
    /// <summary>The exit code for a command line that is wrong.</summary>
    public const int UsageError = 2;

    private const string About = """
        Audits a folder of source files with a swarm of pods.

        Alpha opens a JOB per top-level subfolder and a TASK per 20 files on the
        entity feed; worker pods share the TASKs, look into every file (lines,
        comments, TODO marks, longest member, duplicated lines) and put what they
        find into working memory; Alpha gathers it and prints a report. A file that
        cannot be read makes its TASK fail with a reason, and the audit goes on.

        Examples:
          RepoAudit
              this repository, all pods in one process
          RepoAudit ~/src/project --ext cs,ts --pods 8
              eight workers, C# and TypeScript only
          RepoAudit . --redis localhost:6379 --processes
              every pod a process of its own, on a real Redis
          RepoAudit . --json | tail -n 1
              the counts, for a script
        """;

    private readonly Argument<string?> folder = new("FOLDER")
    {
        Description = "The folder to audit. Default: this repository.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<RedisEndpoint?> redis = new("--redis")
    {
        Description = "The Redis to use. Default: the embedded store, within this process.",
        HelpName = "HOST:PORT",
        CustomParser = ReadEndpoint,
    };

    private readonly Option<bool> processes = new("--processes") { Description = "Start every pod as a process of its own. Needs --redis." };

    private readonly Option<int> pods = new("--pods")
    {
        Description = $"How many worker pods, 1 to {AuditOptions.MostPods}.",
        HelpName = "N",
        DefaultValueFactory = static _ => AuditOptions.DefaultPods,
        CustomParser = ReadPods,
    };

    private readonly Option<string> output = new("--out")
    {
        Description = "Where the journal, the memory and the logs go; created if need be. Default: ./out",
        HelpName = "DIR",
    };

    private readonly Option<SourceExtensions?> extensions = new("--ext")
    {
        Description = "The extensions of source files, like 'cs,py'; may be repeated. Default: the usual ones.",
        HelpName = "LIST",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = ReadExtensions,
    };

    private readonly Option<bool> json = new("--json") { Description = "Print the counts as one JSON object, as the last line." };

    private readonly Option<PodRole> role = new("--role") { Hidden = true, CustomParser = ReadRole };

    private readonly Option<string?> pod = new("--pod") { Hidden = true, CustomParser = ReadPodName };

    private readonly RootCommand root;

    /// <summary>Declares the command.</summary>
    /// <param name="run">What runs when the command line is right; gives the exit code.</param>
    public AuditCommand(Func<AuditOptions, CancellationToken, Task<int>> run)
    {
        root = new RootCommand(About) { folder, redis, processes, pods, output, extensions, json, role, pod };
        root.Validators.Add(CheckFolder);
        root.Validators.Add(CheckProcesses);
        root.Validators.Add(CheckOutput);
        root.SetAction((parsed, cancellation) => run(Options(parsed), cancellation));
    }

    /// <summary>Parses and runs. What is wrong with the command line is written to <paramref name="error"/>.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="standard">Where help goes.</param>
    /// <param name="error">Where errors go.</param>
    /// <returns>The exit code: what running gave, or <see cref="UsageError"/>.</returns>
    public async Task<int> InvokeAsync(string[] arguments, TextWriter standard, TextWriter error)
    {
        ParseResult parsed = root.Parse(arguments);
        if (parsed.Action is ParseErrorAction)
        {
            // The standard action buries the error under the whole help.
            foreach (string message in parsed.Errors.Select(static problem => problem.Message).Distinct(StringComparer.Ordinal))
            {
                await error.WriteLineAsync(message);
            }

            await error.WriteLineAsync("See --help for what can be asked.");
            return UsageError;
        }

        // Failures of the run are the caller's to report; Ctrl+C cancels it and leaves it time to end its pods.
        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = standard,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
        });
    }

    private AuditOptions Options(ParseResult parsed) => new()
    {
        Folder = parsed.GetValue(folder) is { } given
            ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(given))
            : RepositoryFolder.Find(Environment.CurrentDirectory, AppContext.BaseDirectory),
        Redis = parsed.GetValue(redis),
        Processes = parsed.GetValue(processes),
        Pods = parsed.GetValue(pods),
        Output = Path.GetFullPath(parsed.GetValue(output) ?? "out"),
        Extensions = parsed.GetValue(extensions) ?? SourceExtensions.Default,
        Json = parsed.GetValue(json),
        Role = parsed.GetValue(role),
        PodName = parsed.GetValue(pod),
    };

    private void CheckFolder(CommandResult result)
    {
        if (result.GetValue(folder) is { } given && !Directory.Exists(given))
        {
            result.AddError(
                File.Exists(given) ? $"'{given}' is a file; give a folder."
                : given.StartsWith('-') ? $"There is no option '{given}'."
                : $"The folder '{given}' does not exist.");
        }
    }

    private void CheckProcesses(CommandResult result)
    {
        if (result.GetResult(redis) is not null)
        {
            return;
        }

        if (result.GetValue(processes))
        {
            result.AddError("--processes needs --redis HOST:PORT: the embedded store lives in one process only.");
        }

        if (result.GetResult(role) is { Errors: var errors } && !errors.Any() && result.GetValue(role) != PodRole.Alpha)
        {
            result.AddError("--role needs --redis HOST:PORT: the embedded store lives in one process only.");
        }
    }

    private void CheckOutput(CommandResult result)
    {
        if (result.GetValue(output) is { } given && (given.Length == 0 || File.Exists(given)))
        {
            result.AddError(given.Length == 0 ? "--out needs a folder's name." : $"--out '{given}' is a file; give a folder.");
        }
    }

    private static RedisEndpoint? ReadEndpoint(ArgumentResult result)
    {
        if (!RedisEndpoint.TryParse(result.Tokens[0].Value, out RedisEndpoint? endpoint, out string? error))
        {
            result.AddError("--redis: " + error);
        }

        return endpoint;
    }

    private static int ReadPods(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, out int number) && number is >= 1 and <= AuditOptions.MostPods)
        {
            return number;
        }

        result.AddError($"--pods: '{result.Tokens[0].Value}' is no number from 1 to {AuditOptions.MostPods}.");
        return AuditOptions.DefaultPods;
    }

    private static SourceExtensions? ReadExtensions(ArgumentResult result)
    {
        if (!SourceExtensions.TryParse(result.Tokens.Select(static token => token.Value), out SourceExtensions? parsed, out string? error))
        {
            result.AddError("--ext: " + error);
        }

        return parsed;
    }

    private static PodRole ReadRole(ArgumentResult result)
    {
        if (Enum.TryParse(result.Tokens[0].Value, ignoreCase: true, out PodRole parsed) && Enum.IsDefined(parsed))
        {
            return parsed;
        }

        result.AddError($"--role: '{result.Tokens[0].Value}' is neither worker nor monitor.");
        return PodRole.Alpha;
    }

    private static string? ReadPodName(ArgumentResult result)
    {
        string name = result.Tokens[0].Value;
        if (!IdFormat.IsValid(name))
        {
            result.AddError("--pod: " + IdFormat.Explain(name, "pod name"));
        }

        return name;
    }
}
