namespace Nika.Messaging.EndToEnd.Asking;

[Message("folder_audit_request")]
[Signal(SignalKind.Request)]
public sealed partial record AuditRequest(JobId JobId, string Folder) : IRequest<AuditResult>;

[Message("folder_audit_result")]
[Signal(SignalKind.Result)]
public sealed partial record AuditResult(JobId JobId, string Folder, int Findings);

/// <summary>On Alpha's own stream, as it names no job.</summary>
[Message("approval_request")]
[BusMessage(SignalKind.Request)]
public sealed partial record ApprovalRequest(string Plan) : IRequest<Approval>;

[Message("approval")]
[BusMessage(SignalKind.Result)]
public sealed partial record Approval(bool IsGiven);

[Message("folder_list_request")]
[Signal(SignalKind.Request)]
public sealed partial record ListRequest(JobId JobId, int Count) : IStreamRequest<ListedFile>;

[Message("listed_file")]
[Signal(SignalKind.Result)]
public sealed partial record ListedFile(JobId JobId, int Number);
