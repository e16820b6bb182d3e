using RepoAudit.Auditing;
using Spectre.Console;

namespace RepoAudit.Reporting;

/// <summary>The report a person reads when the audit is over. It fits in 80 columns and needs no colours.</summary>
/// <param name="console">Where to.</param>
/// <param name="result">The audit.</param>
public sealed class AuditReport(IAnsiConsole console, AuditResult result)
{
    private const int WorstShown = 10;
    private const int FailuresShown = 20;
    private const int BarsShown = 40;
    private const int LongestBar = 100;

    /// <summary>Writes all of it.</summary>
    public void Write()
    {
        IReadOnlyList<FolderTotals> folders = FolderTotals.PerJob(result);
        FolderTotals overall = FolderTotals.Overall(result);

        WriteSummary(overall);
        if (folders.Count > 0)
        {
            WriteFolders(folders, overall);
            WriteChart(folders);
            WriteWorst();
        }

        WriteFailures();
        WriteMemory();
    }

    private void WriteSummary(FolderTotals overall)
    {
        WriteTitle($"Audit of {ShortText.Start(result.Tree.Root, Math.Max(20, console.Profile.Width - 14))}");
        if (overall.Files == 0)
        {
            console.WriteLine("There are no source files here: none has one of the extensions asked for.");
            console.WriteLine();
            return;
        }

        console.WriteLine(
            $"{Figures.Count(overall.Files, "file")} in {Figures.Count(result.Tree.Jobs.Count, "folder")}, {Figures.Count(overall.Lines, "line")}: "
            + $"{Figures.Share(overall.Code, overall.Lines)} code, {Figures.Share(overall.Comment, overall.Lines)} comment, {Figures.Share(overall.Blank, overall.Lines)} blank.");
        console.WriteLine(
            $"{Figures.Count(overall.Todo, "TODO mark")}, {Figures.Count(overall.Duplicated, "duplicated line")} ({Figures.Share(overall.Duplicated, overall.Code)} of the code).");
        if (overall.Longest is { } longest)
        {
            console.WriteLine($"Longest member: {Name(longest.Member, 30)}, {Figures.Count(longest.Member.Lines, "line")}, in");
            console.WriteLine($"  {ShortText.Start($"{longest.File}:{longest.Member.Line}", console.Profile.Width - 2)}");
        }

        console.Write(new Text(
            $"{Figures.Count(result.Completed, "task")} completed, {Figures.Count(result.Failed)} failed, in {result.Elapsed.TotalSeconds:0.0} s.{Environment.NewLine}",
            result.Failed > 0 ? new Style(Color.Yellow) : new Style(Color.Green)));
        console.WriteLine();
    }

    private void WriteFolders(IReadOnlyList<FolderTotals> folders, FolderTotals overall)
    {
        const int NameCells = 20;
        Table table = NewTable(
            new TableColumn("Folder"), Number("Files"), Number("Lines"), Number("Code"), Number("Comment"), Number("Blank"), Number("TODO"), Number("Dup."), Number("Longest"));
        foreach (FolderTotals folder in folders)
        {
            table.AddRow(Row(ShortText.End(FolderName.Of(folder.Name), NameCells), folder));
        }

        if (folders.Count > 1)
        {
            table.AddEmptyRow();
            table.AddRow(Row("all", overall));
        }

        WriteTitle("Folders");
        console.Write(table);
        WriteNote($"Dup.: share of the code in {DuplicateFinder.WindowLines} or more lines that stand elsewhere in the same task too. Longest: lines of the longest member.");
    }

    private static Text[] Row(string name, FolderTotals totals) =>
    [
        new(name),
        new(Figures.Count(totals.Files)),
        new(Figures.Count(totals.Lines)),
        new(Figures.Share(totals.Code, totals.Lines)),
        new(Figures.Share(totals.Comment, totals.Lines)),
        new(Figures.Share(totals.Blank, totals.Lines)),
        new(Figures.Count(totals.Todo)),
        new(Figures.Share(totals.Duplicated, totals.Code)),
        new(totals.Longest is { } longest ? Figures.Count(longest.Member.Lines) : "-"),
    ];

