namespace StarPortal.Web.Shared.Cycles;

/// <summary>A feature's part of HR's page of one participant. Registered by the feature as a singleton.</summary>
/// <param name="Order">Panels stand in this order.</param>
/// <param name="Component">A component with the parameters <c>int ParticipantId</c> and <c>EventCallback Changed</c>.</param>
public sealed record ParticipantPanel(int Order, Type Component);
