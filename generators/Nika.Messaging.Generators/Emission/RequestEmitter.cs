using Nika.Messaging.Contracts;

namespace Nika.Messaging.Generators.Emission;

/// <summary>Prints how a request is asked: the one place where its type and its reply's are both known.</summary>
internal static class RequestEmitter
{
    public static void Emit(IndentedWriter code, MessageModel message, RequestModel request)
    {
        string self = message.Shape.Type.FullName;
        string reply = request.ReplyType;
        string parameters = $"({Names.Nika}IAsker asker, global::System.TimeSpan? timeout, {Names.CancellationToken} cancellationToken)";
        code.Member(request.IsStream
            ? $"global::System.Collections.Generic.IAsyncEnumerable<{reply}> {Names.Nika}IStreamRequest<{reply}>.AskStreamThrough{parameters} =>"
            : $"{Names.ValueTask}<{Names.Nika}Reply<{reply}>> {Names.Nika}IRequest<{reply}>.AskThrough{parameters} =>");
        code.Indent();
        code.Line($"asker.{(request.IsStream ? "AskStreamAsync" : "AskAsync")}<{self}, {reply}>(this, timeout, cancellationToken);");
        code.Outdent();
        code.Line();
    }
}
