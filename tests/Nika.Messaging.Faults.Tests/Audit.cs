namespace Nika.Messaging.Faults;

/// <summary>The account that must always balance, seen from outside.</summary>
internal static class Audit
{
    /// <summary>
    /// Ids found twice on the server are tolerated while this is true. Replay sends again only what it has looked for and not found.
    /// </summary>
    public const bool DuplicatesAllowed = false;

    /// <summary>Every id published is on the server, in a local log, or was counted; the pods' own accounts say the same.</summary>
    public static async Task ExpectBalanceAsync(IReadOnlyList<FaultPod> pods, IReadOnlyCollection<Published> published, Auditor auditor, Loss loss, bool diskFailed = false)
    {
        foreach (var pod in pods)
        {
            await pod.SettledAsync();
            var account = pod.Account;
            Assert.Equal(account.Published + account.Inherited, account.Delivered + account.Logged + account.Dropped + account.Expired);
            Assert.Equal(0, account.InFlight);
        }

        // What is only in the logs is what was counted so, once everything that can be replayed is.
        if (loss == Loss.None && !diskFailed)
        {
            List<Guid> onlyInLogs = [];
            await TestSupport.Wait.Until(
                async () =>
                {
                    onlyInLogs = [.. (await IdsInLogsAsync(pods, diskFailed)).Except(auditor.IdsOnServer())];
                    return onlyInLogs.Count == pods.Sum(static pod => pod.Account.Logged);
                },
                TimeSpan.FromSeconds(60),
                () => $"of the messages in the local logs {onlyInLogs.Count} are not on the server, {onlyInLogs.FirstOrDefault()} is one; counted as logged are {pods.Sum(static pod => pod.Account.Logged)}");
        }

        Assert.Equal(published.Count, published.Select(static message => message.Id).Distinct().Count());
        Assert.Equal(published.Count, pods.Sum(static pod => pod.Account.Published));
        var onServer = auditor.IdsOnServer();
        var twice = onServer.GroupBy(static id => id).Where(static same => same.Count() > 1).Select(static same => same.Key).ToList();
        Assert.True(twice.Count == 0 || DuplicatesAllowed, $"{twice.Count} messages are on the server twice, {twice.FirstOrDefault()} is one");

        // The local log is flushed when a pod stops; until then its last lines may be on their way.
        HashSet<Guid> inLogs = [];
        await TestSupport.Wait.Until(async () =>
        {
            inLogs = await IdsInLogsAsync(pods, diskFailed);
            return inLogs.Count >= pods.Sum(static pod => pod.Account.Logged);
        }, TimeSpan.FromSeconds(30), "the local logs hold what was counted as logged");

        var found = onServer.Concat(inLogs).ToHashSet();
        var missing = published.Where(message => message.Status != PublishStatus.Dropped && !found.Contains(message.Id)).ToList();
        long dropped = pods.Sum(static pod => pod.Account.Dropped) - published.Count(static message => message.Status == PublishStatus.Dropped);
        if (loss == Loss.None)
        {
            // Taken by the local log, which could not keep it: counted, but not one by one.
            Assert.True(missing.Count <= dropped, $"{missing.Count} of {published.Count} messages are nowhere, {dropped} were counted as dropped later; {missing.FirstOrDefault()} is one");
        }
        else
        {
            // What is missing was acknowledged: no more than that, and of the feed each has its line in the journal.
            Assert.True(missing.Count <= pods.Sum(static pod => pod.Account.Delivered) + dropped, $"{missing.Count} messages are nowhere");
            List<Published> unaccounted = [];
            await TestSupport.Wait.Until(async () =>
            {
                var onBus = new HashSet<Guid>();
                foreach (var pod in pods)
                {
                    onBus.UnionWith(await Auditor.IdsOnBusAsync(pod.Directory, mayBeTorn: true));
                }

                unaccounted = [.. missing.Where(message => message.IsOnFeed && !onBus.Contains(message.Id))];
                return unaccounted.Count <= dropped || diskFailed;
            }, TimeSpan.FromSeconds(30), "the journal has a line for what is missing");
            Assert.True(unaccounted.Count <= dropped, $"{unaccounted.Count} messages are nowhere and were never acknowledged; {unaccounted.FirstOrDefault()} is one");
        }

        auditor.ExpectExpiries();
    }

    private static async Task<HashSet<Guid>> IdsInLogsAsync(IEnumerable<FaultPod> pods, bool mayBeTorn)
    {
        var ids = new HashSet<Guid>();
        foreach (var pod in pods)
        {
            ids.UnionWith(await Auditor.IdsInLogsAsync(pod.Directory, mayBeTorn));
        }

        return ids;
    }
}
