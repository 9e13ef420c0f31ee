namespace StarPortal.Domain.Cycles;

/// <summary>Somebody who takes part or may be drawn as a peer.</summary>
public sealed record PeerCandidate(int EmployeeId, int DepartmentId, int? ManagerId);

/// <summary>
/// Draws peers by lot: everybody of a department is put in a ring in an order that only the seed decides, and reviews are
/// written by the next ones in the ring. So everybody is asked about equally often, and the same seed draws the same peers.
/// Nobody is drawn for themselves, their own manager or a direct report: those relationships have reviews of their own.
/// </summary>
public static class PeerDraw
{
    /// <param name="participants">For whom peers are drawn.</param>
    /// <param name="candidates">Who may be drawn; the participants among them or not.</param>
    /// <param name="count">How many for each.</param>
    /// <param name="seed">Any number; the same one gives the same draw.</param>
    /// <param name="alsoFromElsewhere">Whether a department too small is filled up from the whole company.</param>
    public static IReadOnlyList<(int EmployeeId, int ReviewerId)> Draw(
        IReadOnlyList<PeerCandidate> participants,
        IReadOnlyList<PeerCandidate> candidates,
        int count,
        int seed,
        bool alsoFromElsewhere)
    {
        var rings = candidates.GroupBy(c => c.DepartmentId).ToDictionary(g => g.Key, g => Ring([.. g], seed));
        var company = Ring(alsoFromElsewhere ? candidates : [], seed);
        var pairs = new List<(int, int)>(participants.Count * count);
        foreach (var person in participants)
        {
            var chosen = new List<int>(count);
            if (rings.TryGetValue(person.DepartmentId, out var ring))
            {
                Take(person, ring, chosen, count);
            }

            if (alsoFromElsewhere)
            {
                Take(person, company, chosen, count);
            }

            pairs.AddRange(chosen.Select(c => (person.EmployeeId, c)));
        }

        return pairs;
    }

    private static void Take(PeerCandidate person, (PeerCandidate[] People, Dictionary<int, int> Places) ring, List<int> chosen, int count)
    {
        var (people, places) = ring;
        if (people.Length == 0)
        {
            return;
        }

        // somebody who is not in the ring enters it where the seed would have put them: at a place of their own
        var start = places.TryGetValue(person.EmployeeId, out var place) ? place : person.EmployeeId % people.Length;
        for (var step = 1; step <= people.Length && chosen.Count < count; step++)
        {
            var other = people[(start + step) % people.Length];
            if (other.EmployeeId != person.EmployeeId
                && other.EmployeeId != person.ManagerId
                && other.ManagerId != person.EmployeeId
                && !chosen.Contains(other.EmployeeId))
            {
                chosen.Add(other.EmployeeId);
            }
        }
    }

    private static (PeerCandidate[] People, Dictionary<int, int> Places) Ring(IReadOnlyList<PeerCandidate> people, int seed)
    {
        PeerCandidate[] order = [.. people.OrderBy(p => Mix(seed, p.EmployeeId)).ThenBy(p => p.EmployeeId)];
        return (order, order.Select((p, i) => (p.EmployeeId, i)).ToDictionary(x => x.EmployeeId, x => x.i));
    }

    /// <summary>A well-stirred number (the finaliser of SplitMix64), the same on every machine and version.</summary>
    private static ulong Mix(int seed, int id)
    {
        var z = ((ulong)(uint)seed << 32) + (uint)id + 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
