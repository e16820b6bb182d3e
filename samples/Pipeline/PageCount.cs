using Nika.Messaging;

namespace PipelineSample;

/// <summary>What one page came to, and who counted it.</summary>
[Message("page_count")]
[WorkingMemory("page_count")]
public sealed partial record PageCount(JobId JobId, int Number, int Words, PodName Pod);
