using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Nika.Messaging.Architecture.Tests;

/// <summary>How the files lie: one public type each, named for it; short; in folders named for what they do.</summary>
public sealed class FileTests
{
    private const int MostLines = 400;

    private static readonly string[] Nameless = ["Helper", "Helpers", "Util", "Utils", "Utilities"];

    [Fact]
    public void A_file_of_src_has_at_most_one_public_type_and_its_name()
    {
        var files = Repository.Files("src", "*.cs").ToList();
        Assert.NotEmpty(files);

        Assert.Empty(files.SelectMany(file => PublicTypeFaults(Path.GetFileName(file), File.ReadAllText(file)).Select(fault => $"{Repository.Relative(file)}: {fault}")));
    }

    [Theory]
    [InlineData("One.cs", "namespace N; public class One; internal class Two; file class Three;", true)]
    [InlineData("One.cs", "namespace N; public class One { public class Nested; public enum Kind { A } }", true)]
    [InlineData("One.cs", "namespace N; public class One; public class One<T>;", true)]
    [InlineData("One.Parsing.cs", "namespace N; public partial class One;", true)]
    [InlineData("Parts.cs", "namespace N; public partial struct One; public partial struct Two;", true)]
    [InlineData("Two.cs", "namespace N { internal class One; }", true)]
    [InlineData("One.cs", "namespace N; public class One; public delegate void Two();", false)]
    [InlineData("One.cs", "namespace N { public class One; } namespace M { public enum Two { A } }", false)]
    [InlineData("One.cs", "public record One; public readonly record struct Two;", false)]
    [InlineData("Two.cs", "namespace N; public interface One;", false)]
    [InlineData("One.cs", "namespace N; public partial class One; public partial class Two; public class Three;", false)]
    public void The_rule_on_public_types_knows_its_cases(string file, string source, bool good) =>
        Assert.Equal(good, !PublicTypeFaults(file, source).Any());

    [Fact]
    public void No_file_of_the_products_is_too_long()
    {
        var tooLong =
            from folder in Repository.ProductFolders
            from file in Repository.Files(folder, "*.cs")
            let lines = File.ReadLines(file).Count()
            where lines > MostLines
            select $"{Repository.Relative(file)} has {lines} lines, {MostLines} are allowed";

        Assert.Empty(tooLong);
    }

    [Fact]
    public void Folders_are_named_for_what_they_do()
    {
        var folders = Repository.ProductFolders.Append("tests").Append("samples")
            .Select(folder => Path.Combine(Repository.Root, folder))
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories))
            .Where(folder => !Repository.IsBuilt(folder));

        Assert.Empty(folders.Where(folder => Nameless.Contains(Path.GetFileName(folder), StringComparer.OrdinalIgnoreCase)).Select(Repository.Relative));
    }

    // A part of a type whose file is another one counts for nothing; types that differ in their parameters only are one family.
    private static IEnumerable<string> PublicTypeFaults(string file, string source)
    {
        string named = file[..file.IndexOf('.', StringComparison.Ordinal)];
        var root = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview), cancellationToken: CancellationToken.None).GetCompilationUnitRoot();
        string[] names =
        [
            .. root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
                .OfType<MemberDeclarationSyntax>()
                .Where(member => member.Modifiers.Any(SyntaxKind.PublicKeyword))
                .Select(member => (Name: NameOf(member), IsPart: member.Modifiers.Any(SyntaxKind.PartialKeyword)))
                .Where(type => type.Name is not null && (!type.IsPart || type.Name == named))
                .Select(type => type.Name!)
                .Distinct(StringComparer.Ordinal),
        ];
        if (names.Length > 1)
        {
            yield return $"several public types: {string.Join(", ", names)}";
        }

        foreach (string name in names.Where(name => name != named))
        {
            yield return $"{name} belongs in a file of its name";
        }
    }

    private static string? NameOf(MemberDeclarationSyntax member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        DelegateDeclarationSyntax type => type.Identifier.ValueText,
        _ => null,
    };
}