    private void WriteChart(IReadOnlyList<FolderTotals> folders)
    {
        const int NameCells = 20;
        var chart = new BarChart { Width = Math.Min(console.Profile.Width - 1, LongestBar), ValueFormatter = static (value, _) => Figures.Count((long)value) };
        foreach (FolderTotals folder in folders.OrderByDescending(static folder => folder.Lines).ThenBy(static folder => folder.Name, StringComparer.Ordinal).Take(BarsShown))
        {
            chart.AddItem(Markup.Escape(ShortText.End(FolderName.Of(folder.Name), NameCells)), folder.Lines, Color.Blue);
        }

        WriteTitle("Lines per folder");
        console.Write(chart);
        if (folders.Count > BarsShown)
        {
            WriteNote($"... and {Figures.Count(folders.Count - BarsShown, "smaller folder")}.");
        }
        else
        {
            console.WriteLine();
        }
    }

    private void WriteWorst()
    {
        IReadOnlyList<FileFindings> worst = WorstFiles.Of(result, WorstShown);
        if (worst.Count == 0)
        {
            return;
        }

        const int MemberCells = 20;
        const int OtherCells = 5 + 6 + 4 + 4 + MemberCells + 5 * 2; // the other columns and the gaps between all
        int pathCells = Math.Max(20, console.Profile.Width - OtherCells);
        Table table = NewTable(Number("Score"), new TableColumn("File"), Number("Lines"), Number("TODO"), Number("Dup."), new TableColumn("Longest member"));
        foreach (FileFindings file in worst)
        {
            table.AddRow(
                new Text(Figures.Count(WorstFiles.Score(file))),
                new Text(ShortText.Start(file.Path, pathCells)),
                new Text(Figures.Count(file.Lines)),
                new Text(Figures.Count(file.TodoMarks)),
                new Text(Figures.Share(file.DuplicatedLines, file.CodeLines)),
                new Text(file.LongestMember is { } member ? $"{Figures.Count(member.Lines)} {Name(member, MemberCells - 1 - Figures.Count(member.Lines).Length)}" : "-"));
        }

        WriteTitle(worst.Count < WorstShown ? "Files worth a look" : $"The {WorstShown} files most worth a look");
        console.Write(table);
        WriteNote(WorstFiles.Legend);
    }

    private void WriteFailures()
    {
        string[] failures =
        [
            .. result.Batches
                .Where(static batch => batch.FailureReason is not null)
                .OrderBy(static batch => batch.Job, StringComparer.Ordinal)
                .ThenBy(static batch => batch.Number)
                .SelectMany(static batch => batch.Error is null
                    ? batch.Failures.Select(static file => $"{file.Path}: {file.Failure}")
                    : [$"task {batch.Number} of {FolderName.Of(batch.Job)}: {batch.Error}"]),
            .. result.Tree.Unreadable.Select(static folder => $"{folder.Path}/: {folder.Reason}"),
        ];
        if (failures.Length == 0)
        {
            return;
        }

        WriteTitle("Could not be audited");
        foreach (string failure in failures.Take(FailuresShown))
        {
            console.Write(new Padder(new Text(ShortText.Whole(failure)), new Padding(2, 0, 0, 0)));
        }

        if (failures.Length > FailuresShown)
        {
            console.WriteLine($"  ... and {Figures.Count(failures.Length - FailuresShown)} more");
        }

        console.WriteLine();
    }

    private void WriteMemory()
    {
        if (result.Memory.Count == 0)
        {
            return;
        }

        WriteTitle("Asked of memory");
        foreach (var memory in result.Memory)
        {
            console.WriteLine($"  {memory.Question}");

            // It may quote a file's name, or a reason.
            console.WriteLine($"  {ShortText.Whole(memory.Answer)}");
        }

        console.WriteLine();
    }

    private void WriteTitle(string title) => console.Write(new Rule(Markup.Escape(title)) { Justification = Justify.Left, Style = new Style(Color.Grey) });

    private void WriteNote(string note)
    {
        console.Write(new Text(note + Environment.NewLine, new Style(Color.Grey)));
        console.WriteLine();
    }

    private static Table NewTable(params TableColumn[] columns)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        for (int i = 0; i < columns.Length; i++)
        {
            bool last = i == columns.Length - 1;
            table.AddColumn(columns[i].NoWrap().Padding(0, 0, last ? 0 : 2, 0));
        }

        return table;
    }

    private static TableColumn Number(string header) => new TableColumn(header).RightAligned();

    private static string Name(MemberSpan member, int cells) => ShortText.End(member.Name, Math.Max(1, cells));
}
