using System.Linq;
using System.Text;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints a handler's dispatcher.</summary>
internal static class HandlerEmitter
{
    private const string HandlerDescriptor = Names.Nika + "HandlerDescriptor";
    private const string Outcome = Names.Nika + "DispatchOutcome";

    public static string Emit(DispatcherModel handler)
    {
        string full = handler.Type.FullName;
        string self = $"{Names.Nika}IMessageHandler<{full}>";
        var code = SourceFile.Begin(handler.Type, handler.Type.Declaration, self);
        code.Member($"static {HandlerDescriptor} {self}.HandlerDescriptor => {Names.Own}.Descriptor;");
        code.Line();
        code.Line(SourceFile.GeneratedCode);
        code.Line($"static {Outcome} {self}.Dispatch(");
        code.Indent();
        code.Line($"{full} handler,");
        code.Line($"ref {Names.Nika}Delivery delivery,");
        code.Line($"{Names.Nika}MessageContext context,");
        code.Line($"{Names.CancellationToken} cancellationToken,");
        code.Line($"out {Names.ValueTask} handling)");
        code.Outdent();
        code.Open();
        code.Line("handling = default;");
        code.Open("switch (delivery.Type.Length)");
        foreach (var group in handler.Methods.GroupBy(m => Encoding.UTF8.GetByteCount(m.WireName)).OrderBy(g => g.Key))
        {
            code.Line($"case {group.Key}:");
            code.Indent();
            foreach (var method in group)
            {
                Method(code, method);
            }

            code.Line("break;");
            code.Outdent();
        }

        code.Close();
        code.Line();
        code.Line($"return {Outcome}.NoHandler;");
        code.Close();
        code.Line();
        Descriptor(code, handler);
        return SourceFile.End(code, handler.Type);
    }

    private static void Method(IndentedWriter code, HandlerMethodModel method)
    {
        code.Open($"if (global::System.MemoryExtensions.SequenceEqual(delivery.Type, {CodeText.Literal(method.WireName)}u8))");
        code.Open($"if (!delivery.TryRead<{method.MessageType}>(out var message))");
        code.Line($"return {Outcome}.Malformed;");
        code.Close();
        code.Line();
        string arguments = "message" + (method.TakesContext ? ", context" : "") + (method.TakesCancellation ? ", cancellationToken" : "");
        string call = $"handler.HandleAsync({arguments})";
        code.Open("try");
        code.Line($"handling = {Handling(method, call)};");
        code.Close();
        code.Open("catch (global::System.Exception exception)");
        code.Line("// Thrown before the first await: a failed handling like any other.");
        code.Line($"handling = {Names.ValueTask}.FromException(exception);");
        code.Close();
        code.Line();
        code.Line($"return {Outcome}.Started;");
        code.Close();
        code.Line();
    }

    private static string Handling(HandlerMethodModel method, string call) => method switch
    {
        { Reply: { IsStream: true } } => $"context.ReplyWithAsync({call}, cancellationToken)",
        { Reply: { } reply, ReturnsTask: true } => $"context.ReplyWithAsync(new {Names.ValueTask}<{reply.ReplyType}>({call}))",
        { Reply: not null } => $"context.ReplyWithAsync({call})",
        { ReturnsTask: true } => $"new({call})",
        _ => call,
    };

    private static void Descriptor(IndentedWriter code, DispatcherModel handler)
    {
        code.Line(SourceFile.GeneratedCode);
        code.Open($"private static class {Names.Own}");
        code.Line($"internal static readonly {HandlerDescriptor} Descriptor = new(");
        code.Indent();
        code.Line($"typeof({handler.Type.FullName}),");
        code.Line((handler.Group is null ? "null" : CodeText.Literal(handler.Group)) + ",");
        code.Line("[");
        code.Indent();
        foreach (var method in handler.Methods)
        {
            code.Line($"{Names.Descriptor}.Of<{method.MessageType}>(),");
        }

        code.Outdent();
        code.Line("])");
        code.Outdent();
        code.Open();
        code.Line($"SignificantOnly = {(handler.SignificantOnly ? "true" : "false")},");
        code.Line($"Concurrency = {handler.Concurrency.ToString(System.Globalization.CultureInfo.InvariantCulture)},");
        if (handler.IsOrderedPerEntity)
        {
            code.Line($"Ordering = {Names.Nika}HandlerOrdering.PerEntity,");
        }

        if (handler.TimeLimit is { } limit)
        {
            code.Line($"TimeLimit = {DescriptorEmitter.Time(limit)},");
        }

        if (!handler.FlowsContext)
        {
            code.Line("FlowsContext = false,");
        }

        code.Close(";");
        code.Close();
    }
}
