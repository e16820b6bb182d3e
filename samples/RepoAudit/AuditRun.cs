using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Nika.Messaging;
using Nika.Messaging.Streams;
using RepoAudit.CommandLine;
using RepoAudit.Discovery;
using RepoAudit.Reporting.Progress;
using RepoAudit.Swarm;

namespace RepoAudit;

/// <summary>
/// The audit: Alpha opens PROJ, JOBs and TASKs, workers take the TASKs, Alpha gathers what they found. The pods are in this
/// process, or processes of their own; nothing else differs.
/// </summary>
public static class AuditRun
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Audits a tree.</summary>
    /// <param name="tree">What to audit.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told of every file and TASK.</param>
    /// <param name="logging">Where pods log.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<AuditResult> RunAsync(SourceTree tree, AuditOptions options, AuditProgress progress, ILoggerFactory logging, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        string audit = string.Create(CultureInfo.InvariantCulture, $"audit-{DateTime.UtcNow:yyyyMMddTHHmmss}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(2))}");
        var ledger = new AuditLedger(tree, new EntityId(audit), progress);
        await using NikaPod alpha = Pods.Alpha($"{audit}-alpha", ledger, options, logging);
        await using ISwarmPods pods = options.Processes ? new PodsAsProcesses(audit, options) : new PodsInProcess(audit, options, logging);
        await alpha.StartAsync(cancellationToken);
        await pods.StartAsync(cancellationToken);
        progress.PodsChanged(options.Pods);

        Task watching = ledger.WatchAsync(alpha, cancellationToken);
        await ledger.OpenAsync(cancellationToken);
        await WaitAsync(ledger, watching, alpha, pods, progress, cancellationToken);
        long lost = await SettledAsync(() => LostMessages.CountAsync(alpha, ledger.Audit, options.Output, cancellationToken), static lost => lost == 0, cancellationToken);
        long events = await SettledAsync(() => MonitorEventsAsync(alpha, ledger.Audit, cancellationToken), static _ => true, cancellationToken);
        return new AuditResult(tree, ledger.Findings, Stopwatch.GetElapsedTime(start))
        {
            Swarm = new SwarmCounts(ledger.TransitionsSeen, events, lost),
            Memory = await AskAsync(alpha, ledger, cancellationToken),
        };
    }

    /// <summary>Waits for the PROJ's end; when nobody is left to work, or nothing moves any more, gives up what is open.</summary>
    private static async Task WaitAsync(AuditLedger ledger, Task watching, NikaPod alpha, ISwarmPods pods, AuditProgress progress, CancellationToken cancellationToken)
    {
        int alive = pods.WorkersAlive;
        int closed = 0;
        long moved = Stopwatch.GetTimestamp();
        while (!ledger.Closed.IsCompleted)
        {
            await Task.WhenAny(ledger.Closed, Task.Delay(Look, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            if (watching.IsFaulted)
            {
                await watching;
            }

            progress.PodsChanged(pods.WorkersAlive - alive);
            alive = pods.WorkersAlive;
            int now = ledger.TransitionsSeen;
            moved = now == closed ? moved : Stopwatch.GetTimestamp();
            closed = now;
            if (alive == 0)
            {
                ledger.Abandon("no worker is left");
            }
            else if (Stopwatch.GetElapsedTime(moved) > Patience)
            {
                throw new AuditFailedException($"the swarm has not moved for {Patience.TotalMinutes:0} minutes: {string.Join("; ", alpha.Gates)}.");
            }
        }
    }

    private static async Task<long> MonitorEventsAsync(NikaPod alpha, EntityId audit, CancellationToken cancellationToken)
    {
        var count = await alpha.GetAsync(MonitorCount.KeyFor(new JobId(audit.Value)), cancellationToken);
        return count.Status == HashStatus.Degraded ? throw new StoreUnavailableException(count.Reason ?? "the store is away") : count.Value?.Events ?? 0;
    }

    // The count is asked until it is settled; by then memory has the rest as well.
    private static async Task<IReadOnlyList<MemoryAnswer>> AskAsync(NikaPod alpha, AuditLedger ledger, CancellationToken cancellationToken)
    {
        int completed = ledger.Findings.Count(static batch => batch.FailureReason is null);
        var tasks = Meta.RootId == ledger.Audit && Meta.EntityKind == EntityKind.Task;
        var done = tasks && Meta.Status == EntityStatus.Completed;
        long count = await SettledAsync(() => alpha.Memory.CountAsync(done, cancellationToken).AsTask(), count => count == completed, cancellationToken);
        var byPod = await alpha.Memory.FacetAsync(Meta.Pod, done, limit: 5, cancellationToken);
        var trouble = await alpha.Memory.RecallAsync("could not be read: not UTF-8, too large or no permission", tasks, limit: 1, cancellationToken: cancellationToken);
        return
        [
            new("How many TASKs of this audit completed?", count.ToString("N0", CultureInfo.InvariantCulture)),
            new("Which pods completed most of them?", byPod.Count == 0 ? "none" : string.Join(", ", byPod.Select(static pod => pod.ToString()))),
            new("Which TASK is most like \"could not be read\"?", trouble.Count == 0 ? "none" : $"{trouble[0].Event.Meta.EntityId} {trouble[0].Event.Meta.Status}: {trouble[0].Event.Text}"),
        ];
    }

    // Acks and memories come a moment after the last event; what is asked for them is what they say when they have come, or in the end.
    private static async Task<long> SettledAsync(Func<Task<long>> ask, Func<long, bool> isSettled, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        long? outage = null;
        while (true)
        {
            try
            {
                long answer = await ask();
                outage = null;
                if (isSettled(answer) || Stopwatch.GetElapsedTime(start) > Settle)
                {
                    return answer;
                }
            }
            catch (StoreUnavailableException unavailable)
            {
                // It comes back; the moment to settle begins then.
                outage ??= Stopwatch.GetTimestamp();
                start = Stopwatch.GetTimestamp();
                if (Stopwatch.GetElapsedTime(outage.Value) > Patience)
                {
                    throw new AuditFailedException($"what became of its messages cannot be asked: {unavailable.Message}.");
                }
            }

            await Task.Delay(Look, cancellationToken);
        }
    }
}
