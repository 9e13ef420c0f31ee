using System.CommandLine;
using StarPortal.Web.Shared.Demo;

namespace StarPortal.Web.Shared.CommandLine;

internal static class SeedCommand
{
    public static Command Create()
    {
        var employees = new Option<int>("--employees") { Description = "How many people (1 to 20,000).", DefaultValueFactory = _ => 120 };
        employees.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<int>() is < 1 or > 20_000)
            {
                r.AddError("--employees must be between 1 and 20000.");
            }
        });
        var seed = new Option<int>("--seed") { Description = "The same seed makes the same company.", DefaultValueFactory = _ => 1 };
        var demo = new Command("demo", "Fills an empty database with the demo company.") { employees, seed };
        demo.SetAction((parse, cancellation) => Verb.RunAsync(parse, async verb =>
        {
            await verb.PrepareDatabaseAsync(cancellation);
            var today = DateOnly.FromDateTime(verb.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
            var request = new DemoRequest(parse.GetValue(employees), parse.GetValue(seed), today);
            var result = await verb.Services.GetRequiredService<SeedDemo>().RunAsync(request, cancellation);
            return result.Failed
                ? verb.Refuse(result.Errors)
                : verb.Answer(new { ok = true, employees = request.Employees, seed = request.Seed }, $"The demo company has {request.Employees} people. Their password is {DemoRequest.Password}");
        }));
        return new Command("seed", "Fills the database with example data.") { demo };
    }
}
