using System.Collections.Generic;
using System.Linq;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>What reading JSON and reading hash fields have in common: locals, defaults, the new instance.</summary>
internal sealed class ShapeReader(IndentedWriter code, ShapeModel shape)
{
    /// <summary>Which members were read.</summary>
    public SeenBits Seen { get; } = new(shape.Members.Count);

    /// <summary>The local that holds a member's value until the instance is made. No keyword and no other local begins like this.</summary>
    public static string Local(MemberModel member) => "new" + member.Name.TrimStart('@');

    public void Locals()
    {
        foreach (var member in shape.Members)
        {
            string initial = member.Default ?? (member.Value is { IsNullable: false, IsValueType: false } ? "default!" : "default");
            code.Line($"{member.Value.DeclaredType} {Local(member)} = {initial};");
        }

        Seen.Declare(code);
    }

    /// <summary>Checks that no required member is missing; <paramref name="fail"/> prints what happens if one is, given the expression that is its name.</summary>
    public void Required(System.Action<string> fail) =>
        Seen.IfAnyClear(code, Indexes(m => m.IsRequired), index => fail($"{Names.OwnMembers}[{index}]"));

    /// <summary>Makes the instance.</summary>
    public void Make(string target)
    {
        Initializers();
        code.Line($"{target} = {Instance(_ => true)};");
    }

    /// <summary>What the type's own initializers say counts where a member was absent.</summary>
    private void Initializers()
    {
        var initialized = Indexes(m => m.HasInitializer);
        if (initialized.Count == 0)
        {
            return;
        }

        code.Open($"if ({Seen.AnyClear(initialized)})");
        code.Line($"var blank = {Instance(m => m.MustBeSet)};");
        foreach (int index in initialized)
        {
            var member = shape.Members[index];
            code.Open($"if ({Seen.IsClear(index)})");
            code.Line($"{Local(member)} = blank.{member.Name};");
            code.Close();
        }

        code.Close();
        code.Line();
    }

    private string Instance(System.Func<MemberModel, bool> initialize)
    {
        var constructed = shape.ConstructorArguments;
        string arguments = string.Join(", ", constructed.Select(a => (a.Parameter is null ? "" : a.Parameter + ": ") + Local(shape.Members[a.Member])));
        var set = shape.Members.Where((m, i) => (constructed.All(a => a.Member != i) || m.MustBeSet) && initialize(m)).Select(m => $"{m.Name} = {Local(m)}").ToList();
        return $"new {shape.Type.FullName}({arguments})" + (set.Count == 0 ? "" : $" {{ {string.Join(", ", set)} }}");
    }

    private List<int> Indexes(System.Func<MemberModel, bool> which) =>
        [.. shape.Members.Select((member, index) => (member, index)).Where(m => which(m.member)).Select(m => m.index)];
}
