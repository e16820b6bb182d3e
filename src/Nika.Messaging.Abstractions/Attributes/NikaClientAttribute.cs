namespace Nika.Messaging;


/// <summary>
/// Declares a client: a partial interface whose methods the generator implements by their shapes. <c>TMessage</c>, <c>TRequest</c> and so on are types of messages, <c>ids</c> those that
/// the type's key is made of; a <see cref="CancellationToken"/> may follow wherever something is awaited.
/// <list type="table">
/// <item><term><c>PublishResult Any(TMessage)</c></term><description>publishes, or sets a hash, without waiting</description></item>
/// <item><term><c>ValueTask&lt;PublishResult&gt; Any(TMessage)</c></term><description>publishes, or sets a hash, and waits for the store</description></item>
/// <item><term><c>ValueTask&lt;Reply&lt;T&gt;&gt; Any(TRequest[, TimeSpan timeout])</c></term><description>asks</description></item>
/// <item><term><c>IAsyncEnumerable&lt;T&gt; Any(TStreamRequest[, TimeSpan timeout])</c></term><description>asks for a reply in parts</description></item>
/// <item><term><c>IAsyncEnumerable&lt;TMessage&gt; Any(ids)</c>, or of <c>Received&lt;TMessage&gt;</c></term><description>watches a stream</description></item>
/// <item><term><c>ValueTask&lt;HashResult&lt;TMessage&gt;&gt; Any(ids)</c></term><description>reads a hash</description></item>
/// <item><term><c>ValueTask&lt;long&gt; Any(MemoryFilter)</c></term><description>counts remembered events</description></item>
/// <item><term><c>ValueTask&lt;IReadOnlyList&lt;FacetCount&gt;&gt; Any(MemoryField, MemoryFilter)</c></term><description>counts them by a field's values</description></item>
/// <item><term><c>IAsyncEnumerable&lt;MemoryEvent&gt; Any(MemoryFilter)</c></term><description>reads them by time, the newest first</description></item>
/// <item><term><c>ValueTask&lt;IReadOnlyList&lt;RecalledEvent&gt;&gt; Any(string text[, MemoryFilter][, int limit])</c></term><description>finds them by what a text means</description></item>
/// </list>
/// </summary>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class NikaClientAttribute : Attribute;
