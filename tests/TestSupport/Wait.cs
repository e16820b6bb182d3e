using System.Runtime.CompilerServices;

namespace Nika.Messaging.TestSupport;

/// <summary>Waits for conditions. The machine may be busy: give generous timeouts, they cost nothing when the condition comes true.</summary>
public static class Wait
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);

    /// <summary>Returns once <paramref name="condition"/> holds; fails, naming it, after a minute.</summary>
    public static Task Until(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string description = "")
        => Until(condition, Generous, description);

    /// <summary>Returns once <paramref name="condition"/> holds; fails, naming it, after <paramref name="timeout"/>.</summary>
    public static Task Until(Func<bool> condition, TimeSpan timeout, [CallerArgumentExpression(nameof(condition))] string description = "")
        => Until(() => ValueTask.FromResult(condition()), timeout, description);

    /// <inheritdoc cref="Until(Func{bool}, TimeSpan, string)"/>
    public static Task Until(Func<ValueTask<bool>> condition, TimeSpan timeout, [CallerArgumentExpression(nameof(condition))] string description = "")
        => Until(condition, timeout, () => description);

    /// <summary>Returns once <paramref name="condition"/> holds; fails after <paramref name="timeout"/>, with what <paramref name="description"/> says then.</summary>
    public static async Task Until(Func<ValueTask<bool>> condition, TimeSpan timeout, Func<string> description)
    {
        var deadline = Deadline.After(timeout);
        while (!await condition())
        {
            if (deadline.IsPast)
            {
                throw new TimeoutException($"Not within {timeout.TotalSeconds:0.#} s: {description()}");
            }

            await Task.Delay(2);
        }
    }
}
