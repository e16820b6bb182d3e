using RepoAudit.Auditing;

namespace RepoAudit.Tests.Reporting;

public sealed class AuditSummaryTests
{
    [Fact]
    public void The_line_has_the_agreed_names_in_the_agreed_order()
    {
        AuditResult result = Reports.Audit(
            Reports.File("a/a.cs", 10),
            Reports.File("b/b.cs", 20),
            new FileFindings { Path = "b/c.cs", Failure = "not found" }) with
        {
            Swarm = new SwarmCounts(5, 12, 0),
        };

        Assert.Equal(
            """{"projects":1,"jobs":2,"tasks":2,"completed":1,"failed":1,"files":3,"lines":30,"transitions_seen_by_alpha":5,"monitor_events":12,"lost":0}""",
            AuditSummary.Of(result).ToJson());
    }

    [Fact]
    public void Lines_add_up_beyond_what_an_int_holds() =>
        Assert.Equal(2L * int.MaxValue, AuditSummary.Of(Reports.Audit(Reports.File("a/a.cs", int.MaxValue), Reports.File("a/b.cs", int.MaxValue))).Lines);

    [Fact]
    public void An_audit_of_nothing_counts_nothing() => Assert.Equal(
        """{"projects":1,"jobs":0,"tasks":0,"completed":0,"failed":0,"files":0,"lines":0,"transitions_seen_by_alpha":0,"monitor_events":0,"lost":0}""",
        AuditSummary.Of(Reports.Audit()).ToJson());
}
