using System.Collections.Generic;
using System.Linq;
using System.Text;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>What reading JSON and reading hash fields have in common: locals, the switch over names, defaults, the new instance.</summary>
internal sealed class ShapeReader(IndentedWriter code, ShapeModel shape)
{
    /// <summary>The local that holds a member's value until the instance is made. No keyword and no other local begins like this.</summary>
    public static string Local(MemberModel member) => "new" + member.Name.TrimStart('@');

    public void Locals()
    {
        foreach (var member in shape.Members)
        {
            string initial = member.Default ?? (member.Value is { IsNullable: false, IsValueType: false } ? "default!" : "default");
            code.Line($"{member.Value.DeclaredType} {Local(member)} = {initial};");
        }

        SeenBits.Declare(code, shape.Members.Count);
    }

    /// <summary>The switch over the name's length; <paramref name="read"/> prints what happens to a member, and ends with <c>continue</c>.</summary>
    public void Switch(System.Action<MemberModel, int> read)
    {
        if (shape.Members.Count == 0)
        {
            return;
        }

        code.Open("switch (name.Length)");
        var byLength = shape.Members.Select((member, index) => (Member: member, Index: index)).GroupBy(m => Encoding.UTF8.GetByteCount(m.Member.WireName));
        foreach (var group in byLength.OrderBy(g => g.Key))
        {
            code.Line($"case {group.Key}:");
            code.Indent();
            foreach (var (member, index) in group)
            {
                code.Open($"if (global::System.MemoryExtensions.SequenceEqual(name, {CodeText.Literal(member.WireName)}u8))");
                read(member, index);
                code.Close();
                code.Line();
            }

            code.Line("break;");
            code.Outdent();
        }

        code.Close();
        code.Line();
    }

    /// <summary>Checks that no required member is missing; <paramref name="fail"/> prints what happens if one is.</summary>
    public void Required(System.Action<MemberModel> fail)
    {
        var required = Indexes(m => m.IsRequired);
        if (required.Count == 0)
        {
            return;
        }

        code.Open($"if ({SeenBits.AnyClear(required)})");
        for (int i = 0; i < required.Count; i++)
        {
            if (i < required.Count - 1)
            {
                code.Open($"if ({SeenBits.IsClear(required[i])})");
                fail(shape.Members[required[i]]);
                code.Close();
                code.Line();
            }
            else
            {
                fail(shape.Members[required[i]]);
            }
        }

        code.Close();
        code.Line();
    }

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

        code.Open($"if ({SeenBits.AnyClear(initialized)})");
        code.Line($"var blank = {Instance(m => m.MustBeSet)};");
        foreach (int index in initialized)
        {
            var member = shape.Members[index];
            code.Open($"if ({SeenBits.IsClear(index)})");
            code.Line($"{Local(member)} = blank.{member.Name};");
            code.Close();
        }

        code.Close();
        code.Line();
    }

    private string Instance(System.Func<MemberModel, bool> initialize)
    {
        var constructed = shape.ConstructorArguments;
        string arguments = string.Join(", ", constructed.Select(i => Local(shape.Members[i])));
        var set = shape.Members.Where((m, i) => (!constructed.Contains(i) || m.MustBeSet) && initialize(m)).Select(m => $"{m.Name} = {Local(m)}").ToList();
        return $"new {shape.Type.FullName}({arguments})" + (set.Count == 0 ? "" : $" {{ {string.Join(", ", set)} }}");
    }

    private List<int> Indexes(System.Func<MemberModel, bool> which) =>
        [.. shape.Members.Select((member, index) => (member, index)).Where(m => which(m.member)).Select(m => m.index)];
}
