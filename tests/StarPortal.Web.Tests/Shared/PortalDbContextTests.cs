using StarPortal.Data;
using Microsoft.EntityFrameworkCore;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.People;

namespace StarPortal.Web.Tests;

public sealed class PortalDbContextTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(Providers))]
    public async Task Save_OnAnOlderVersion_IsRefused(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        await using var first = portal.Open();
        await using var second = portal.Open();
        var a = await first.Employees.SingleAsync(e => e.Id == ann.Id, Stop);
        var b = await second.Employees.SingleAsync(e => e.Id == ann.Id, Stop);
        var details = new EmployeeDetails("Ann B", ann.Email, ann.DepartmentId);
        a.Apply(details);
        b.Apply(details with { Name = "Ann C" });
        await first.SaveChangesAsync(Stop);

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => second.SaveChangesAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task AuditChain_WrittenFromManySides_HasNoGap(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            await using var db = portal.Open();
            db.Audit(Actor.System("test"), new AuditNote("Test.Done", "Test", i, Reason: "多方写入"), portal.Now);
            await db.SaveChangesAsync(Stop);
        }));

        await using var read = portal.Open();
        var entries = await read.AuditEntries.AsNoTracking().OrderBy(e => e.Sequence).ToListAsync(Stop);
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), entries.Select(e => e.Sequence));
        Assert.All(entries, e => Assert.Equal(e.ComputeHash(), e.Hash));
        Assert.Equal(entries[..^1].Select(e => e.Hash), entries[1..].Select(e => e.PreviousHash));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task WriteAsync_FailedResult_KeepsNothing(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        await using var db = portal.Open();
        await db.WriteAsync<Result>(
            async () =>
            {
                db.Departments.Add(new Department("Lost", null));
                await db.SaveChangesAsync(Stop);
                return new Error("Shared", "NotAllowed");
            },
            Stop);

        await using var read = portal.Open();
        Assert.False(await read.Departments.AnyAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task Writes_OnOneRowWithAudit_DoNotWaitForEachOther(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        await using var first = portal.Open();
        await using var second = portal.Open();
        var loaded = await second.Employees.SingleAsync(e => e.Id == ann.Id, Stop);
        loaded.Apply(new EmployeeDetails("Ann B", ann.Email, ann.DepartmentId));
        second.Audit(Actors.Hr, new AuditNote("Test.Second", "Test"), portal.Now);
        Task<int>? other = null;

        await first.WriteAsync(
            async () =>
            {
                // holds the row, and asks for the trail's end when the other one may hold that
                await first.Employees.Where(e => e.Id == ann.Id).ExecuteUpdateAsync(s => s.SetProperty(e => e.Version, e => e.Version), Stop);
                other = Task.Run(() => second.SaveChangesAsync(Stop), Stop);
                await Task.Delay(300, Stop);
                first.Audit(Actors.Hr, new AuditNote("Test.First", "Test"), portal.Now);
            },
            Stop);
        await other!;

        await using var read = portal.Open();
        Assert.Equal(["Test.First", "Test.Second"], await read.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync(Stop));
    }

    [Theory, ClassData(typeof(Providers))]
    public async Task BulkInsert_RefusedRow_IsToldLikeARefusedSave(Provider provider)
    {
        await using var portal = await TestPortal.CreateAsync(provider);
        var ann = await portal.AddEmployeeAsync("Ann");
        await using var db = portal.Open();

        await Assert.ThrowsAsync<DbUpdateException>(() => db.WriteAsync(
            () => db.InsertAsync([new Employee(ann.Number, new EmployeeDetails("Twin", "twin@example.org", ann.DepartmentId))], null, Stop), Stop));
    }
}
