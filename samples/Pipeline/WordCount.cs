using Nika.Messaging;

namespace PipelineSample;

/// <summary>The pipeline: one pod makes the pages, all that there are count them, one sums up.</summary>
[Contract("word_count", Version = 1)]
[Step(1, "scan", Role = "reader", Input = typeof(CountRequest), Output = typeof(Page[]))]
[Step(2, "count", Role = "reader", Input = typeof(Page), Output = typeof(PageCount), TimeLimit = "1m")]
[Step(3, "sum", Role = "writer", Input = typeof(PageCount[]), Output = typeof(Report))]
public static partial class WordCount;
