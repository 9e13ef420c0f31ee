using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Web.Features.Identity.ApiKeys;
using StarPortal.Web.Shared.Api;
using StarPortal.Web.Shared.Hosting;
using StarPortal.Web.Shared.Inbox;
using StarPortal.Web.Shared.Layout;

namespace StarPortal.Web.Features.Identity;

/// <summary>Everything this feature registers.</summary>
internal static class IdentityModule
{
    public static IServiceCollection AddPortalIdentity(this IServiceCollection services)
    {
        services.AddCascadingAuthenticationState();
        services.AddAuthorizationBuilder().AddPortalPolicies();
        // before Identity's own, which is scoped: the workers that hash live as long as the program
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddPortalSession();
        services.AddPortalKeys();
        services.AddPortalRateLimits();
        services.AddSingleton<HashWorkers>();
        services.AddSingleton<SecondFactor>();
        services.AddScoped<ActorProvider>();
        services.AddScoped<AuthenticationStateProvider, CircuitSession>();
        services.AddScoped<Sessions>();
        services.AddExceptionHandler<SessionEndedAnswer>();
        services.AddTransient<SignIn>();
        services.AddTransient<ConfirmSecondFactor>();
        services.AddTransient<SavePreferences>();
        services.AddTransient<OwnAccount>();
        services.AddTransient<ChangePassword>();
        services.AddTransient<ChangeSecondFactor>();
        services.AddTransient<SignOutEverywhere>();
        services.AddTransient<SetPasswordByLink>();
        services.AddTransient<SetUpAdministrator>();
        services.AddTransient<IssueLink>();
        services.AddTransient<InviteEverybody>();
        services.AddTransient<ChangeRoles>();
        services.AddTransient<ManageAccount>();
        services.AddTransient<CreateAccount>();
        services.AddTransient<AccountQueries>();
        services.AddSingleton<PortalLinks>();
        services.AddSingleton(new NavigationEntry(NavigationGroup.Administration, 10, "accounts", "manage_accounts", () => IdentityText.AccountsTitle, Policies.HrOrAdministrator));
        services.AddTransient<IInboxSource, FirstHrInbox>();
        services.AddTransient<FindApiKey>();
        services.AddTransient<CreateApiKey>();
        services.AddTransient<RevokeApiKey>();
        services.AddTransient<ApiKeyQueries>();
        services.AddTransient<Jobs.IRecurringJob, ForgetApiRequestsJob>();
        services.AddTransient<Jobs.IRecurringJob, ForgetLinksJob>();
        services.AddSingleton(new NavigationEntry(NavigationGroup.Administration, 20, "settings/api-keys", "vpn_key", () => IdentityText.ApiKeysTitle, Policies.HrOrAdministrator));
        services.AddTransient<CreateFirstAdministrator>();
        services.AddTransient<Shared.Demo.IDemoPart, DemoAccounts>();
        return services;
    }

    public static void MapPortalIdentity(this IEndpointRouteBuilder app)
    {
        app.MapPost("/accounts/invitations", InvitationsEndpoint.RunAsync).RequireAuthorization(Policies.HrOrAdministrator);
        app.MapPost("/account/sign-out", async (Sessions sessions, HttpContext http, IAntiforgery antiforgery) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http))
            {
                return Microsoft.AspNetCore.Http.Results.BadRequest();
            }

            await sessions.EndAsync();
            return Microsoft.AspNetCore.Http.Results.LocalRedirect("/account/sign-in?done=out");
        }).AllowAnonymous();
    }

    private static void AddPortalSession(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiScheme.Name, null)
            .AddIdentityCookies();
        services.AddIdentityCore<Account>(o => o.User.RequireUniqueEmail = true)
            .AddEntityFrameworkStores<PortalDbContext>()
            .AddSignInManager<PortalSignInManager>()
            .AddClaimsPrincipalFactory<AccountClaims>()
            .AddDefaultTokenProviders();
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<IOptions<PortalOptions>>((cookie, portal) =>
        {
            cookie.LoginPath = "/account/sign-in";
            cookie.ReturnUrlParameter = "returnUrl";
            // the same answer as for something that is not there
            cookie.Events.OnRedirectToAccessDenied = denied =>
            {
                denied.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            };
            cookie.SlidingExpiration = true;
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            Guard(cookie.Cookie, "starportal.session", portal.Value);
        });
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.TwoFactorUserIdScheme).Configure<IOptions<PortalOptions>>((cookie, portal) =>
        {
            cookie.ExpireTimeSpan = TimeSpan.FromMinutes(5);
            Guard(cookie.Cookie, "starportal.code", portal.Value);
        });
        services.AddOptions<SecurityStampValidatorOptions>().Configure<IOptions<PortalOptions>, TimeProvider>((validator, portal, clock) =>
        {
            validator.ValidationInterval = TimeSpan.FromSeconds(portal.Value.SignIn.RevalidateSeconds);
            validator.TimeProvider = clock;
        });
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "starportal.forgery";
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    private static void AddPortalKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("StarPortal");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            o => o.XmlRepository = new DatabaseKeyRing(provider.GetRequiredService<IDbContextFactory<PortalDbContext>>())));
        // the keys lie in the database unencrypted on purpose: who can read it can read everything the keys would protect
        services.AddLogging(o => o.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
    }

    private static void Guard(CookieBuilder cookie, string name, PortalOptions portal)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        // behind a proxy that ends TLS the request itself may look plain
        cookie.SecurePolicy = portal.PublicUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase) ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }
}
