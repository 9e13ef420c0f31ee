namespace StarPortal.Web.Features.Templates.Designer;

/// <summary>Order and removal: by button, by key, by dragging; each is said aloud, and the last removal can be undone.</summary>
public sealed partial class TemplateDesigner
{
    private Removal? removal;
    private string announcement = "";

    // a step by button or key keeps the keyboard on the same button of the moved part; a drop shows the part itself
    private static string Then(string id, int by) => by == 0 ? id : $"{id}-{(by < 0 ? "up" : "down")}";

    private Task MoveSectionAsync(int from, int to, int by)
    {
        var name = Titles[from];
        var at = Draft.Sections.Move(from, to);
        announcement = TemplateLabels.Format(DesignerText.MovedTo, name, at + 1, Draft.Sections.Count);
        return TellAsync(Then($"s{at}", by));
    }

    private Task MoveQuestionAsync(int from, int to, int by)
    {
        var at = Draft.Questions.Move(from, to);
        announcement = TemplateLabels.Format(DesignerText.MovedTo, TemplateLabels.NameOr(Draft.Questions[at].Text, TemplatesText.QuestionNumber, from + 1), at + 1, Draft.Questions.Count);
        return TellAsync(Then($"q{at}", by));
    }

    private Task StepAsync(IndicatorDraft indicator, int by)
    {
        var (section, position) = PlaceOf(indicator);
        return Draft.Step(section, position, by) is { } to ? MoveIndicatorAsync(indicator, to.Section, to.Position, by) : Task.CompletedTask;
    }

    private Task SendAsync(IndicatorDraft indicator, int section) => MoveIndicatorAsync(indicator, section, int.MaxValue, 0);

    private Task MoveIndicatorAsync(IndicatorDraft indicator, int section, int position, int by)
    {
        var (at, place) = Draft.Move(indicator, section, position);
        announcement = TemplateLabels.Format(DesignerText.MovedInto, NameOf(indicator, place), Titles[at], place + 1, Draft.Sections[at].Indicators.Count);
        return TellAsync(Then($"s{at}-i{place}", by));
    }

    private Task RemoveSectionAsync(SectionDraft section) => Removed(Draft.Remove(section, Titles[Draft.Sections.IndexOf(section)]));

    private Task RemoveIndicatorAsync(IndicatorDraft indicator) => Removed(Draft.Remove(indicator, NameOf(indicator, PlaceOf(indicator).Position)));

    private Task RemoveQuestionAsync(QuestionDraft question)
        => Removed(Draft.Remove(question, TemplateLabels.NameOr(question.Text, TemplatesText.QuestionNumber, Draft.Questions.IndexOf(question) + 1)));

    private Task Removed(Removal what)
    {
        removal = what;
        announcement = TemplateLabels.Format(DesignerText.RemovedName, what.Name);
        return TellAsync("undo");
    }

    private Task UndoAsync()
    {
        if (removal is not { } last)
        {
            return Task.CompletedTask;
        }

        removal = null;
        announcement = TemplateLabels.Format(DesignerText.RestoredName, last.Name);
        return TellAsync(last.Restore());
    }

    private (int Section, int Position) PlaceOf(IndicatorDraft indicator)
    {
        var section = Draft.Sections.FindIndex(s => s.Indicators.Contains(indicator));
        return (section, Draft.Sections[section].Indicators.IndexOf(indicator));
    }

    private static string NameOf(IndicatorDraft indicator, int position) => TemplateLabels.NameOr(indicator.Name, TemplatesText.IndicatorNumber, position + 1);
}
