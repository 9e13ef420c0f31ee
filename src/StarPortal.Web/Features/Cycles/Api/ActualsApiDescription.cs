using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using StarPortal.Web.Shared.Api;

namespace StarPortal.Web.Features.Cycles.Api;

/// <summary>The body as the API's description shows it; requests are read by <see cref="FeedBody"/>.</summary>
[Description("Values to be written; all of them or none unless partial.")]
internal sealed record ActualsRequest(
    [property: Required, Description("Number of the cycle, as in the address of its page: /cycles/12.")] int Cycle,
    [property: Required, MinLength(1), MaxLength(FeedBody.MostRows)] IReadOnlyList<ActualsRequestRow> Values,
    [property: Description("Write the good rows and list the others.")] bool Partial = false);

internal sealed record ActualsRequestRow(
    [property: Required, MinLength(1), MaxLength(50), Description("Employee number of a participant of the cycle.")] string EmployeeNumber,
    [property: Required, MinLength(1), MaxLength(FeedBody.LongestKey), Description("Key of an indicator of the cycle's template that takes a measured value.")] string Indicator,
    [property: Required, Description("Up to eight decimals; 0 or 1 for pass/fail.")] decimal Value,
    [property: MaxLength(Data.Cycles.ActualValueWrites.LongestSource), Description("Where the value comes from; the key's name when not said.")] string? Source = null,
    [property: MaxLength(FeedBody.LongestNote), Description("Why, for the history of the value.")] string? Note = null);

/// <summary>What the API's description says of the two operations.</summary>
internal static class ActualsApiDescription
{
    private const string ProblemType = "application/problem+json";

    public static void DescribeWriting(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Write actual values")
        .WithDescription("Writes up to 5,000 values of one cycle, at most 4 MB. Needs the scope actuals:write. The same request sent again with the same Idempotency-Key within 24 hours gets the same answer and has no second effect; refused requests have no effect and are looked at afresh.")
        .Produces<FeedAnswer>()
        .AddOpenApiOperationTransformer(async (operation, context, cancellation) =>
        {
            operation.Parameters =
            [
                new OpenApiParameter
                {
                    Name = ActualsApi.RepeatHeader,
                    In = ParameterLocation.Header,
                    Required = true,
                    Description = "Chosen by the client, new for every new request, for example a UUID.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = Domain.Identity.ApiRequest.KeyLimit },
                },
                Language(),
            ];
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = await context.GetOrCreateSchemaAsync(typeof(ActualsRequest), null, cancellation) },
                },
            };
            await RefuseAsync(operation, context, cancellation, "400", "401", "403", "404", "409", "413", "415", "422", "429");
        });

    public static void DescribeReading(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Read actual values")
        .WithDescription("The values of one cycle, in pages. Needs the scope actuals:read.")
        .Produces<ActualsAnswer>()
        .AddOpenApiOperationTransformer(async (operation, context, cancellation) =>
        {
            operation.Parameters =
            [
                Query("cycle", JsonSchemaType.Integer, "Number of the cycle.", required: true),
                Query("employeeNumber", JsonSchemaType.String, "Only this employee's values."),
                Query("indicator", JsonSchemaType.String, "Only this indicator's values."),
                Query("page", JsonSchemaType.Integer, "From 1.", otherwise: 1),
                Query("pageSize", JsonSchemaType.Integer, "Up to 1,000.", otherwise: ActualsQuestion.DefaultPageSize),
                Language(),
            ];
            await RefuseAsync(operation, context, cancellation, "400", "401", "403", "404", "429");
        });

    private static OpenApiParameter Query(string name, JsonSchemaType type, string description, bool required = false, int? otherwise = null) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Required = required,
        Description = description,
        Schema = new OpenApiSchema { Type = type, Default = otherwise is { } value ? JsonValue.Create(value) : null },
    };

    private static OpenApiParameter Language() => new()
    {
        Name = "Accept-Language",
        In = ParameterLocation.Header,
        Description = "Language of messages: en or zh.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static async Task RefuseAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation, params string[] statuses)
    {
        operation.Responses ??= [];
        foreach (var status in statuses)
        {
            operation.Responses[status] = new OpenApiResponse
            {
                Description = Meaning(status),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [ProblemType] = new() { Schema = await context.GetOrCreateSchemaAsync(typeof(ApiProblem), null, cancellation) },
                },
                Headers = status == "429"
                    ? new Dictionary<string, IOpenApiHeader>
                    {
                        ["Retry-After"] = new OpenApiHeader { Description = "Seconds to wait.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } },
                    }
                    : null,
            };
        }
    }

    private static string Meaning(string status) => status switch
    {
        "400" => "The request cannot be read.",
        "401" => "The key is missing, unknown, expired or revoked.",
        "403" => "The key lacks the scope.",
        "404" => "There is no such cycle, or the key does not reach it.",
        "409" => "The values are locked, or were changed in the same moment.",
        "413" => "Too many bytes or rows.",
        "415" => "Not JSON in UTF-8.",
        "422" => "Rows are at fault, or the Idempotency-Key was used for another request.",
        _ => "Too many requests with this key.",
    };
}
