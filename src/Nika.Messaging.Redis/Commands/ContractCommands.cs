using System.Diagnostics;
using System.Globalization;
using System.Text;
using Nika.Messaging.Redis.Connections;
using Nika.Messaging.Redis.Protocol;
using Nika.Messaging.Streams;

namespace Nika.Messaging.Redis.Commands;

/// <summary>The commands of contracts: a script each, on the command connection.</summary>
internal sealed class ContractCommands(CommandConnection connection)
{
    public async Task<ContractReply> ExecuteAsync(ContractCommand command, CancellationToken cancellationToken)
    {
        var (script, arguments) = Encode(command);
        using var reply = await connection.AskAsync(
            buffer =>
            {
                StoreCommands.BeginScript(buffer, script, command.Key, 3 + arguments.Length);
                buffer.Argument(command.Name);
                buffer.Argument(command.Version);
                buffer.Argument(StoreCommands.Milliseconds(ContractCommand.TimeToLive));
                foreach (string argument in arguments)
                {
                    buffer.Argument(argument);
                }
            },
            cancellationToken).ConfigureAwait(false);
        return reply.Parse(command.GetType().Name, static (ref RespReader reader) =>
        {
            string[] answer = new string[Math.Max(0, reader.ReadAggregate())];
            for (int i = 0; i < answer.Length; i++)
            {
                answer[i] = Encoding.UTF8.GetString(reader.ReadBytes());
            }

            return Read(answer);
        });
    }

    private static (byte[] Script, string[] Arguments) Encode(ContractCommand command) => command switch
    {
        StartContract start => (ContractScripts.Start, [start.Steps, List(start.Input)]),
        ClaimStep claim => (ContractScripts.Claim, [Text(claim.Step), claim.Pod, Text(StoreCommands.Milliseconds(claim.Lease))]),
        RenewStep renew => (ContractScripts.Renew, [.. Held(renew.Held), Text(StoreCommands.Milliseconds(renew.Lease))]),
        CompleteStep complete => (ContractScripts.Complete, [.. Held(complete.Held), List(complete.Output)]),
        FailStep fail => (ContractScripts.Fail, [.. Held(fail.Held), fail.Error]),
        _ => throw new UnreachableException(),
    };

    private static string[] Held(HeldStep held) => [held.Slot, held.Pod, Text(held.Attempt)];

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string List(IReadOnlyList<string> keys) => ContractJson.List(keys);

    private static ContractReply Read(string[] answer) => answer switch
    {
        ["started", _, .. var ready] => new(ContractOutcome.Started) { Ready = Numbers(ready), IsContractCompleted = answer[1] == "1" },
        ["completed", var ended, .. var ready] => new(ContractOutcome.Completed) { Ready = Numbers(ready), IsContractCompleted = ended == "1" },
        ["retrying", _, .. var ready] => new(ContractOutcome.Retrying) { Ready = Numbers(ready) },
        ["claimed", var item, var attempt, var input] => new(ContractOutcome.Claimed)
        {
            Item = item.Length == 0 ? null : Number(item),
            Attempt = Number(attempt),
            Input = ContractJson.ReadList(input),
        },
        ["held", var pod, var left] => new(ContractOutcome.Held, pod) { HeldFor = TimeSpan.FromMilliseconds(Number(left)) },
        ["already_started"] => new(ContractOutcome.AlreadyStarted),
        ["already_done", .. var pod] => new(ContractOutcome.AlreadyDone, pod.FirstOrDefault()),
        ["not_ready"] => new(ContractOutcome.NotReady),
        ["renewed"] => new(ContractOutcome.Renewed),
        ["failed", .. var error] => new(ContractOutcome.Failed, error.FirstOrDefault()),
        ["lost", var pod] => new(ContractOutcome.Lost, pod),
        ["missing"] => new(ContractOutcome.Missing),
        ["wrong_contract", var name] => new(ContractOutcome.WrongContract, name),
        ["wrong_version", var version] => new(ContractOutcome.WrongVersion, version),
        _ => throw new RespProtocolException("an unknown answer of a contract: " + string.Join(' ', answer)),
    };

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static int[] Numbers(string[] texts) => Array.ConvertAll(texts, Number);
}
