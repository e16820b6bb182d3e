using Nika.Messaging;

namespace PipelineSample;

/// <summary>One page to count: an element of the fan-out.</summary>
[Message("page")]
[WorkingMemory("page")]
public sealed partial record Page(JobId JobId, int Number, string Text);
