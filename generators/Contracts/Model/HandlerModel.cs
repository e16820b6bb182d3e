namespace Nika.Messaging.Contracts;

/// <summary>A handler, in two halves that are emitted to different files: a change of one leaves the other's file alone.</summary>
/// <param name="Dispatcher">How messages reach it.</param>
/// <param name="Registration">How it is made.</param>
internal sealed record HandlerModel(DispatcherModel Dispatcher, RegistrationModel Registration);
