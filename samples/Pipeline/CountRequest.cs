using Nika.Messaging;

namespace PipelineSample;

/// <summary>What the pipeline is asked.</summary>
[Message("count_request")]
[Signal(SignalKind.Request)]
public sealed partial record CountRequest(JobId JobId, int Pages);
