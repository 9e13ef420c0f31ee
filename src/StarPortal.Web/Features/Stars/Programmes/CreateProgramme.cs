using Microsoft.EntityFrameworkCore;
using StarPortal.Data;
using StarPortal.Domain;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Stars;

namespace StarPortal.Web.Features.Stars.Programmes;

/// <summary>Makes a programme with a first draft: empty, from a preset, or as a copy of any version.</summary>
public sealed class CreateProgramme(IDbContextFactory<PortalDbContext> factory, TimeProvider clock)
{
    /// <param name="Preset">Key of the preset to start from; null for none.</param>
    /// <param name="CopyOf">The version to copy; null for none. Both null: empty.</param>
    public sealed record Command(LocalText Name, string? Preset = null, ProgrammeReference? CopyOf = null);

    public async Task<Result<ProgrammeReference>> RunAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        if (!StarAccess.CanManage(actor))
        {
            return StarErrors.NotFound;
        }

        var name = new LocalText(command.Name.En.Trim(), command.Name.Zh.Trim());
        if (name.IsEmpty)
        {
            return StarErrors.NameMissing;
        }

        if (Math.Max(name.En.Length, name.Zh.Length) > StarCheck.NameLength)
        {
            return StarErrors.TextTooLong.With(StarCheck.NameLength);
        }

        await using var db = await factory.CreateDbContextAsync(cancellation);
        var start = await StartAsync(db, command, name, cancellation);
        if (start.Failed)
        {
            return Result<ProgrammeReference>.Fail(start.Errors);
        }

        try
        {
            return await db.WriteAsync(() => SaveAsync(db, command, start.Value with { Name = name }, actor, cancellation), cancellation);
        }
        catch (DbUpdateException)
        {
            // two people started from the same preset in the same moment: on PostgreSQL neither saw the other's code
            return SharedErrors.ChangedElsewhere;
        }
    }

    private async Task<Result<ProgrammeReference>> SaveAsync(PortalDbContext db, Command command, StarDefinition definition, Actor actor, CancellationToken cancellation)
    {
        // the free code is looked up inside the transaction: two people may start from the same preset at once
        var programme = new StarProgramme(await FreeCodeAsync(db, command.Preset ?? CodeFrom(definition.Name.En), cancellation));
        programme.Add(new StarProgrammeVersion(1, definition));
        db.StarProgrammes.Add(programme);
        if (command.Preset is { } key && StarPresets.Find(key) is { } preset)
        {
            await AddTrainingsAsync(db, preset, cancellation);
        }

        await db.SaveChangesAsync(cancellation);
        db.Audit(actor, new AuditNote("Stars.ProgrammeCreated", "StarProgramme", programme.Id, Details: programme.Code), clock.GetUtcNow().UtcDateTime);
        return new ProgrammeReference(programme.Id, 1);
    }

    /// <summary>What a preset's criteria name must be there to be completed.</summary>
    internal static async Task AddTrainingsAsync(PortalDbContext db, StarPreset preset, CancellationToken cancellation)
    {
        var known = await db.TrainingCourses.Select(c => c.Code).ToHashSetAsync(cancellation);
        db.TrainingCourses.AddRange(preset.Trainings.Where(t => !known.Contains(t.Code)).Select(t => new TrainingCourse(t.Code, t.Name)));
    }

    private static async Task<Result<StarDefinition>> StartAsync(PortalDbContext db, Command command, LocalText name, CancellationToken cancellation)
    {
        if (command.Preset is { } key)
        {
            return StarPresets.Find(key) is { } preset ? preset.Definition : StarErrors.UnknownPreset;
        }

        if (command.CopyOf is not { } source)
        {
            return StarPresets.Empty(name);
        }

        var definition = await db.StarProgrammeVersions.AsNoTracking()
            .Where(v => v.ProgrammeId == source.ProgrammeId && v.Number == source.Number)
            .Select(v => v.Definition)
            .SingleOrDefaultAsync(cancellation);
        return definition is null ? StarErrors.NotFound : definition;
    }

    private static string CodeFrom(string name)
    {
        var words = string.Concat(name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var code = string.Join('-', words);
        return code.Length == 0 ? "stars" : code[..Math.Min(code.Length, 50)].TrimEnd('-');
    }

    private static async Task<string> FreeCodeAsync(PortalDbContext db, string wanted, CancellationToken cancellation)
    {
        var stem = wanted + "-";
        var taken = await db.StarProgrammes.AsNoTracking()
            .Where(t => t.Code == wanted || t.Code.StartsWith(stem))
            .Select(t => t.Code)
            .ToHashSetAsync(cancellation);
        return taken.Contains(wanted) ? Enumerable.Range(2, int.MaxValue - 2).Select(n => $"{stem}{n}").First(c => !taken.Contains(c)) : wanted;
    }
}
