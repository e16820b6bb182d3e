using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Nika.Messaging.Streams;

namespace Nika.Messaging;

/// <summary>A contract: a pipeline of several pods, as its class declares it. For generated code, which gives it its types.</summary>
public sealed class ContractDefinition
{
    /// <summary>Creates a definition.</summary>
    /// <param name="name">The contract's name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="steps">Its steps, by number.</param>
    public ContractDefinition(string name, int version, params ImmutableArray<StepDefinition> steps)
    {
        Name = name;
        Version = version;
        Steps = steps;
        StepsJson = WriteSteps(steps);
    }

    /// <summary>Its name, the contract's field <c>name</c>.</summary>
    public string Name { get; }

    /// <summary>Its version, the field <c>version</c>.</summary>
    public int Version { get; }

    /// <summary>Its steps, by number.</summary>
    public ImmutableArray<StepDefinition> Steps { get; }

    /// <summary>The field <c>steps</c>.</summary>
    public string StepsJson { get; }

    /// <summary>Starts the contract for a job: writes its input, then the contract, then tells the pods.</summary>
    /// <typeparam name="T">The contract's input.</typeparam>
    /// <param name="nika">The pod.</param>
    /// <param name="job">The job.</param>
    /// <param name="artifact">How the input is kept.</param>
    /// <param name="input">The input.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns><see cref="ContractOutcome.Started"/>, <see cref="ContractOutcome.AlreadyStarted"/>, a wrong contract or version, <see cref="ContractOutcome.Refused"/> or <see cref="ContractOutcome.Degraded"/>.</returns>
    public async ValueTask<ContractResult> StartAsync<T>(INika nika, JobId job, Artifact<T> artifact, T input, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nika);
        ArgumentNullException.ThrowIfNull(artifact);
        var contracts = nika.Contracts;
        string key = ContractRuntime.KeyOf(job);
        var keys = new List<string>();

        // Two pods may start the same job: neither overwrites what the other's contract names.
        var written = await artifact.WriteAsync(contracts, $"nika:wm:{job.Value}:input.{Guid.NewGuid():N}", input, keys, cancellationToken).ConfigureAwait(false);
        if (written.Outcome != ContractOutcome.None)
        {
            return written;
        }

        var reply = await contracts.ExecuteAsync(new StartContract(key, Name, Version, StepsJson, keys), cancellationToken).ConfigureAwait(false);
        if (reply.Outcome is ContractOutcome.Started or ContractOutcome.AlreadyStarted)
        {
            // Also where it runs already: whoever started it may have died before it could tell.
            contracts.Announce(this, job);
            contracts.AnnounceReady(this, job, reply.Ready);
        }

        return new(reply.Outcome, reply.Detail);
    }

    /// <summary>Reads how a job's contract stands, whichever it is.</summary>
    /// <param name="nika">The pod.</param>
    /// <param name="job">The job.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask<ContractReading> ReadAsync(INika nika, JobId job, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nika);
        return await nika.Contracts.ReadAsync(job, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The name and version.</summary>
    public override string ToString() => $"{Name} {Version}";

    private static string WriteSteps(ImmutableArray<StepDefinition> steps)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        foreach (var step in steps)
        {
            json.WriteStartObject();
            json.WriteNumber("number", step.Number);
            json.WriteString("name", step.Name);
            WriteText("role", step.Role);
            WriteText("input", step.Input);
            WriteText("output", step.Output);
            json.WriteNumber("after", step.After);
            if (step.IsEach)
            {
                json.WriteBoolean("each", value: true);
            }

            json.WriteNumber("attempts", step.Attempts);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);

        void WriteText(string name, string? value)
        {
            if (value is not null)
            {
                json.WriteString(name, value);
            }
        }
    }
}
