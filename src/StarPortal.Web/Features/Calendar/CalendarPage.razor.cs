using System.Globalization;
using Microsoft.AspNetCore.Components;
using StarPortal.Domain;
using StarPortal.Domain.Calendar;
using StarPortal.Web.Features.Identity;
using StarPortal.Web.Shared;
using StarPortal.Web.Shared.Calendar;

namespace StarPortal.Web.Features.Calendar;

public sealed partial class CalendarPage
{
    private IReadOnlyList<Error> errors = [];
    private IReadOnlyList<CalendarEffect>? effects;
    private string said = "";
    private int? id;
    private int version;
    private DateOnly date;
    private CalendarDayKind kind;
    private string nameEn = "";
    private string nameZh = "";

    [PersistentState]
    public CalendarView? View { get; set; }

    [SupplyParameterFromQuery]
    public int? Year { get; set; }

    [Inject]
    private CalendarQueries Queries { get; set; } = null!;

    [Inject]
    private KeepDays Days { get; set; } = null!;

    [Inject]
    private ActorProvider Actors { get; set; } = null!;

    [Inject]
    private Formats Reader { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        date = DateOnly.FromDateTime(Reader.ToLocal(Reader.Now));
        View ??= await Queries.YearAsync(Year is >= 2000 and <= 2100 ? Year : null, await Actors.CurrentAsync(), CancellationToken.None);
    }

    private static string Label(CalendarDayKind kind) => kind == CalendarDayKind.Off ? CalendarText.CalendarDayKind_Off : CalendarText.CalendarDayKind_Working;

    private static string Named(string text, DateOnly day) => string.Format(CultureInfo.CurrentCulture, text, Formats.Day(day));

    private async Task LoadAsync() => View = await Queries.YearAsync(View!.Year, await Actors.CurrentAsync(), CancellationToken.None);

    private async Task ChooseAsync(ChangeEventArgs chosen)
    {
        if (int.TryParse(chosen.Value?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var year))
        {
            View = await Queries.YearAsync(year, await Actors.CurrentAsync(), CancellationToken.None);
        }
    }

    private void Edit(CalendarDayView day)
    {
        (id, version, date, kind, nameEn, nameZh) = (day.Id, day.Version, day.Date, day.Kind, day.Name.En, day.Name.Zh);
        (errors, said, effects) = ([], "", null);
    }

    private void Clear()
    {
        (id, version, nameEn, nameZh, effects) = (null, 0, "", "", null);
        errors = [];
    }

    private async Task ForeseeAsync() =>
        effects = await Queries.EffectsAsync([new WorkException(date, kind == CalendarDayKind.Working)], await Actors.CurrentAsync(), CancellationToken.None);

    private async Task SaveAsync()
    {
        var saved = await Days.RunAsync(new DayCommand(id, version, new CalendarEntry(date, kind, nameEn, nameZh)), await Actors.CurrentAsync(), CancellationToken.None);
        errors = saved.Errors;
        if (saved.Succeeded)
        {
            said = Named(CalendarText.Saved, date);
            Clear();
            View = await Queries.YearAsync(date.Year, await Actors.CurrentAsync(), CancellationToken.None);
        }
    }

    private async Task RemoveAsync(CalendarDayView day)
    {
        var removed = await Days.RemoveAsync(day.Id, day.Version, await Actors.CurrentAsync(), CancellationToken.None);
        errors = removed.Errors;
        said = removed.Succeeded ? Named(CalendarText.Removed, day.Date) : "";
        await LoadAsync();
    }

    private async Task ImportedAsync(int count)
    {
        said = string.Format(CultureInfo.CurrentCulture, CalendarText.Imported, Formats.Count(count));
        await LoadAsync();
    }
}
