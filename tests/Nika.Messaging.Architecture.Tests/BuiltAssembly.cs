using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Nika.Messaging.Architecture.Tests;

/// <summary>What a built assembly refers to and whom it opens its internals to. Read as data; nothing is loaded.</summary>
internal sealed class BuiltAssembly
{
    public BuiltAssembly(string path)
    {
        using var stream = File.OpenRead(path);
        using var file = new PEReader(stream);
        var reader = file.GetMetadataReader();
        References = [.. reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))];
        Friends = [.. reader.GetAssemblyDefinition().GetCustomAttributes().Select(handle => FriendOf(reader, reader.GetCustomAttribute(handle))).OfType<string>()];
    }

    public IReadOnlyList<string> References { get; }

    public IReadOnlyList<string> Friends { get; }

    private static string? FriendOf(MetadataReader reader, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
        {
            return null;
        }

        var type = reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (type.Kind != HandleKind.TypeReference
            || reader.GetString(reader.GetTypeReference((TypeReferenceHandle)type).Name) != "InternalsVisibleToAttribute")
        {
            return null;
        }

        var value = reader.GetBlobReader(attribute.Value);
        Assert.Equal(1, value.ReadUInt16());
        return value.ReadSerializedString()!.Split(',')[0];
    }
}
