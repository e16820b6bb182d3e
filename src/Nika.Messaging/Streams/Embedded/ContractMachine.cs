using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Nika.Messaging.Streams.Embedded;

/// <summary>
/// The state machine of one contract, under the keyspace's lock: what the Redis store's scripts do, in C#. Field by field the same, so that the
/// conformance suite can compare the hashes.
/// </summary>
/// <param name="hash">The contract's hash.</param>
/// <param name="now">The store's clock, Unix milliseconds.</param>
internal sealed class ContractMachine(EmbeddedHash hash, long now)
{
    private readonly List<int> ready = [];
    private List<Step>? steps;

    private List<Step> Steps => steps ??= Parse(Get("steps")!);

    public ContractReply Start(StartContract start)
    {
        Set("name", start.Name);
        Set("version", Text(start.Version));
        Set("status", "running");
        Set("steps", start.Steps);
        Steps.ForEach(step => Set(Field(step.Number, "status"), "waiting"));
        Release(0, start.Input);
        return new(ContractOutcome.Started) { IsContractCompleted = IsEnded(), Ready = ready };
    }

    /// <summary>Whether the hash is another contract, or of another version; null if it is the one meant.</summary>
    public ContractReply? Other(ContractCommand command)
    {
        string name = Get("name") ?? "";
        if (name != command.Name || Get("steps") is null)
        {
            return new(ContractOutcome.WrongContract, name);
        }

        string version = Get("version") ?? "";
        return version == Text(command.Version) ? null : new(ContractOutcome.WrongVersion, version);
    }

    public ContractReply Execute(ContractCommand command) => command switch
    {
        ClaimStep claim => Claim(claim),
        RenewStep renew => Renew(renew),
        CompleteStep complete => Complete(complete),
        FailStep fail => Fail(fail),
        _ => throw new UnreachableException(),
    };

    private ContractReply Claim(ClaimStep claim)
    {
        int number = claim.Step;
        bool isFailed = Get("status") == "failed";
        switch (Get(Field(number, "status")))
        {
            case null or "waiting":
                return new(isFailed ? ContractOutcome.Failed : ContractOutcome.NotReady);
            case "completed":
                return new(ContractOutcome.AlreadyDone);
            case "failed":
                return new(ContractOutcome.Failed, Get(Field(number, "error")) ?? "");
            case not null when isFailed:
                return new(ContractOutcome.Failed, Get(Field(number, "error")) ?? "");
        }

        long? soonest = null;
        string holder = "";
        if (Get(Field(number, "items")) is not { } items)
        {
            return Try(null) ?? Held();
        }

        int fresh = Number(Field(number, "next"));
        int count = int.Parse(items, CultureInfo.InvariantCulture);
        if (fresh < count)
        {
            Set(Field(number, "next"), Text(fresh + 1));
            return Take(claim, fresh);
        }

        for (int i = 0; i < count; i++)
        {
            if (Try(i) is { } reply)
            {
                return reply;
            }
        }

        return Held();

        ContractReply Held() => new(ContractOutcome.Held, holder) { HeldFor = TimeSpan.FromMilliseconds(soonest ?? 0) };

        ContractReply? Try(int? item)
        {
            string slot = Slot(number, item);
            string? status = Get(Field(slot, "status"));
            if (status == "ready")
            {
                return Take(claim, item);
            }

            if (status != "running")
            {
                return null;
            }

            long left = long.Parse(Get(Field(slot, "deadline"))!, CultureInfo.InvariantCulture) - now;
            if (left > 0)
            {
                if (soonest is null || left < soonest)
                {
                    (soonest, holder) = (left, Get(Field(slot, "pod")) ?? "");
                }

                return null;
            }

            if (Number(Field(slot, "attempt")) < Find(number).Attempts)
            {
                return Take(claim, item);
            }

            string error = $"taken over {Get(Field(slot, "attempt"))} times, the last pod was {Get(Field(slot, "pod"))}";
            EndFailed(number, slot, error);
            return new(ContractOutcome.Failed, error);
        }
    }

    private ContractReply Take(ClaimStep claim, int? item)
    {
        string slot = Slot(claim.Step, item);
        int attempt = Number(Field(slot, "attempt")) + 1;
        Set(Field(slot, "status"), "running");
        Set(Field(slot, "pod"), claim.Pod);
        Set(Field(slot, "attempt"), Text(attempt));
        Set(Field(slot, "deadline"), Text(now + EmbeddedStore.Milliseconds(claim.Lease)));
        Set(Field(slot, "started"), Text(now));
        Set(Field(claim.Step, "status"), "running");
        if (Get(Field(claim.Step, "started")) is null)
        {
            Set(Field(claim.Step, "started"), Text(now));
        }

        return new(ContractOutcome.Claimed) { Item = item, Attempt = attempt, Input = ContractJson.ReadList(Get(Field(slot, "input"))) };
    }

    private ContractReply Renew(RenewStep renew)
    {
        if (LostBy(renew.Held) is { } lost)
        {
            return lost;
        }

        Set(Field(renew.Held.Slot, "deadline"), Text(now + EmbeddedStore.Milliseconds(renew.Lease)));
        return new(ContractOutcome.Renewed);
    }

