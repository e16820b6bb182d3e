namespace Nika.Messaging.Conformance;

/// <summary>Makes a store for a test. A type each, so that a store derives every part of the suite in a line.</summary>
public interface ISubject
{
    /// <summary>A store of the test's own, not started yet.</summary>
    static abstract StoreUnderTest Create();
}
