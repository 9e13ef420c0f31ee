using System.Globalization;
using StarPortal.Web.Features.People;
using static Microsoft.Playwright.Assertions;

namespace StarPortal.E2E.Journeys;

/// <summary>HR brings the company's people in by the wizard.</summary>
internal sealed class PeopleSteps(Window hr)
{
    private IPage Page => hr.Page;

    /// <param name="people">Everybody; The director and HR are there already.</param>
    public async Task ImportAsync(IReadOnlyList<Person> people)
    {
        await hr.GoAsync("/people/import");
        await hr.ExpectAccessibleEverywhereAsync();
        await hr.ChooseFileAsync("#import-file", new FilePayload { Name = "people.csv", MimeType = "text/csv", Buffer = Company.Csv(people) });
        await Expect(hr.Heading(() => PeopleText.StepColumns)).ToBeVisibleAsync();
        await Expect(Page.Locator("#map-Number option:checked")).ToHaveTextAsync("工号");
        await Expect(Page.Locator("#map-Manager option:checked")).ToHaveTextAsync("直属上级");
        await hr.ExpectAccessibleAsync();
        await hr.PictureAsync("import-columns");

        await hr.Button(() => PeopleText.Check).ClickAsync();
        await Expect(hr.Heading(() => PeopleText.StepCheck)).ToBeVisibleAsync();
        await Expect(Page.GetByText(hr.Say(() => PeopleText.WillImport, people.Count - 2, 0, 0, 3))).ToBeVisibleAsync();
        await hr.ExpectAccessibleAsync();
        await hr.PictureAsync("import-check");

        await hr.Button(() => PeopleText.ImportNow).ClickAsync();
        await Expect(Page.GetByText(hr.Say(() => PeopleText.Imported, people.Count - 2, 0, 0, 3))).ToBeVisibleAsync();
        await hr.GoAsync("/people");
        await Expect(Page.Locator(".pager-total")).ToContainTextAsync(people.Count.ToString(CultureInfo.InvariantCulture));
        await hr.ExpectAccessibleEverywhereAsync();
        await hr.PictureAsync("directory");
    }
}
