namespace Nika.Messaging;


/// <summary>What a dispatcher did with a delivery.</summary>
public enum DispatchOutcome
{
    /// <summary>The handler was called.</summary>
    Started,

    /// <summary>The handler has no method for this type.</summary>
    NoHandler,

    /// <summary>The entry could not be read as its type; <see cref="Delivery.Error"/> says why.</summary>
    Malformed,
}
