namespace Nika.Messaging.Contracts;

/// <summary>What registering a handler needs: less than the handler, so that a change of its methods leaves the registration alone.</summary>
/// <param name="HandlerType">The handler's full name.</param>
/// <param name="IsPublic">Whether it is visible outside of its assembly.</param>
/// <param name="Services">Its constructor's parameters.</param>
internal sealed record RegistrationModel(string HandlerType, bool IsPublic, EquatableArray<ServiceModel> Services)
{
    public static RegistrationModel Of(HandlerModel handler) => new(handler.Type.FullName, handler.Type.IsPublic, handler.Services);
}
