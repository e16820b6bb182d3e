using System.Text;

namespace Nika.Messaging.Redis.Protocol;

/// <summary>An error reply: its code, what it means, and a text fit for logs.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Text">The server's words, without anything it repeats from a command: that might be a secret.</param>
internal readonly record struct ServerError(ErrorKind Kind, string Text)
{
    // The server quotes a command it does not know, arguments and all: with HELLO those would hold the password.
    private const string Quoting = ", with args beginning with";

    /// <summary>Whether a key holds another type than the command is for.</summary>
    public bool IsWrongType => Text.StartsWith("WRONGTYPE", StringComparison.Ordinal);

    /// <summary>Whether the user lacks a right.</summary>
    public bool IsNoPermission => Text.Contains("NOPERM", StringComparison.Ordinal) || Text.Contains("ACL failure", StringComparison.Ordinal);

    public static ServerError Parse(ReadOnlySpan<byte> error)
    {
        string text = ServerText.Of(error);
        int quoting = text.IndexOf(Quoting, StringComparison.Ordinal);
        return new(KindOf(error), quoting < 0 ? text : text[..quoting]);
    }

    /// <summary>What an error reply means, by its first word; allocates nothing.</summary>
    public static ErrorKind KindOf(ReadOnlySpan<byte> error)
    {
        int space = error.IndexOf((byte)' ');
        var code = space < 0 ? error : error[..space];
        if (IsAny(code, "LOADING", "BUSY", "READONLY", "OOM", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "NOREPLICAS", "MISCONF"))
        {
            return ErrorKind.Degraded;
        }

        if (IsAny(code, "WRONGTYPE", "NOAUTH", "WRONGPASS", "NOPERM", "DENIED"))
        {
            return ErrorKind.Configuration;
        }

        return IsAny(code, "NOGROUP", "UNBLOCKED") ? ErrorKind.GroupLost : ErrorKind.Refused;
    }

    private static bool IsAny(ReadOnlySpan<byte> code, params ReadOnlySpan<string> codes)
    {
        foreach (string candidate in codes)
        {
            if (Ascii.Equals(code, candidate))
            {
                return true;
            }
        }

        return false;
    }
}
