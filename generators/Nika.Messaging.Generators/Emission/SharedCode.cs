using System.Collections.Generic;
using System.Linq;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>What the emitted members of one type share, in its private nested class: the descriptor, and readers and writers of enums, lists and parts.</summary>
internal sealed class SharedCode
{
    private readonly ShapeModel shape;
    private readonly IReadOnlyList<string> fields;
    private readonly HashSet<string> names = new(System.StringComparer.Ordinal);
    private readonly Dictionary<string, string> enumNames = new(System.StringComparer.Ordinal);
    private readonly List<EnumModel> enums = [];
    private readonly HashSet<string> writtenEnums = new(System.StringComparer.Ordinal);
    private readonly HashSet<string> formattedEnums = new(System.StringComparer.Ordinal);
    private readonly Dictionary<ValueModel, string> listNames = [];
    private readonly List<ValueModel> lists = [];
    private bool usesParts;
    private bool usesMemory;
    private bool usesMutableMemory;
    private bool usesCodec;
    private bool usesJsonElement;
    private ShapeModel? keeping;

    private SharedCode(ShapeModel shape, IReadOnlyList<string> fields)
    {
        this.shape = shape;
        this.fields = fields;
    }

    public bool IsEmpty => fields.Count == 0 && shape.Members.Count == 0 && !usesParts && !usesMemory && !usesMutableMemory && !usesCodec && !usesJsonElement && keeping is null && enums.Count == 0 && lists.Count == 0;

    /// <param name="shape">The type.</param>
    /// <param name="fields">Lines that the nested class begins with.</param>
    public static SharedCode For(ShapeModel shape, IReadOnlyList<string>? fields = null)
    {
        var shared = new SharedCode(shape, fields ?? []);
        foreach (var member in shape.Members)
        {
            if (member.IsExtensionData)
            {
                shared.usesJsonElement = true;
                shared.keeping = shape.Members.Count > 1 ? shape : null;
            }
            else
            {
                shared.Add(member.Value, member.Name.TrimStart('@'));
            }
        }

        return shared;
    }

    /// <summary>The name of an enum's reader.</summary>
    public string ReaderOf(EnumModel model) => "TryRead" + enumNames[model.FullName];

    /// <summary>The name of the method that has the writer write an enum. Asking for it has it emitted.</summary>
    public string WriterOf(EnumModel model)
    {
        _ = writtenEnums.Add(model.FullName);
        return "Write" + enumNames[model.FullName];
    }

    /// <summary>The name of the method that writes an enum in a run. Asking for it has it emitted.</summary>
    public string FormatterOf(EnumModel model)
    {
        _ = formattedEnums.Add(model.FullName);
        return "Format" + enumNames[model.FullName];
    }

    /// <summary>The name of the reader of a list, set or dictionary.</summary>
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

        if (shape.HasNames)
        {
            Separate();
            string all = string.Join("\n", shape.Members.Select(m => m.IsExtensionData ? "" : string.Join("\t", m.ReadNames)));
            code.Line($"internal static readonly {Names.Nika}MemberNames Members = new({CodeText.Literal(all)});");
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

        if (usesMutableMemory)
        {
            Separate();
            SharedMethods.MutableMemory(code);
        }

        if (usesCodec)
        {
            Separate();
            SharedMethods.Codec(code);
        }

        if (usesJsonElement)
        {
            Separate();
            SharedMethods.JsonElement(code);
        }

        if (keeping is not null)
        {
            Separate();
            SharedMethods.RefuseKnown(code, keeping);
        }

        foreach (var model in enums)
        {
            if (formattedEnums.Contains(model.FullName))
            {
                Separate();
                EnumEmitter.Format(code, model, FormatterOf(model));
            }

            if (writtenEnums.Contains(model.FullName))
            {
                Separate();
                EnumEmitter.Write(code, model, WriterOf(model));
            }

            Separate();
            EnumEmitter.Read(code, model, ReaderOf(model));
        }

        foreach (var list in lists)
        {
            Separate();
            if (list.IsDictionary)
            {
                DictionaryReaderEmitter.Emit(code, list, this);
            }
            else
            {
                ListReaderEmitter.Emit(code, list, this);
            }
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

    private void Add(ValueModel value, string member)
    {
        usesParts |= value.Kind == ValueKind.Part;
        usesMemory |= value.Kind == ValueKind.Memory;
        usesMutableMemory |= value.Kind == ValueKind.MutableMemory;
        usesCodec |= value.Kind == ValueKind.Codec;
        usesJsonElement |= value.Kind == ValueKind.JsonElement;
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
