using Nika.Messaging;

namespace PipelineSample;

/// <summary>The end of the pipeline.</summary>
[Message("count_report")]
[WorkingMemory("count_report")]
public sealed partial record Report(JobId JobId, int Pages, int Words, int Pods);
