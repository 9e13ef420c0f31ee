using StarPortal.Domain.Reviews;
using StarPortal.Domain.Templates;

namespace StarPortal.Web.Features.Reviews.Demo;

/// <summary>
/// Writes plausible reviews: everybody has an own level, every reviewer an own leniency, and the rest is chance that
/// depends on nothing but the numbers of the people and the seed.
/// </summary>
internal sealed class DemoWriter(TemplateDefinition definition, int seed)
{
    private readonly Dictionary<Relationship, ReviewForm> forms = Enum.GetValues<Relationship>().ToDictionary(r => r, r => ReviewForm.Of(definition, r));
    private readonly int lowest = definition.Scale.Points.Min(p => p.Value);
    private readonly int highest = definition.Scale.Points.Max(p => p.Value);

    /// <summary>About half submitted, some begun, the rest untouched.</summary>
    public ReviewState StateOf(DemoTask task) => Chance(task.ReviewId, 1) switch
    {
        < 0.5 => ReviewState.Submitted,
        < 0.68 => ReviewState.Draft,
        _ => ReviewState.NotStarted,
    };

    /// <param name="complete">False leaves the second half of the form open.</param>
    public IEnumerable<AnswerContent> Write(DemoTask task, bool complete)
    {
        var form = forms[task.Relationship];
        var indicators = form.Indicators.ToList();
        var count = complete ? indicators.Count : (indicators.Count + 1) / 2;
        for (var i = 0; i < count; i++)
        {
            yield return Rate(task, indicators[i].Key, i);
        }

        for (var i = 0; complete && i < form.Questions.Count; i++)
        {
            if (form.Questions[i].Required || Chance(task.ReviewId, 900 + i) < 0.7)
            {
                yield return new AnswerContent(form.Questions[i].Key, null, false, DemoComments.Open(task.Relationship, task.Language, Number(task.ReviewId, 950 + i)));
            }
        }
    }

    private AnswerContent Rate(DemoTask task, string key, int index)
    {
        if (task.Relationship is not (Relationship.Self or Relationship.Manager) && Chance(task.ReviewId, 100 + index) < 0.04)
        {
            return new AnswerContent(key, null, true, "");
        }

        // level of the person, leniency of the reviewer, what this indicator is like for this person, noise
        var place = 0.2 + (0.7 * Chance(task.SubjectId, 2))
            + (0.2 * (Chance(task.ReviewerId, 3) - 0.5))
            + (0.3 * (Chance(task.SubjectId, 200 + index) - 0.5))
            + (0.2 * (Chance(task.ReviewId, 300 + index) - 0.5))
            + (task.Relationship == Relationship.Self ? 0.06 : 0);
        var rating = Math.Clamp(lowest + (int)Math.Round(place * (highest - lowest), MidpointRounding.AwayFromZero), lowest, highest);
        // the highest and the lowest rating always have a reason
        var comment = rating == lowest || rating == highest || Chance(task.ReviewId, 400 + index) < 0.4
            ? DemoComments.On(task.Relationship, task.Language, (rating - lowest) / (double)(highest - lowest), Number(task.ReviewId, 500 + index))
            : "";
        return new AnswerContent(key, rating, false, comment);
    }

    private double Chance(int of, int salt) => Number(of, salt) / (double)int.MaxValue;

    /// <summary>Mixes the bits of its inputs; the same on every machine and in every version of the runtime.</summary>
    private int Number(int of, int salt)
    {
        unchecked
        {
            var x = ((uint)of * 0x9E3779B1u) ^ ((uint)salt * 0x85EBCA77u) ^ ((uint)seed * 0xC2B2AE3Du);
            x = (x ^ (x >> 16)) * 0x7FEB352Du;
            x = (x ^ (x >> 15)) * 0x846CA68Bu;
            return (int)((x ^ (x >> 16)) & 0x7FFFFFFFu);
        }
    }
}
