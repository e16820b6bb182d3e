namespace Nika.Messaging;


/// <summary>A pod's session: <c>session_id</c>, part of the keys <c>agent:events:{session_id}</c> and <c>agent:state:{session_id}</c>.</summary>
[Id]
public readonly partial struct SessionId;
