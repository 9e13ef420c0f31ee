namespace StarPortal.Domain.Notifications;

/// <summary>
/// Something that a team's chat may know, for example that a phase has opened. It carries no person's name, no score and
/// nothing that anybody wrote.
/// </summary>
/// <param name="Kind">Named as <c>Feature.Event</c>; registered with its sentence by that feature.</param>
/// <param name="Key">What it is about, for example <c>cycle:17</c>: the same kind about the same thing is announced once.</param>
/// <param name="Link">Where it leads, a path of the portal.</param>
/// <param name="Args">Values of the sentence: names of cycles, phases and jobs only. A moment stands in the round-trip form.</param>
public sealed record Announcement(string Kind, string Key, string Link, params IReadOnlyList<string> Args);
