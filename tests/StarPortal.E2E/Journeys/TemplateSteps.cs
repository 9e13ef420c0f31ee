using StarPortal.Web.Features.Templates;
using static Microsoft.Playwright.Assertions;

namespace StarPortal.E2E.Journeys;

/// <summary>Makes the worked example's template from nothing, as HR would click it.</summary>
internal sealed class TemplateSteps(Window hr)
{
    public const string Name = "Support quarter";

    private IPage Page => hr.Page;

    public async Task MakeAndPublishAsync()
    {
        await hr.GoAsync("/templates/new");
        await Page.GetByRole(AriaRole.Radio, new() { Name = hr.Say(() => TemplatesText.FromNothing) }).CheckAsync();
        await PairAsync("new-name", Name, "客服季度考核");
        await hr.Button(() => TemplatesText.Create).ClickAsync();
        await Expect(hr.Button(() => TemplatesText.AddSection)).ToBeVisibleAsync();

        await SectionAsync(0, "Results", "结果", "60");
        await DataAsync("s0-i0", 0, "Accuracy", "准确率", "40", "Bands", async () =>
        {
            await hr.Page.Locator("#s0-i0").GetByRole(AriaRole.Button, new() { Name = hr.Say(() => TemplatesText.AddBand) }).ClickAsync();
            await NumbersAsync("s0-i0", ("band-0", "98"), ("band-0-score", "100"), ("band-1", "95"), ("band-1-score", "85"), ("band-2", "90"), ("band-2-score", "70"), ("otherwise", "40"));
        });
        await DataAsync("s0-i1", 0, "Satisfaction", "满意度", "40", "Linear", () => NumbersAsync("s0-i1", ("floor", "80"), ("target", "98"), ("cap", "120")));
        await DataAsync("s0-i2", 0, "Complaints", "投诉", "20", "Deduction", () => NumbersAsync("s0-i2", ("per-unit", "25"), ("allowance", "0")));

        await SectionAsync(1, "Manager's view", "上级评价", "25");
        await RatedAsync("s1-i0", 1, "Professionalism", "专业性", "50", fromPeers: false);
        await RatedAsync("s1-i1", 1, "Initiative", "主动性", "50", fromPeers: false);

        await SectionAsync(2, "Peers' view", "同事评价", "15");
        await RatedAsync("s2-i0", 2, "Collaboration", "协作", "50", fromPeers: true);
        await RatedAsync("s2-i1", 2, "Responsiveness", "响应速度", "50", fromPeers: true);

        await QuestionAsync();
        await Page.Locator("#s0").ScrollIntoViewIfNeededAsync();
        await hr.PictureAsync("template-designer", whole: false);
        await PublishAsync();
    }

    private async Task SectionAsync(int section, string en, string zh, string weight)
    {
        await hr.Button(() => TemplatesText.AddSection).ClickAsync();
        await PairAsync($"s{section}-name", en, zh);
        await NumberAsync($"s{section}-weight", weight);
    }

    private async Task IndicatorAsync(string id, int section, string en, string zh, string weight)
    {
        await Page.Locator($"#s{section}").GetByRole(AriaRole.Button, new() { Name = hr.Say(() => TemplatesText.AddIndicator) }).ClickAsync();
        await PairAsync($"{id}-name", en, zh);
        await PairAsync($"{id}-definition", $"What {en} means", $"{zh}的含义");
        await NumberAsync($"{id}-weight", weight);
    }

    private async Task DataAsync(string id, int section, string en, string zh, string weight, string measure, Func<Task> figures)
    {
        await IndicatorAsync(id, section, en, zh, weight);
        await Page.Locator($"#{id}-measure").SelectOptionAsync(measure);
        await figures();
        await PairAsync($"{id}-data-source", "Ticket system", "工单系统");
        await Expect(Page.Locator($"#{id}-share-Data")).ToHaveValueAsync("100");
    }

    private async Task RatedAsync(string id, int section, string en, string zh, string weight, bool fromPeers)
    {
        await IndicatorAsync(id, section, en, zh, weight);
        await Expect(Page.Locator($"#{id}-measure")).ToHaveValueAsync("Rating");
        await ShareAsync(id, "Manager", fromPeers ? null : "100");
        await ShareAsync(id, "Peer", fromPeers ? "100" : null);
        await ShareAsync(id, "Self", "0");
    }

    private async Task ShareAsync(string id, string source, string? share)
    {
        await Page.Locator($"#{id}-share-{source}-used").SetCheckedAsync(share is not null);
        var box = Page.Locator($"#{id}-share-{source}");
        if (share is null)
        {
            await Expect(box).ToHaveCountAsync(0);
        }
        else
        {
            await box.FillAsync(share);
        }
    }

    private async Task QuestionAsync()
    {
        await hr.Button(() => TemplatesText.AddQuestion).ClickAsync();
        await PairAsync("q0-text", "What went well?", "哪些方面做得好？");
        var question = Page.Locator("#q0");
        foreach (var source in (Func<string>[])[() => TemplatesText.Source_Self, () => TemplatesText.Source_Manager, () => TemplatesText.Source_Peer])
        {
            await question.GetByRole(AriaRole.Checkbox, new() { Name = hr.Say(source), Exact = true }).CheckAsync();
        }
    }

    private async Task PublishAsync()
    {
        await hr.Button(() => TemplatesText.Publish).ClickAsync();
        await Page.Locator(".rz-dialog").GetByRole(AriaRole.Button, new() { Name = hr.Say(() => TemplatesText.Publish) }).ClickAsync();
        await Expect(hr.Button(() => TemplatesText.NewVersion)).ToBeVisibleAsync();
    }

    private async Task PairAsync(string id, string en, string zh)
    {
        await Page.Locator($"#{id}-en").FillAsync(en);
        await Page.Locator($"#{id}-zh").FillAsync(zh);
        await Page.Locator($"#{id}-zh").BlurAsync();
    }

    private async Task NumbersAsync(string id, params (string Field, string Value)[] numbers)
    {
        foreach (var (field, value) in numbers)
        {
            await NumberAsync($"{id}-{field}", value);
        }
    }

    private async Task NumberAsync(string id, string value)
    {
        await Page.Locator($"#{id}").FillAsync(value);
        await Page.Locator($"#{id}").BlurAsync();
    }
}
