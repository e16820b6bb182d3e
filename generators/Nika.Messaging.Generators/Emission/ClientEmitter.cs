using System.Linq;
using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints a client: a class in the interface that calls the pod.</summary>
internal static class ClientEmitter
{
    // The interface's own parameters have any name; ones with two underscores are reserved for implementations.
    private const string Pod = "__nika";

    public static string Emit(ClientModel client)
    {
        string full = client.Type.FullName;
        string self = $"{Names.Nika}INikaClient<{full}>";
        var code = SourceFile.Begin(client.Type, client.Type.Declaration, self);
        code.Member($"static {full} {self}.Create({Names.Nika}INika nika) => new {Names.Own}(nika);");
        code.Line();
        code.Line(SourceFile.GeneratedCode);
        code.Open($"private sealed class {Names.Own}({Names.Nika}INika nika) : {full}");
        code.Line($"private readonly {Names.Nika}INika {Pod} = nika;");
        code.Line();
        foreach (var method in client.Methods)
        {
            string parameters = string.Join(", ", method.Parameters.Select(p => p.Declaration + " " + p.Name));
            code.Line($"{method.ReturnType} {full}.{method.Name}({parameters}) =>");
            code.Indent();
            code.Line(Call(method) + ";");
            code.Outdent();
            code.Line();
        }

        code.Close();
        return SourceFile.End(code, client.Type);
    }

    private static string Call(ClientMethodModel method)
    {
        string message = $"in {Of(method, ClientRole.Message, "")}";
        string cancellation = Of(method, ClientRole.Cancellation, "default");
        return method.Call switch
        {
            ClientCall.Publish or ClientCall.Set => $"{Pod}.{method.Call}<{method.MessageType}>({message})",
            ClientCall.PublishAsync or ClientCall.SetAsync => $"{Pod}.{method.Call}<{method.MessageType}>({message}, {cancellation})",
            ClientCall.Ask or ClientCall.AskStream =>
                $"{Pod}.{method.Call}Async<{method.MessageType}, {method.ReplyType}>({Of(method, ClientRole.Message, "")}, {Of(method, ClientRole.Timeout, "null")}, {cancellation})",
            ClientCall.Messages => $"{Names.Nika}NikaClientExtensions.MessagesAsync<{method.MessageType}>({Pod}, {Key(method)}, {cancellation})",
            ClientCall.Subscribe or ClientCall.Get => $"{Pod}.{method.Call}Async<{method.MessageType}>({Key(method)}, {cancellation})",
            ClientCall.Recall => $"{Pod}.Memory.RecallAsync({Of(method, ClientRole.Text, "")}, {Of(method, ClientRole.Filter, "null")}{Limit(method)}, cancellationToken: {cancellation})",
            ClientCall.Facet => $"{Pod}.Memory.FacetAsync({Of(method, ClientRole.Field, "")}, {Of(method, ClientRole.Filter, "")}{Limit(method)}, cancellationToken: {cancellation})",
            _ => $"{Pod}.Memory.{method.Call}Async({Of(method, ClientRole.Filter, "")}, cancellationToken: {cancellation})",
        };
    }

    private static string Key(ClientMethodModel method) =>
        $"{method.MessageType}.{KnownNames.KeyFor}({string.Join(", ", method.Parameters.Where(p => p.Role == ClientRole.Key).Select(p => p.Name))})";

    private static string Limit(ClientMethodModel method) => Of(method, ClientRole.Limit, "") is { Length: > 0 } limit ? ", " + limit : "";

    private static string Of(ClientMethodModel method, ClientRole role, string absent) => method.Parameters.FirstOrDefault(p => p.Role == role)?.Name ?? absent;
}
