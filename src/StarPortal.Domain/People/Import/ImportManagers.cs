namespace StarPortal.Domain.People.Import;

/// <summary>Finds each row's manager by number, e-mail or name, then looks at the reporting line as it would become.</summary>
internal sealed class ImportManagers(ImportRequest request, ImportRows rows, List<ImportPerson> people, List<ImportProblem> problems)
{
    private readonly Dictionary<string, ImportPerson> byNumber = First(people, p => p.Number);
    private readonly Dictionary<string, ImportPerson> byEmail = First(people, p => p.Details.Email);
    private readonly ILookup<string, ImportPerson> byName = people.ToLookup(p => p.Details.Name, StringComparer.OrdinalIgnoreCase);

    public void Resolve()
    {
        if (rows.Has(PeopleField.Manager))
        {
            foreach (var person in people.Where(p => p.Row is not null))
            {
                Assign(person, person.Row!);
            }
        }

        CheckCircles();
        CheckLeavers();
    }

    private static Dictionary<string, ImportPerson> First(List<ImportPerson> people, Func<ImportPerson, string> key)
    {
        var found = new Dictionary<string, ImportPerson>(StringComparer.OrdinalIgnoreCase);
        foreach (var person in people)
        {
            found.TryAdd(key(person), person);
        }

        return found;
    }

    private void Assign(ImportPerson person, SheetRow row)
    {
        var value = rows.Cell(row, PeopleField.Manager);
        if (value.Length == 0)
        {
            person.Manager = null;
            return;
        }

        var found = Find(value);
        if (found.Failed)
        {
            rows.Report(row, PeopleField.Manager, found.Error);
        }
        else if (found.Value == person)
        {
            rows.Report(row, PeopleField.Manager, PeopleErrors.ManagerIsSelf);
        }
        else
        {
            person.Manager = found.Value;
        }
    }

    private Result<ImportPerson> Find(string value)
    {
        if (byNumber.TryGetValue(value, out var person) || byEmail.TryGetValue(value, out person))
        {
            return person;
        }

        var named = byName[PersonNames.Tidy(value)].ToList();
        // somebody who has left is meant only if nobody else can be
        var employed = named.Where(p => !p.HasLeftBy(request.Today)).ToList();
        named = employed.Count > 0 ? employed : named;
        return named.Count switch
        {
            0 => PeopleErrors.ManagerUnknown.With(value),
            1 => named[0],
            _ => PeopleErrors.ManagerAmbiguous.With(value, string.Join(", ", named.Take(5).Select(p => p.Number))),
        };
    }

    private void CheckCircles()
    {
        var told = new HashSet<ImportPerson>();
        foreach (var person in people.Where(p => p.Row is not null && !told.Contains(p)))
        {
            var circle = ReportingLine.CircleFrom(person, p => p.Manager);
            if (circle.Count == 0 || circle.Any(told.Contains))
            {
                continue;
            }

            told.UnionWith(circle);
            var first = circle.Where(p => p.Row is not null).MinBy(p => p.Row!.Number) ?? person;
            var chain = string.Join(" → ", circle.Take(8).Append(circle[0]).Select(p => p.Label));
            rows.Report(first.Row!, PeopleField.Manager, PeopleErrors.ManagerCycle.With(chain));
        }
    }

    /// <summary>Who has left leads nobody who is still there. Told once, where the file speaks of the leaver, else of a report.</summary>
    private void CheckLeavers()
    {
        var teams = people.Where(p => p.Manager is { } m && m.HasLeftBy(request.Today) && !p.HasLeftBy(request.Today)).GroupBy(p => p.Manager!);
        foreach (var team in teams)
        {
            var leaver = team.Key;
            var touched = leaver.Row is not null || leaver.MissingInFile || team.Any(p => p.Row is not null);
            if (!touched)
            {
                continue;
            }

            var names = string.Join(", ", team.Take(5).Select(p => p.Label)) + (team.Count() > 5 ? " …" : "");
            var error = PeopleErrors.LeaverHasReports.With(leaver.Label, EmployeeChanges.Day(leaver.Details.LeaveDate), team.Count(), names);
            if (leaver.Row is { } own)
            {
                rows.Report(own, PeopleField.LeaveDate, error);
            }
            else
            {
                problems.Add(new ImportProblem(team.FirstOrDefault(p => p.Row is not null)?.Row?.Number, PeopleField.Manager, rows.Heading(PeopleField.Manager), leaver.Number, error));
            }
        }
    }
}
