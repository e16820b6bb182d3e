namespace Nika.Messaging.Analyzers.Tests.Harness;

/// <summary>What the sources of rules' tests have around them.</summary>
internal static class Sources
{
    /// <summary>A member of a class of a pod.</summary>
    public static Scenario Pod(string member) => Scenario.Pod("namespace App; public sealed class Pod\n{\n    " + member + "\n}");

    /// <summary>A handler's statements, in a project that is no pod; <c>nika</c>, <c>ok</c> and <c>cancellation</c> are there.</summary>
    public static Scenario Handler(string statements) => HandlerMembers(
        "public async ValueTask HandleAsync(Ok ok, CancellationToken cancellation)\n        {\n            await Task.Yield();\n            " + statements + "\n        }");

    /// <summary>A handler's members.</summary>
    public static Scenario HandlerMembers(string members) =>
        new(In("    [Handler]\n    public sealed partial class Worker(INika nika)\n    {\n        public INika Nika => nika;\n\n        " + members + "\n    }"));

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
