namespace Nika.Messaging.Analyzers;

/// <summary>The ids of the rules of the wire schema, and what their findings tell the fixes. Ids are literal and never reused.</summary>
internal static class SchemaIds
{
    /// <summary>The baseline's file, beside the project.</summary>
    public const string FileName = "nika.schema.txt";

    /// <summary>A message or member that the baseline does not know as it is, though peers can read it. {0} what it is about, {1} what is new.</summary>
    public const string NotRecorded = "NIKA120";

    /// <summary>A change that peers cannot read. {0} what it is about, {1} the change, {2} who cannot read.</summary>
    public const string Breaking = "NIKA121";

    /// <summary>A line of the baseline that cannot be read. {0} the line, {1} what is wrong.</summary>
    public const string Unreadable = "NIKA122";

    /// <summary>A removed name that is used again. {0} the name.</summary>
    public const string Reused = "NIKA123";

    /// <summary>A message of the baseline that is not declared. {0} the name.</summary>
    public const string Gone = "NIKA124";

    /// <summary>The property of a finding that has the lines to take out of the baseline, one after another.</summary>
    public const string Remove = "remove";

    /// <summary>The property of a finding that has the lines to put in.</summary>
    public const string Add = "add";

    /// <summary>The property of a <see cref="Breaking"/> finding that has the version to raise the message to.</summary>
    public const string NextVersion = "next_version";

    /// <summary>Before <see cref="Remove"/> and <see cref="Add"/>: the lines if the version is raised.</summary>
    public const string Raised = "raised_";
}