    private ContractReply Complete(CompleteStep complete)
    {
        var held = complete.Held;
        if (Get(Field(held.Slot, "status")) == "completed")
        {
            return IsOf(held) ? new(ContractOutcome.Completed) : new(ContractOutcome.AlreadyDone, Get(Field(held.Slot, "pod")) ?? "");
        }

        if (LostBy(held) is { } lost)
        {
            return lost;
        }

        Set(Field(held.Slot, "status"), "completed");
        Set(Field(held.Slot, "output"), ContractJson.List(complete.Output));
        Set(Field(held.Slot, "ended"), Text(now));
        hash.Remove(Encoding.UTF8.GetBytes(Field(held.Slot, "deadline")));
        hash.Remove(Encoding.UTF8.GetBytes(Field(held.Slot, "error")));
        if (held.Item is null)
        {
            Finish(held.Step, complete.Output);
        }
        else
        {
            int done = Number(Field(held.Step, "done")) + 1;
            Set(Field(held.Step, "done"), Text(done));
            if (done == Number(Field(held.Step, "items")))
            {
                Finish(held.Step, [.. Enumerable.Range(0, done).SelectMany(item => ContractJson.ReadList(Get(Field(Slot(held.Step, item), "output"))))]);
            }
        }

        return new(ContractOutcome.Completed) { IsContractCompleted = IsEnded(), Ready = ready };
    }

    private ContractReply Fail(FailStep fail)
    {
        var held = fail.Held;
        if (LostBy(held) is { } lost)
        {
            return lost;
        }

        hash.Remove(Encoding.UTF8.GetBytes(Field(held.Slot, "deadline")));
        if (held.Attempt < Find(held.Step).Attempts)
        {
            Set(Field(held.Slot, "status"), "ready");
            Set(Field(held.Slot, "error"), fail.Error);
            return new(ContractOutcome.Retrying) { Ready = [held.Step] };
        }

        EndFailed(held.Step, held.Slot, fail.Error);
        return new(ContractOutcome.Failed, fail.Error);
    }

    private void EndFailed(int number, string slot, string error)
    {
        Set("status", "failed");
        Set(Field(number, "status"), "failed");
        Set(Field(number, "error"), error);
        Set(Field(slot, "status"), "failed");
        Set(Field(slot, "error"), error);
        Set(Field(number, "ended"), Text(now));
        Set(Field(slot, "ended"), Text(now));
    }

    private void Finish(int number, IReadOnlyList<string> keys)
    {
        Set(Field(number, "status"), "completed");
        Set(Field(number, "output"), ContractJson.List(keys));
        Set(Field(number, "ended"), Text(now));
        Release(number, keys);
    }

    private void Release(int number, IReadOnlyList<string> keys)
    {
        foreach (var step in Steps.Where(step => step.After == number))
        {
            if (!step.IsEach)
            {
                Set(Field(step.Number, "status"), "ready");
                Set(Field(step.Number, "input"), ContractJson.List(step.TakesInput ? keys : []));
                ready.Add(step.Number);
                continue;
            }

            Set(Field(step.Number, "items"), Text(keys.Count));
            Set(Field(step.Number, "done"), "0");
            if (keys.Count == 0)
            {
                Finish(step.Number, []);
                continue;
            }

            Set(Field(step.Number, "status"), "ready");
            Set(Field(step.Number, "next"), "0");
            for (int i = 0; i < keys.Count; i++)
            {
                Set(Field(Slot(step.Number, i), "input"), ContractJson.List([keys[i]]));
                Set(Field(Slot(step.Number, i), "status"), "ready");
            }

            ready.Add(step.Number);
        }
    }

    private bool IsEnded()
    {
        if (Get("status") != "running" || !Steps.TrueForAll(step => Get(Field(step.Number, "status")) == "completed"))
        {
            return false;
        }

        Set("status", "completed");
        return true;
    }

    private bool IsOf(HeldStep held) => Get(Field(held.Slot, "pod")) == held.Pod && Get(Field(held.Slot, "attempt")) == Text(held.Attempt);

    private ContractReply? LostBy(HeldStep held) =>
        Get(Field(held.Slot, "status")) == "running" && IsOf(held) ? null : new(ContractOutcome.Lost, Get(Field(held.Slot, "pod")) ?? "");

    private Step Find(int number) => Steps.First(step => step.Number == number);

    private static string Slot(int number, int? item) => new HeldStep(number, item, "", 0).Slot;

    private static string Field(int number, string name) => Field(Text(number), name);

    private static string Field(string slot, string name) => $"step:{slot}:{name}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private string? Get(string field) => hash.Get(Encoding.UTF8.GetBytes(field)) is { } value ? Encoding.UTF8.GetString(value) : null;

    private int Number(string field) => int.Parse(Get(field) ?? "0", CultureInfo.InvariantCulture);

    private void Set(string field, string value) => hash.Set(Encoding.UTF8.GetBytes(field), Encoding.UTF8.GetBytes(value));

    private static List<Step> Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(static step => new Step(
            step.GetProperty("number").GetInt32(),
            step.GetProperty("after").GetInt32(),
            step.TryGetProperty("each", out var each) && each.ValueKind == JsonValueKind.True,
            step.TryGetProperty("input", out _),
            step.GetProperty("attempts").GetInt32()))];
    }

    private sealed record Step(int Number, int After, bool IsEach, bool TakesInput, int Attempts);
}
