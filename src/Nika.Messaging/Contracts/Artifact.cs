namespace Nika.Messaging;

/// <summary>How what steps hand on is kept in working memory. For generated code.</summary>
public static class Artifact
{
    /// <summary>Nothing.</summary>
    public static Artifact<NoArtifact> None { get; } = new NoneArtifact();

    /// <summary>One message that is a hash: a field for each member.</summary>
    /// <typeparam name="T">The message type.</typeparam>
    public static Artifact<T> Fields<T>()
        where T : IHashMessage<T> => new OneArtifact<T>(new FieldsCodec<T>());

    /// <summary>One message that is an entry of a stream elsewhere: its JSON in the field <c>data</c>.</summary>
    /// <typeparam name="T">The message type.</typeparam>
    public static Artifact<T> Data<T>()
        where T : IStreamMessage<T> => new OneArtifact<T>(new DataCodec<T>());

    /// <summary>A list of messages, each as <see cref="Data{T}"/> keeps one.</summary>
    /// <typeparam name="TList">The list.</typeparam>
    /// <typeparam name="T">The message type.</typeparam>
    /// <param name="create">Makes the list.</param>
    public static Artifact<TList> DataList<TList, T>(Func<IReadOnlyList<T>, TList> create)
        where TList : IEnumerable<T>
        where T : IStreamMessage<T> => new ManyArtifact<TList, T>(create, new DataCodec<T>());

    /// <summary>A list of messages, each as <see cref="Fields{T}"/> keeps one.</summary>
    /// <typeparam name="TList">The list.</typeparam>
    /// <typeparam name="T">The message type.</typeparam>
    /// <param name="create">Makes the list.</param>
    public static Artifact<TList> FieldsList<TList, T>(Func<IReadOnlyList<T>, TList> create)
        where TList : IEnumerable<T>
        where T : IHashMessage<T> => new ManyArtifact<TList, T>(create, new FieldsCodec<T>());

    private sealed class NoneArtifact : Artifact<NoArtifact>
    {
        internal override ValueTask<ContractResult> WriteAsync(ContractRuntime contracts, string key, NoArtifact value, List<string> written, CancellationToken cancellationToken) => default;

        internal override ValueTask<HashRead<NoArtifact>> ReadAsync(ContractRuntime contracts, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
            new(new HashRead<NoArtifact>(default, default));
    }

    private sealed class OneArtifact<T>(ArtifactCodec<T> codec) : Artifact<T>
        where T : IMessage<T>
    {
        internal override async ValueTask<ContractResult> WriteAsync(ContractRuntime contracts, string key, T value, List<string> written, CancellationToken cancellationToken)
        {
            written.Add(key);
            return ContractRuntime.Shown(await codec.WriteAsync(contracts.Publisher, key, value, cancellationToken).ConfigureAwait(false));
        }

        internal override async ValueTask<HashRead<T>> ReadAsync(ContractRuntime contracts, IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
            keys is [var key]
                ? await contracts.ReadArtifactAsync<T>(key, codec.Read, cancellationToken).ConfigureAwait(false)
                : new(new(ContractOutcome.ArtifactMissing, $"one artifact is expected, {keys.Count} are there"), default);
    }

    private sealed class ManyArtifact<TList, T>(Func<IReadOnlyList<T>, TList> create, ArtifactCodec<T> codec) : Artifact<TList>
        where TList : IEnumerable<T>
        where T : IMessage<T>
    {
        // As many are under way at once: a round trip for all of them, and the retention ring never full.
        private const int Batch = 64;

        internal override async ValueTask<ContractResult> WriteAsync(ContractRuntime contracts, string key, TList value, List<string> written, CancellationToken cancellationToken)
        {
            foreach (var part in value.Chunk(Batch))
            {
                int from = written.Count;
                written.AddRange(part.Select((_, i) => FormattableString.Invariant($"{key}.{from + i}")));
                var results = await Task.WhenAll(part.Select((item, i) => codec.WriteAsync(contracts.Publisher, written[from + i], item, cancellationToken).AsTask())).ConfigureAwait(false);
                if (results.Select(ContractRuntime.Shown).FirstOrDefault(static result => result.Outcome != ContractOutcome.None) is { Outcome: not ContractOutcome.None } wrong)
                {
                    return wrong;
                }
            }

            return default;
        }

        internal override async ValueTask<HashRead<TList>> ReadAsync(ContractRuntime contracts, IReadOnlyList<string> keys, CancellationToken cancellationToken)
        {
            var all = new List<T>(keys.Count);
            foreach (string[] part in keys.Chunk(Batch))
            {
                foreach (var read in await Task.WhenAll(part.Select(key => contracts.ReadArtifactAsync<T>(key, codec.Read, cancellationToken).AsTask())).ConfigureAwait(false))
                {
                    if (read.Problem.Outcome != ContractOutcome.None)
                    {
                        return new(read.Problem, default);
                    }

                    all.Add(read.Value!);
                }
            }

            return new(default, create(all));
        }
    }
}
