using System.Text;

namespace Nika.Messaging.Conformance;

/// <summary>Encodes fields for writes.</summary>
public static class Fields
{
    public static byte[] Of(params (string Name, string Value)[] fields) =>
        Of([.. fields.Select(static field => (field.Name, Encoding.UTF8.GetBytes(field.Value)))]);

    public static byte[] Of(params (string Name, byte[] Value)[] fields)
    {
        var buffer = new Utf8Buffer();
        var writer = new FieldWriter(buffer);
        foreach (var (name, value) in fields)
        {
            writer.Field(Encoding.UTF8.GetBytes(name), value);
        }

        writer.Complete();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>One field <c>n</c> with a number.</summary>
    public static byte[] Number(int number) => Of(("n", number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
