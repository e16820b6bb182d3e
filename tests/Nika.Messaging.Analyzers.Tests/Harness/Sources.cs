namespace Nika.Messaging.Analyzers.Tests.Harness;

/// <summary>What the sources of rules' tests have around them.</summary>
internal static class Sources
{
    /// <summary>The source with an id, messages, and attributes that are none of the library's, though they are called the same.</summary>
    public static string In(string source) => "namespace App\n{\n" + source + "\n}\n" + """


        namespace App
        {
            [Id] public readonly partial struct DeskId;
            [Message("ok"), Signal] public partial record Ok(JobId JobId);
            [Message("ok_hash"), Contract] public partial record OkHash(JobId JobId);
        }

        namespace Other
        {
            public sealed class MessageAttribute(string name) : Attribute { public string Name => name; }
            public sealed class SignalAttribute : Attribute;
            public sealed class TtlAttribute(string text) : Attribute { public string Text => text; }
            public sealed class HandlerAttribute : Attribute;
        }
        """;
}
