using System.Text;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.People;
using StarPortal.Domain.People.Import;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Features.People.Import;
using StarPortal.Web.Shared.Spreadsheets;

namespace StarPortal.Web.Tests.People;

/// <summary>A confirmed file is brought in by a long task: once, whole, and whatever becomes of the page.</summary>
public sealed class PeopleImportTests
{
    private const string Company = "工号;姓名;邮箱;部门\nA1;王芳;wang.fang@x.example;示例公司\nA2;Anna Keller;anna@x.example;示例公司/销售部\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Import_Confirmed_IsBroughtInByTheQueueAndItsRowsForgotten(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var hr = await HrAsync(portal);

        var id = (await portal.Get<StartPeopleImport>().RunAsync(await ConfirmedAsync(portal, hr), hr, Stop)).Value;

        var waiting = await portal.Get<PeopleImportQueries>().RunningAsync(hr, Stop);
        Assert.Equal((id, "people.csv", LongTaskState.Queued, (DateTime?)null), (waiting!.Id, waiting.FileName, waiting.State, waiting.FinishedAt));
        Assert.Null(await portal.Get<PeopleImportQueries>().FindAsync(id, Actors.Administrator, Stop));
        Assert.True(await portal.Get<LongTaskWork>().RunNextAsync(Stop));

        Assert.Null(await portal.Get<PeopleImportQueries>().RunningAsync(hr, Stop));
        var done = await portal.Get<PeopleImportQueries>().FindAsync(id, hr, Stop);
        Assert.Equal((LongTaskState.Succeeded, portal.Now, 2, 0, 0, 2), (done!.State, done.FinishedAt, done.Added, done.Changed, done.Left, done.Departments));
        await using var db = portal.Open();
        Assert.Equal(["A1", "A2"], await db.Employees.OrderBy(e => e.Number).Select(e => e.Number).ToListAsync(Stop));
        Assert.Null((await db.PeopleImports.SingleAsync(Stop)).Content);
        Assert.Equal(hr.Name, (await db.AuditEntries.SingleAsync(a => a.Action == "People.Imported", Stop)).ActorName);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Import_CutOffAfterItsLastWrite_IsNotBroughtInTwice(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var hr = await HrAsync(portal);
        var id = (await portal.Get<StartPeopleImport>().RunAsync(await ConfirmedAsync(portal, hr), hr, Stop)).Value;
        Assert.True(await portal.Get<LongTaskWork>().RunNextAsync(Stop));
        await using var db = portal.Open();
        // the node died before it could say that the task is over: another begins it again
        await db.LongTasks.ExecuteUpdateAsync(s => s.SetProperty(t => t.State, LongTaskState.Queued).SetProperty(t => t.FinishedAt, (DateTime?)null), Stop);

        Assert.True(await portal.Get<LongTaskWork>().RunNextAsync(Stop));

        Assert.Equal(LongTaskState.Succeeded, (await portal.Get<PeopleImportQueries>().FindAsync(id, hr, Stop))!.State);
        Assert.Equal(1, await db.AuditEntries.CountAsync(a => a.Action == "People.Imported", Stop));
        Assert.Equal(2, await db.Employees.CountAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Import_PeopleChangedSinceTheCheck_WritesNothingAndSaysWhy(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var hr = await HrAsync(portal);
        var id = (await portal.Get<StartPeopleImport>().RunAsync(await ConfirmedAsync(portal, hr), hr, Stop)).Value;
        await portal.AddEmployeeAsync("Somebody new");
        var other = Command("工号;姓名;邮箱;部门\nA1;王芳;wang.fang@x.example;示例公司\n");
        Assert.True((await portal.Get<ImportPeople>().RunAsync(other, Actors.Hr, null, Stop)).Succeeded);

        Assert.True(await portal.Get<LongTaskWork>().RunNextAsync(Stop));

        var row = await portal.Get<PeopleImportQueries>().FindAsync(id, hr, Stop);
        Assert.Equal((LongTaskState.Failed, (DateTime?)null), (row!.State, row.FinishedAt));
        Assert.Equal("People.ImportChangedSinceCheck", (await portal.Get<LongTaskQueries>().FindAsync(row.TaskId, hr, Stop))!.FailureCode);
        await using var db = portal.Open();
        Assert.False(await db.Employees.AnyAsync(e => e.Number == "A2", Stop));
        Assert.Null((await db.PeopleImports.SingleAsync(Stop)).Content);
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Import_OfSomebodyWhoIsNoLongerHr_IsRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var hr = await HrAsync(portal);
        var command = await ConfirmedAsync(portal, hr);
        Assert.True((await portal.Get<StartPeopleImport>().RunAsync(command, Actors.Administrator, Stop)).Error.Is(PeopleErrors.NotAllowed));
        var id = (await portal.Get<StartPeopleImport>().RunAsync(command, hr, Stop)).Value;
        await using var db = portal.Open();
        await db.Users.Where(a => a.Id == hr.AccountId).ExecuteUpdateAsync(s => s.SetProperty(a => a.Roles, Roles.None), Stop);

        Assert.True(await portal.Get<LongTaskWork>().RunNextAsync(Stop));

        Assert.Equal(LongTaskState.Failed, (await portal.Get<PeopleImportQueries>().FindAsync(id, hr, Stop))!.State);
        Assert.False(await db.Employees.AnyAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Import_CancelledAndNotTriedAgain_IsForgottenAfterAWeek(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var hr = await HrAsync(portal);
        await portal.Get<StartPeopleImport>().RunAsync(await ConfirmedAsync(portal, hr), hr, Stop);
        await using var db = portal.Open();
        await db.LongTasks.ExecuteUpdateAsync(s => s.SetProperty(t => t.State, LongTaskState.Cancelled), Stop);
        var forget = portal.Get<IEnumerable<IRecurringJob>>().Single(j => j.Name == "PeopleImports");

        portal.Clock.Advance(PeopleImport.KeepContent - TimeSpan.FromHours(1));
        await forget.RunAsync(Stop);
        Assert.True(await db.PeopleImports.AnyAsync(i => i.Content != null, Stop));
        portal.Clock.Advance(TimeSpan.FromHours(2));
        await forget.RunAsync(Stop);

        Assert.False(await db.PeopleImports.AnyAsync(i => i.Content != null, Stop));
    }

    private static async Task<Actor> HrAsync(TestPortal portal)
    {
        Assert.True((await portal.Get<CreateAccount>().RunAsync(new CreateAccountCommand("hr@x.example", "HR", Roles.HR, "start"), Actors.Administrator, Stop)).Succeeded);
        await using var db = portal.Open();
        var account = await db.Users.AsNoTracking().SingleAsync(a => a.Email == "hr@x.example", Stop);
        return new Actor(account.Id, null, account.DisplayName, account.Roles);
    }

    private static async Task<ImportPeopleCommand> ConfirmedAsync(TestPortal portal, Actor hr)
    {
        var command = Command(Company);
        return command with { Confirmed = (await portal.Get<ImportPeople>().CheckAsync(command, hr, Stop)).Value.Counts };
    }

    private static ImportPeopleCommand Command(string file)
    {
        var table = SpreadsheetReader.Read(Encoding.UTF8.GetBytes(file), "people").Value;
        return new ImportPeopleCommand("people.csv", table, ColumnGuess.Guess(table.Header));
    }
}
