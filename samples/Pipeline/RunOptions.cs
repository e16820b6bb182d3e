namespace PipelineSample;

/// <summary>What the command line says.</summary>
/// <param name="Job">The job's id.</param>
/// <param name="Pages">How many pages there are.</param>
/// <param name="Workers">How many workers.</param>
/// <param name="Work">How long a page takes.</param>
/// <param name="IsWorkerKilled">Whether one is killed on the way.</param>
internal sealed record RunOptions(string Job, int Pages, int Workers, TimeSpan Work, bool IsWorkerKilled);
