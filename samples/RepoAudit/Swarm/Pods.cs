using Microsoft.Extensions.Logging;
using Nika.Messaging;
using RepoAudit.CommandLine;

namespace RepoAudit.Swarm;

/// <summary>Puts the audit's pods together: the same in one process as in many.</summary>
public static class Pods
{
    // Shorter than the default: who waits for a report does not want to wait half a minute for a dead worker's TASKs.
    private static readonly TimeSpan ClaimIdle = TimeSpan.FromSeconds(5);

    // An audit loads the machine it runs on; a busy moment is no outage.
    private static readonly TimeSpan ReplyDeadline = TimeSpan.FromSeconds(5);

    /// <summary>The file that all pods of an audit remember in.</summary>
    /// <param name="options">The audit's options.</param>
    public static string MemoryFile(AuditOptions options) => Path.Combine(options.Output, "memory.db");

    /// <summary>Makes a pod.</summary>
    /// <param name="name">Its name, unique in the swarm.</param>
    /// <param name="role">What it can do; null for Alpha.</param>
    /// <param name="options">The audit's options.</param>
    /// <param name="logging">Where it logs.</param>
    /// <param name="addHandlers">Its handlers and their services.</param>
    public static NikaPod Build(string name, string? role, AuditOptions options, ILoggerFactory logging, Action<NikaPodBuilder> addHandlers)
    {
        NikaPodBuilder builder = NikaPod.CreateBuilder().AddService(logging);
        _ = options.Redis is { } redis ? builder.UseRedis(redis.ToString()) : builder.UseEmbedded();
        builder.UseSqliteMemory(MemoryFile(options)).Configure(pod =>
        {
            pod.Pod = name;
            pod.Role = role;
            pod.Directory = options.Output;
            pod.ReplyDeadline = ReplyDeadline;
            pod.Consumer.ClaimIdle = ClaimIdle;
        });
        addHandlers(builder);
        return builder.Build();
    }

    /// <summary>Makes a worker.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">The audit's options.</param>
    /// <param name="logging">Where it logs.</param>
    public static NikaPod Worker(string name, AuditOptions options, ILoggerFactory logging) =>
        Build(name, "worker", options, logging, static builder => builder.AddHandler(static services => new Worker(services.Nika())));

    /// <summary>Makes the monitor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">The audit's options.</param>
    /// <param name="logging">Where it logs.</param>
    public static NikaPod Monitor(string name, AuditOptions options, ILoggerFactory logging)
    {
        var state = new MonitorState();
        return Build(name, "monitor", options, logging, builder => builder.AddHandler(services => new Monitor(services.Nika(), state)));
    }

    /// <summary>Makes Alpha.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="ledger">Its books.</param>
    /// <param name="options">The audit's options.</param>
    /// <param name="logging">Where it logs.</param>
    public static NikaPod Alpha(string name, AuditLedger ledger, AuditOptions options, ILoggerFactory logging) =>
        Build(name, null, options, logging, builder => builder.AddHandler(_ => new AlphaSignals(ledger)));

    private static INika Nika(this IServiceProvider services) => (INika)services.GetService(typeof(INika))!;
}
