using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Nika.Messaging.Analyzers.Tests.Harness;
using Nika.Messaging.Generators.Tests.Harness;

namespace Nika.Messaging.Analyzers.Tests;

/// <summary>A type may be written in several files: what a rule's page says is flagged is, as often, if the attributes stand in another one than the members.</summary>
public sealed class PartialFileTests
{
    /// <summary>All rules but the one about types that cannot be in several files.</summary>
    public static TheoryData<string> Ids => [.. CatalogueTests.Rules.Select(rule => rule.Id).Where(id => id != "NIKA101")];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task What_is_flagged_is_flagged_in_several_files(string id)
    {
        foreach (string example in PageTests.Flagged(id))
        {
            var scenario = PageTests.FlaggedScenario(id, example);
            var (members, attributes) = Split(example);

            Assert.Equal(await CountAsync(scenario, id), await CountAsync(scenario with { Sources = [members, attributes] }, id));
            Assert.Equal(await CountAsync(scenario, id), await CountAsync(scenario with { Sources = [attributes, members] }, id));
        }
    }

    private static async Task<int> CountAsync(Scenario scenario, string id)
    {
        var project = TestProject.Create(scenario);
        Assert.Empty(TestProject.Complaints(await TestProject.CompileAsync(project)));
        return (await TestProject.AnalyzeAsync(project)).Count(found => found.Id == id);
    }

    /// <summary>The types without their attributes, and their attributes on an empty part of each.</summary>
    private static (string Members, string Attributes) Split(string example)
    {
        var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(example, Source.Parse).GetRoot(TestContext.Current.CancellationToken);
        var types = root.Members.OfType<TypeDeclarationSyntax>().ToList();
        var members = root.ReplaceNodes(types, static (type, _) =>
        {
            var bare = type.WithAttributeLists([]);
            return bare.Modifiers.Any(SyntaxKind.PartialKeyword) ? bare : bare.AddModifiers(SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space));
        });
        var attributes = types.Select(static type => $"{type.AttributeLists.ToFullString()}\n{Modifiers(type)} {Keyword(type)} {type.Identifier}{type.TypeParameterList} {{ }}\n");
        return (members.ToFullString(), string.Concat(root.Usings.Select(use => use.ToFullString())) + string.Concat(attributes));
    }

    private static string Modifiers(TypeDeclarationSyntax type) =>
        string.Join(' ', type.Modifiers.Where(modifier => !modifier.IsKind(SyntaxKind.PartialKeyword)).Select(modifier => modifier.Text).Append("partial"));

    private static string Keyword(TypeDeclarationSyntax type) =>
        type is RecordDeclarationSyntax record ? $"record {record.ClassOrStructKeyword.Text}" : type.Keyword.Text;
}
