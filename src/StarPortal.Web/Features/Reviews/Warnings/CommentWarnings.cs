using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Reviews;

namespace StarPortal.Web.Features.Reviews.Warnings;

/// <summary>Something in a comment that may tell who is meant or who writes.</summary>
/// <param name="Before">A few characters that stand before it, to find the place.</param>
/// <param name="After">A few characters that follow.</param>
public sealed record CommentWarning(string ItemKey, PersonalDataKind Kind, string Found, string Before, string After);

/// <summary>Warns a writer before a review is handed in. Nothing of it is stored, and it never stops anybody.</summary>
public sealed class CommentWarnings(IDbContextFactory<PortalDbContext> factory)
{
    private const int Around = 12;

    // a text that hits more names than this is an organisation chart
    private const int MostNames = 500;

    public async Task<IReadOnlyList<CommentWarning>> ForAsync(int reviewId, IReadOnlyList<AnswerContent> contents, Actor actor, CancellationToken cancellation)
    {
        var written = contents.Where(c => !string.IsNullOrWhiteSpace(c.Text)).ToList();
        if (written.Count == 0)
        {
            return [];
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var subject = await db.Reviews.AsNoTracking().Where(r => r.Id == reviewId)
            .Join(db.Participants, r => r.ParticipantId, p => p.Id, (r, p) => p.Name)
            .SingleOrDefaultAsync(cancellation);
        if (subject is null)
        {
            return [];
        }

        var names = await NamesAsync(db, PersonalData.Candidates(written.Select(c => c.Text)), cancellation);
        return [.. written.SelectMany(c => PersonalData.Find(c.Text, names, subject).Select(f => Place(c, f)))];
    }

    /// <summary>The employees' names among the words of the texts: found in the database, ten thousand never are in memory.</summary>
    private static async Task<List<string>> NamesAsync(PortalDbContext db, NameCandidates candidates, CancellationToken cancellation)
    {
        if (candidates.IsEmpty)
        {
            return [];
        }

        // a text, not a character: both databases find it
        var (whole, words, gap) = (candidates.Whole, candidates.Words, " ");
        return await db.Employees.AsNoTracking()
            .Where(e => whole.Contains(e.Name.ToLower())
                || words.Contains((e.Name + " ").Substring(0, (e.Name + " ").IndexOf(gap)))
                || words.Contains(e.Name.Substring(e.Name.IndexOf(gap) + 1)))
            .Select(e => e.Name)
            .Distinct()
            .OrderBy(n => n)
            .Take(MostNames)
            .ToListAsync(cancellation);
    }

    private static CommentWarning Place(AnswerContent content, PersonalDataFinding found)
    {
        var from = Math.Max(0, found.Start - Around);
        var end = found.Start + found.Found.Length;
        return new CommentWarning(
            content.ItemKey, found.Kind, found.Found, content.Text[from..found.Start], content.Text[end..Math.Min(content.Text.Length, end + Around)]);
    }
}
