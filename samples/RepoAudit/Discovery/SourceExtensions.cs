using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace RepoAudit.Discovery;

/// <summary>Which files are source files: a set of extensions, compared without regard to case.</summary>
public sealed class SourceExtensions
{
    private readonly FrozenSet<string> extensions;

    private SourceExtensions(IEnumerable<string> extensions) =>
        this.extensions = extensions.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The usual ones. Data and configuration (JSON, YAML, XML, Markdown) is not source; ask for it by name.</summary>
    public static SourceExtensions Default { get; } = new(
    [
        ".cs", ".fs", ".fsx", ".vb", ".razor", ".cshtml", ".xaml",
        ".java", ".kt", ".kts", ".scala", ".groovy",
        ".c", ".h", ".cc", ".cpp", ".cxx", ".hh", ".hpp", ".m", ".mm",
        ".go", ".rs", ".swift", ".dart", ".zig",
        ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".vue", ".svelte",
        ".py", ".pyi", ".rb", ".php", ".pl", ".pm", ".lua", ".r", ".jl", ".ex", ".exs",
        ".sh", ".bash", ".zsh", ".ps1", ".psm1",
        ".sql", ".hs", ".css", ".scss", ".less", ".html", ".htm", ".proto",
    ]);

    /// <summary>The extensions, each with its dot, in ordinal order.</summary>
    public IEnumerable<string> Names => extensions.Order(StringComparer.Ordinal);

    /// <summary>Reads what a person typed: <c>cs,py</c>, <c>.cs</c>, <c>*.cs</c>; several values add up.</summary>
    /// <param name="values">The values of <c>--ext</c>.</param>
    /// <param name="parsed">The set, or null.</param>
    /// <param name="error">What is wrong, or null.</param>
    public static bool TryParse(IEnumerable<string> values, [NotNullWhen(true)] out SourceExtensions? parsed, [NotNullWhen(false)] out string? error)
    {
        parsed = null;
        error = null;
        var names = new List<string>();
        foreach (string value in values)
        {
            foreach (string part in value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                string name = part.TrimStart('*').TrimStart('.');
                if (name.Length == 0 || name.AsSpan().ContainsAny("/\\*? "))
                {
                    error = $"'{part}' is no file extension; write it like 'cs' or '.cs', several as 'cs,py'.";
                    return false;
                }

                names.Add('.' + name);
            }
        }

        if (names.Count == 0)
        {
            error = "No file extension given; write it like 'cs' or '.cs', several as 'cs,py'.";
            return false;
        }

        parsed = new SourceExtensions(names);
        return true;
    }

    /// <summary>Whether a file of this name is a source file. Extensions with two dots (<c>g.cs</c>) work too.</summary>
    /// <param name="fileName">The name without a folder.</param>
    public bool Includes(string fileName)
    {
        for (int dot = fileName.LastIndexOf('.'); dot >= 0; dot = dot == 0 ? -1 : fileName.LastIndexOf('.', dot - 1))
        {
            if (extensions.Contains(fileName[dot..]))
            {
                return true;
            }
        }

        return false;
    }
}
