using Microsoft.Extensions.Logging;
using Nika.Messaging.Publishing;
using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>What contracts need of a pod. Used through the generated members of a contract's class.</summary>
public sealed class ContractRuntime
{
    internal const string Announcements = "nika:ipc:contracts";

    internal ContractRuntime(IStore store, Publisher publisher, PodName pod, ContractOptions options, TimeProvider timeProvider, ILogger logger)
    {
        Publisher = publisher;
        Store = store;
        Pod = pod;
        Options = options;
        TimeProvider = timeProvider;
        Logger = logger;
    }

    internal IStore Store { get; }

    internal Publisher Publisher { get; }

    internal PodName Pod { get; }

    internal ContractOptions Options { get; }

    internal TimeProvider TimeProvider { get; }

    internal ILogger Logger { get; }

    /// <summary>Reads how a job's contract stands, whichever it is.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<ContractReading> ReadAsync(JobId job, CancellationToken cancellationToken = default)
    {
        string key = KeyOf(job);
        try
        {
            return await Store.ReadHashAsync(key, cancellationToken).ConfigureAwait(false) is { } hash
                ? ContractReader.Read(hash)
                : new(HashStatus.Absent, null, null);
        }
        catch (StoreUnavailableException exception)
        {
            return new(HashStatus.Degraded, null, exception.Message);
        }
    }

    internal static string KeyOf(JobId job) => job.IsDefault
        ? throw new ArgumentException("A default job id has no contract: give it a value.", nameof(job))
        : "nika:contract:" + job.Value;

    internal async ValueTask<ContractReply> ExecuteAsync(ContractCommand command, CancellationToken cancellationToken)
    {
        try
        {
            return await Store.ContractAsync(command, cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException exception)
        {
            return new(ContractOutcome.Degraded, exception.Message);
        }
    }

    internal static ContractResult Shown(PublishResult result) => result.Status switch
    {
        PublishStatus.Delivered => default,
        PublishStatus.Refused => new(ContractOutcome.Refused, result.Reason),
        _ => new(ContractOutcome.Degraded, result.Reason),
    };

    internal async ValueTask<HashRead<T>> ReadArtifactAsync<T>(string key, Func<HashFields, (T? Value, string? Error)> read, CancellationToken cancellationToken)
        where T : IMessage<T>
    {
        try
        {
            if (await Store.ReadHashAsync(key, cancellationToken).ConfigureAwait(false) is not { } fields)
            {
                return new(new(ContractOutcome.ArtifactMissing, key + " is not there, or expired"), default);
            }

            if (fields.TryGet(WireFields.Type, out var type) && !type.SequenceEqual(T.Descriptor.NameUtf8))
            {
                return new(new(ContractOutcome.ArtifactMissing, $"{key} holds another type than {T.Descriptor.Name}"), default);
            }

            var (value, error) = read(fields);
            return error is null ? new(default, value) : new(new(ContractOutcome.ArtifactMissing, $"{key}: {error}"), default);
        }
        catch (StoreUnavailableException exception)
        {
            return new(new(ContractOutcome.Degraded, exception.Message), default);
        }
    }

    internal void Announce(ContractDefinition contract, JobId job) => Publisher.Publish(new ContractStarted(job, contract.Name, contract.Version));

    internal void AnnounceReady(ContractDefinition contract, JobId job, IReadOnlyList<int> ready)
    {
        foreach (int number in ready)
        {
            _ = Publisher.Publish(new StepChanged(job, contract.Name, number, contract.Steps[number - 1].Name, StepStatus.Ready));
        }
    }

    internal void AnnounceChange(ContractDefinition contract, JobId job, HeldStep held, StepStatus status, string? error = null) =>
        Publisher.Publish(new StepChanged(job, contract.Name, held.Step, contract.Steps[held.Step - 1].Name, status, held.Item, held.Attempt, error));
}
