using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Data.Identity;
using StarPortal.Domain;
using StarPortal.Domain.Identity;
using StarPortal.Web.Shared.CommandLine;

namespace StarPortal.Web.Features.Identity;

/// <summary><c>user create|reset|role</c>: accounts from the shell, for whoever runs the machine. Everything goes into the audit trail.</summary>
internal static class UserCommands
{
    private static readonly Actor Shell = Actor.System("command line");

    public static Command Create() => new("user", "Creates accounts, resets passwords, gives roles.") { CreateVerb(), ResetVerb(), RoleVerb() };

    private static Command CreateVerb()
    {
        var who = Who("Number or e-mail of an employee; or the e-mail of an administrator or HR who is none.");
        var name = new Option<string?>("--name") { Description = "Name, for an account without an employee." };
        var role = new Option<string[]>("--role") { Description = "Role to begin with: HR, Committee or Administrator. May be given several times.", DefaultValueFactory = _ => [] };
        var reason = Reason();
        var command = new Command("create", "Creates an account and prints its invitation link.") { who, name, role, reason };
        command.SetAction((parse, cancellation) => Verb.RunAsync(parse, async verb =>
        {
            await verb.PrepareDatabaseAsync(cancellation);
            var roles = parse.GetValue(role)!.Select(RoleOf).ToList();
            if (roles.Contains(null))
            {
                return verb.Refuse([IdentityErrors.RoleUnknown]);
            }

            var create = new CreateAccountCommand(parse.GetValue(who)!, parse.GetValue(name), roles.Aggregate(Roles.None, (all, one) => all | one!.Value), parse.GetValue(reason)!);
            return AnswerLink(verb, await verb.Services.GetRequiredService<CreateAccount>().RunAsync(create, Shell, cancellation), "invitation");
        }));
        return command;
    }

    private static Command ResetVerb()
    {
        var who = Who("E-mail or employee number of the account.");
        var reason = Reason();
        var command = new Command("reset", "Prints a link by which the person chooses a new password; it works once, within 24 hours.") { who, reason };
        command.SetAction((parse, cancellation) => Verb.RunAsync(parse, async verb =>
        {
            await verb.PrepareDatabaseAsync(cancellation);
            if (await FindAsync(verb, parse.GetValue(who)!, cancellation) is not { } account)
            {
                return verb.Refuse([IdentityErrors.AccountUnknown]);
            }

            var issue = new IssueLinkCommand(account.Id, LinkKind.Reset, parse.GetValue(reason)!);
            return AnswerLink(verb, await verb.Services.GetRequiredService<IssueLink>().RunAsync(issue, Shell, cancellation), "reset");
        }));
        return command;
    }

    private static Command RoleVerb()
    {
        var who = Who("E-mail or employee number of the account.");
        var change = new Argument<string>("change") { Description = "add or remove." };
        change.AcceptOnlyFromAmong("add", "remove");
        var role = new Argument<string>("role") { Description = "HR, Committee or Administrator." };
        var reason = Reason();
        var command = new Command("role", "Gives or takes a role.") { who, change, role, reason };
        command.SetAction((parse, cancellation) => Verb.RunAsync(parse, async verb =>
        {
            await verb.PrepareDatabaseAsync(cancellation);
            if (RoleOf(parse.GetValue(role)!) is not { } one)
            {
                return verb.Refuse([IdentityErrors.RoleUnknown]);
            }

            if (await FindAsync(verb, parse.GetValue(who)!, cancellation) is not { } account)
            {
                return verb.Refuse([IdentityErrors.AccountUnknown]);
            }

            var roles = parse.GetValue(change) == "add" ? account.Roles | one : account.Roles & ~one;
            var result = await verb.Services.GetRequiredService<ChangeRoles>().RunAsync(new ChangeRolesCommand(account.Id, roles, parse.GetValue(reason)!), Shell, cancellation);
            return result.Failed ? verb.Refuse(result.Errors) : verb.Answer(new { ok = true, account = account.Email, roles }, $"{account.Email}: {roles}");
        }));
        return command;
    }

    private static int AnswerLink(Verb verb, Result<IssuedLink> result, string kind)
    {
        if (result.Failed)
        {
            return verb.Refuse(result.Errors);
        }

        var address = verb.Services.GetRequiredService<PortalLinks>().Absolute(result.Value.Path);
        return verb.Answer(new { ok = true, kind, link = address, expiresAt = result.Value.ExpiresAt }, $"The {kind} link works once, until {result.Value.ExpiresAt:yyyy-MM-dd HH:mm} UTC:{Environment.NewLine}{address}");
    }

    private static async Task<Account?> FindAsync(Verb verb, string who, CancellationToken cancellation)
    {
        await using var db = await verb.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellation);
        var email = Account.Normalize(who);
        return await db.Users.AsNoTracking().FirstOrDefaultAsync(a => a.NormalizedUserName == email || (a.Employee != null && a.Employee.Number == who), cancellation);
    }

    private static Argument<string> Who(string description) => new("who") { Description = description };

    private static Option<string> Reason() => new("--reason") { Description = "Why, for the audit trail.", DefaultValueFactory = _ => "command line" };

    private static Roles? RoleOf(string text) =>
        Enum.TryParse<Roles>(text, ignoreCase: true, out var role) && RoleNames.Assignable.Contains(role) ? role : null;
}
