using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Nika.Messaging.Benchmarks;

/// <summary>A large contracts project in memory: 1,000 messages in 200 files, and a file without any.</summary>
internal static class ManyMessages
{
    public const int Files = 200;
    public const int PerFile = 5;

    private const string Usings = "using System;\nusing System.Collections.Generic;\nusing System.Collections.Immutable;\nusing Nika.Messaging;\n";

    private static readonly CSharpParseOptions Parse = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] References = [.. ReferencePaths().Select(path => MetadataReference.CreateFromFile(path))];

    public static CSharpParseOptions ParseOptions => Parse;

    /// <summary>The file that has nothing to do with messages.</summary>
    public static SyntaxTree Unrelated(int version) => Tree(
        Usings + string.Create(CultureInfo.InvariantCulture, $"namespace App;\npublic static class Unrelated\n{{\n    public static int Answer() => {version};\n}}\n"),
        "/src/Unrelated.cs");

    /// <summary>One of the files with messages. The version is the default value of a member of its first message, and thus in what is generated for it.</summary>
    public static SyntaxTree File(int file, int version)
    {
        var text = new StringBuilder(Usings).Append("namespace App;\n");
        for (int i = 0; i < PerFile; i++)
        {
            int number = (file * PerFile) + i;
            _ = text.Append(CultureInfo.InvariantCulture, $$"""

                public enum State{{number}} { Waiting, Running, Done }

                /// <summary>Message {{number}}.</summary>
                [Message("message_{{number}}"), Signal]
                public sealed partial record Message{{number}}(
                    JobId JobId,
                    EntityId? EntityId,
                    string Title,
                    string? Summary,
                    int Step,
                    double Score,
                    DateTimeOffset At,
                    State{{number}} State,
                    ImmutableArray<string> Urls,
                    int Attempt = {{(i == 0 ? version : 0)}});

                """);
        }

        return Tree(text.ToString(), string.Create(CultureInfo.InvariantCulture, $"/src/Messages{file}.cs"));
    }

    public static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "App", trees, References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static SyntaxTree Tree(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), Parse, path);

    private static IEnumerable<string> ReferencePaths() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name is "Nika.Messaging.Abstractions.dll" or "netstandard.dll"));
}
