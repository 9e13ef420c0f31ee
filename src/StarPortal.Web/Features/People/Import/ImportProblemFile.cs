using StarPortal.Domain.People.Import;
using StarPortal.Web.Shared.Spreadsheets;
using StarPortal.Web.Shared.Texts;

namespace StarPortal.Web.Features.People.Import;

/// <summary>The problems as a list to work through beside the file.</summary>
internal static class ImportProblemFile
{
    public static byte[] Csv(IReadOnlyList<ImportProblem> problems) => SpreadsheetWriter.Csv(new SheetContent(
        PeopleText.Problems,
        [PeopleText.Row, PeopleText.Column, PeopleText.Value, PeopleText.WhatToDo],
        problems.Select(p => new object?[] { p.Row, p.Column, p.Value, ErrorText.For(p.Error) })));
}
