namespace Nika.Messaging.EndToEnd.Contracts;

[Message("digest_request")]
[Signal(SignalKind.Request)]
public sealed partial record DigestRequest(JobId JobId, int Pages);

[Message("digest_page")]
[WorkingMemory("page-{Page}")]
public sealed partial record DigestPage(JobId JobId, EntityId Page, string Text);

[Message("digest_count")]
[WorkingMemory("count")]
public sealed partial record DigestCount(JobId JobId, int Words);

[Message("digest_sum")]
[WorkingMemory("sum")]
public sealed partial record DigestSum(JobId JobId, int Words, int Pages);

[Contract("digest", Version = 1)]
[Step(1, "scan", Role = "reader", Input = typeof(DigestRequest), Output = typeof(DigestPage[]), Attempts = 2)]
[Step(2, "count", Role = "reader", Input = typeof(DigestPage), Output = typeof(DigestCount), TimeLimit = "30s")]
[Step(3, "log", Role = "reader", Input = typeof(DigestPage[]))]
[Step(4, "sum", Role = "writer", Input = typeof(DigestCount[]), Output = typeof(DigestSum))]
public static partial class Digest;

/// <summary>The same, a version later: both are in flight while pods are replaced.</summary>
[Contract("digest", Version = 2)]
[Step(1, "scan", Input = typeof(DigestRequest), Output = typeof(DigestSum))]
public static partial class DigestNext;
