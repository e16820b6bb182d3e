namespace Nika.Messaging;


/// <summary>An artifact in working memory: the last part of <c>nika:wm:{job_id}:{artifact}</c>.</summary>
[Id]
public readonly partial struct ArtifactName;
