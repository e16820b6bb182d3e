using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Nika.Messaging.Analyzers;
using Nika.Messaging.Generators;

namespace Nika.Messaging.Benchmarks.Analyzing;

/// <summary>
/// A large pod in memory, made of the files in <c>Corpus</c>, each many times with a number of its own: contracts, handlers, pods, Redis, services with
/// async code, computations, what only looks like a blocking call; and one file of mistakes. What the generator adds is a part of it, and of its lines.
/// </summary>
internal sealed partial class LargeProject
{
    private const string Number = "0000";

    // How often a file comes for one of its kind: most code of a pod has nothing to do with messages.
    private static readonly (string File, int Times)[] Mix =
        [("Messages", 1), ("Handlers", 1), ("Pods", 1), ("Redis", 1), ("LookAlikes", 1), ("Services", 4), ("Reports", 4), ("Parsing", 4)];

    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && !name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
                && !name.StartsWith("Nika.Messaging.Generators", StringComparison.Ordinal) && !name.StartsWith("Nika.Messaging.Analyzers", StringComparison.Ordinal)
                && !name.StartsWith("Nika.Messaging.Benchmarks", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly SyntaxTree[] trees;

    private LargeProject(SyntaxTree[] trees) => this.trees = trees;

    public int Lines => trees.Sum(tree => tree.GetText().Lines.Count);

    /// <summary>What the rules are expected to report: every mark of a file of mistakes, as id, file and line.</summary>
    public IEnumerable<string> Mistakes =>
        from tree in trees
        where Path.GetFileName(tree.FilePath).StartsWith("Faults", StringComparison.Ordinal)
        from line in tree.GetText().Lines
        from Match mark in Mark().Matches(line.ToString())
        select Shown(mark.Value, tree.FilePath, line.LineNumber);

    /// <summary>A project of about that many lines.</summary>
    public static LargeProject Of(int lines)
    {
        var written = new List<SyntaxTree> { File("Faults", 0), File("Messages", 0) };
        int ofGroup = Mix.Sum(part => File(part.File, 0).GetText().Lines.Count * part.Times) + GeneratedLines([File("Messages", 0), File("Handlers", 0)]);
        int number = 1;
        for (int group = 0; group < Math.Max(1, lines / ofGroup); group++)
        {
            // The handlers of a group are of its messages.
            int contracts = number;
            foreach (var (file, times) in Mix)
            {
                for (int i = 0; i < times; i++)
                {
                    written.Add(File(file, times == 1 ? contracts : number++));
                }
            }
        }

        return new([.. Generated(Create(written)).SyntaxTrees]);
    }

    /// <summary>The project as new: nothing of it has been bound.</summary>
    public CSharpCompilation Compile() => Create(trees);

    /// <summary>An id, a file and a line.</summary>
    public static string Shown(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.GetLineSpan();
        return Shown(diagnostic.Id, place.Path, place.StartLinePosition.Line);
    }

    private static string Shown(string id, string path, int line) => string.Create(CultureInfo.InvariantCulture, $"{id} {Path.GetFileName(path)}({line + 1})");

    private static int GeneratedLines(IEnumerable<SyntaxTree> files)
    {
        var compilation = Create(files);
        return Generated(compilation).SyntaxTrees.Except(compilation.SyntaxTrees).Sum(tree => tree.GetText().Lines.Count);
    }

    private static Compilation Generated(CSharpCompilation compilation)
    {
        _ = CSharpGeneratorDriver.Create([new NikaGenerator().AsSourceGenerator()], parseOptions: Parse).RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        return output;
    }

    private static CSharpCompilation Create(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "App", trees, References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Debug));

    private static SyntaxTree File(string name, int number)
    {
        using var stream = typeof(LargeProject).Assembly.GetManifestResourceStream($"Corpus.{name}.cs.txt") ?? throw new FileNotFoundException(name);
        using var reader = new StreamReader(stream);
        string text = reader.ReadToEnd().Replace(Number, number.ToString("0000", CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), Parse, $"/src/{name}{number}.cs");
    }

    [GeneratedRegex("NIKA[0-9]{3}", RegexOptions.None, 1000)]
    private static partial Regex Mark();
}
