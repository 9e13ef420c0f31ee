using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StarPortal.Data;
using StarPortal.Data.Identity;

namespace StarPortal.Web.Features.Identity;

/// <summary>Everything this feature registers.</summary>
internal static class IdentityModule
{
    public static IServiceCollection AddPortalIdentity(this IServiceCollection services)
    {
        services.AddCascadingAuthenticationState();
        services.AddAuthorizationBuilder().AddPortalPolicies();
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.ConfigureApplicationCookie(o =>
        {
            o.LoginPath = "/account/sign-in";
            o.AccessDeniedPath = "/not-found";
            o.Cookie.Name = "starportal.session";
            o.Cookie.HttpOnly = true;
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.SlidingExpiration = true;
            o.ExpireTimeSpan = TimeSpan.FromDays(14);
        });
        services.AddIdentityCore<Account>(o => o.User.RequireUniqueEmail = true)
            .AddEntityFrameworkStores<PortalDbContext>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<AccountClaims>()
            .AddDefaultTokenProviders();
        services.AddDataProtection().SetApplicationName("StarPortal");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            o => o.XmlRepository = new DatabaseKeyRing(provider.GetRequiredService<IDbContextFactory<PortalDbContext>>())));
        services.AddScoped<ActorProvider>();
        services.AddTransient<CreateFirstAdministrator>();
        services.AddTransient<Shared.Demo.IDemoPart, DemoAccounts>();
        return services;
    }

    public static void MapPortalIdentity(this IEndpointRouteBuilder app) =>
        app.MapPost("/account/sign-out", async (SignInManager<Account> signIn, HttpContext http, Microsoft.AspNetCore.Antiforgery.IAntiforgery antiforgery) =>
        {
            await antiforgery.ValidateRequestAsync(http);
            await signIn.SignOutAsync();
            return TypedResults.LocalRedirect("/account/sign-in");
        }).AllowAnonymous();
}
