using System.Collections.Generic;
using System.Linq;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>What the emitted members of one type share, in its private nested class: the descriptor, and readers and writers of enums, lists and parts.</summary>
internal sealed class SharedCode
{
    private readonly IReadOnlyList<string> fields;
    private readonly HashSet<string> names = new(System.StringComparer.Ordinal);
    private readonly Dictionary<string, string> enumNames = new(System.StringComparer.Ordinal);
    private readonly List<EnumModel> enums = [];
    private readonly Dictionary<ValueModel, string> listNames = [];
    private readonly List<ValueModel> lists = [];
    private bool usesParts;
    private bool usesMemory;
    private bool usesText;
    private bool usesId;

    private SharedCode(IReadOnlyList<string> fields) => this.fields = fields;

    public bool IsEmpty => fields.Count == 0 && !usesParts && !usesMemory && !usesText && !usesId && enums.Count == 0 && lists.Count == 0;

    /// <param name="shape">The type.</param>
    /// <param name="fields">Lines that the nested class begins with.</param>
    public static SharedCode For(ShapeModel shape, IReadOnlyList<string>? fields = null)
    {
        var shared = new SharedCode(fields ?? []);
        foreach (var member in shape.Members)
        {
            shared.Add(member.Value, member.Name.TrimStart('@'));
        }

        shared.usesId = shape.Members.Any(m => NeedsIdCheck(m.Value, isMember: fields is not null));
        return shared;
    }

    /// <summary>The name of an enum's methods.</summary>
    public string NameOf(EnumModel model) => enumNames[model.FullName];

    /// <summary>The name of a list's reader.</summary>
    public string NameOf(ValueModel list) => listNames[list with { IsNullable = false }];

    public void Emit(IndentedWriter code)
    {
        code.Line(SourceFile.GeneratedCode);
        code.Open($"private static class {Names.Own}");
        bool first = true;
        if (fields.Count > 0)
        {
            Separate();
            foreach (string line in fields)
            {
                if (line.Length == 0)
                {
                    code.Line();
                }
                else
                {
                    code.Line(line);
                }
            }
        }

        if (usesText)
        {
            Separate();
            SharedMethods.Text(code);
        }

        if (usesId)
        {
            Separate();
            SharedMethods.Id(code);
        }

        if (usesParts)
        {
            Separate();
            SharedMethods.Parts(code);
        }

        if (usesMemory)
        {
            Separate();
            SharedMethods.Memory(code);
        }

        foreach (var model in enums)
        {
            Separate();
            EnumEmitter.Emit(code, model, NameOf(model));
        }

        foreach (var list in lists)
        {
            Separate();
            ListReaderEmitter.Emit(code, list, this);
        }

        code.Close();

        void Separate()
        {
            if (!first)
            {
                code.Line();
            }

            first = false;
        }
    }

    private static bool NeedsIdCheck(ValueModel value, bool isMember) =>
        value.Element is { } element ? NeedsIdCheck(element, isMember: false) : value is { Kind: ValueKind.Id, IsNullable: false } && !isMember;

    private void Add(ValueModel value, string member)
    {
        usesParts |= value.Kind == ValueKind.Part;
        usesMemory |= value.Kind == ValueKind.Memory;
        usesText |= value is { Kind: ValueKind.String, IsNullable: false };
        if (value.Enum is { } model && !enumNames.ContainsKey(model.FullName))
        {
            enumNames.Add(model.FullName, Unique(model.Name));
            enums.Add(model);
        }

        if (value.Element is { } element)
        {
            var list = value with { IsNullable = false };
            if (!listNames.ContainsKey(list))
            {
                listNames.Add(list, Unique(member));
                lists.Add(list);
            }

            Add(element, member + "Item");
        }
    }

    private string Unique(string name)
    {
        string candidate = name;
        for (int i = 2; !names.Add(candidate); i++)
        {
            candidate = name + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return candidate;
    }
}
