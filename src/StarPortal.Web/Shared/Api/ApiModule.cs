using Microsoft.OpenApi;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Shared.Api;

/// <summary>What every address for other programs has in common: its description, and answers that programs understand.</summary>
internal static class ApiModule
{
    public const string Root = "/api/v1";

    public static IServiceCollection AddPortalApi(this IServiceCollection services) => services.AddOpenApi(o =>
    {
        o.ShouldInclude = d => d.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
        o.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "StarPortal",
                Version = "v1",
                Description = "Actual values of indicators, written and read by other systems. Refusals are problem+json (RFC 9457) in the language of Accept-Language (en, zh).",
            };
            // the address that this is read at says it better
            document.Servers = null;
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [ApiScheme.Name] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    BearerFormat = "StarPortal API key",
                    Description = "A key made at /settings/api-keys, sent as: Authorization: Bearer spk_…",
                },
            };
            return Task.CompletedTask;
        });
        o.AddOperationTransformer((operation, context, _) =>
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiScheme.Name, context.Document)] = [] }];
            return Task.CompletedTask;
        });
    });

    public static void MapPortalApi(this IEndpointRouteBuilder app)
    {
        // it is written anew for each reader
        app.MapOpenApi("/openapi/v1.json").AllowAnonymous().RequireRateLimiting(RateLimits.Public);
        app.Map($"{Root}/{{**rest}}", () => ApiAnswer.Refused(StatusCodes.Status404NotFound, ApiErrors.NotFound)).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>The addresses of one resource: limited per key, and a fault of ours answered as a problem too.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app, string name)
    {
        var group = app.MapGroup(Root).RequireRateLimiting(RateLimits.Api).WithTags(name);
        group.AddEndpointFilter(async (invocation, next) =>
        {
            var http = invocation.HttpContext;
            try
            {
                return await next(invocation);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                var log = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ApiModule).FullName!);
                log.LogError(fault, "A request failed: {Method} {Path}, reference {Reference}", http.Request.Method, http.Request.Path, Errors.Reference(http));
                return ApiAnswer.Refused(StatusCodes.Status500InternalServerError, ApiErrors.Fault.With(Errors.Reference(http)));
            }
        });
        return group;
    }
}
