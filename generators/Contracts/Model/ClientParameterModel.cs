namespace Nika.Messaging.Contracts;

/// <summary>A parameter of a client's method.</summary>
/// <param name="Declaration">Its type in full, with <c>in</c> before it where it is passed by reference.</param>
/// <param name="Name">Its name as written in code.</param>
/// <param name="Role">What it is for.</param>
internal sealed record ClientParameterModel(string Declaration, string Name, ClientRole Role);
