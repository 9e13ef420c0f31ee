using System.Globalization;
using System.Security.Claims;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Web.Features.Cycles;
using StarPortal.Web.Features.Cycles.Setup;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Features.Jobs;
using StarPortal.Web.Shared;

namespace StarPortal.Web.Tests.Cycles;

/// <summary>A component of HR's pages over a real database, in English.</summary>
public abstract class CyclePart : BunitContext
{
    protected CyclePart()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-US");
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Signs somebody of HR in and gives the component these use cases and queries.</summary>
    private protected async Task UseAsync(TestPortal portal, params Type[] services)
    {
        var account = Account.ForEmail("helen@example.org", "Helen HR", Roles.Employee | Roles.HR);
        await using (var db = portal.Open())
        {
            db.Users.Add(account);
            await db.SaveChangesAsync(Stop);
        }

        this.AddAuthorization().SetAuthorized("Helen HR").SetClaims(
            new Claim(ClaimTypes.NameIdentifier, account.Id.ToString(CultureInfo.InvariantCulture)),
            new Claim(AccountClaims.Stamp, account.SecurityStamp!));
        Services.AddSingleton(portal.Get<IDbContextFactory<PortalDbContext>>());
        Services.AddSingleton<IHttpContextAccessor, HttpContextAccessor>();
        Services.AddSingleton<TimeProvider>(portal.Clock);
        Services.AddScoped<Formats>();
        Services.AddScoped<ActorProvider>();
        Services.AddSingleton(portal.Get<LongTaskSignal>());
        foreach (var service in services)
        {
            Services.AddTransient(service);
        }
    }

    private protected static async Task<CycleView> CycleViewAsync(TestPortal portal, int id) => (await portal.Get<CycleQueries>().FindAsync(id, Actors.Hr, Stop))!;

    private protected static async Task<SetupView> SetupViewAsync(TestPortal portal, int id) => (await portal.Get<SetupQueries>().FindAsync(id, Actors.Hr, Stop))!;

    /// <summary>Finds and acts in one go: a render in between would leave an element of the past.</summary>
    protected static Task On<T>(IRenderedComponent<T> part, string selector, Func<IElement, Task> act)
        where T : IComponent => part.InvokeAsync(() => act(part.Find(selector)));

    protected static Task Click<T>(IRenderedComponent<T> part, string selector)
        where T : IComponent => On(part, selector, e => e.ClickAsync(new()));

    protected static Task Enter<T>(IRenderedComponent<T> part, string selector, object value)
        where T : IComponent => On(part, selector, e => e.ChangeAsync(new() { Value = value }));
}
