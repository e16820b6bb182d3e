namespace Nika.Messaging;


/// <summary>A job: <c>job_id</c>, part of the keys <c>nika:ipc:{job_id}</c>, <c>nika:wm:{job_id}:{artifact}</c> and <c>nika:contract:{job_id}</c>.</summary>
[Id]
public readonly partial struct JobId;
