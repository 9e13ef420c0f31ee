using StarPortal.Domain.People;
using StarPortal.Domain.People.Import;

namespace StarPortal.Domain.Tests.People;

public sealed class ImportReadingTests
{
    [Theory]
    [InlineData("工号,姓名,邮箱,部门,岗位,职级,直属上级,入职日期,离职日期", "Number,Name,Email,Department,JobTitle,Level,Manager,HireDate,LeaveDate")]
    [InlineData("Employee No.,Last Name,First Name,E-Mail,Dept,Position,Grade,Line manager,Start date", "Number,FamilyName,GivenName,Email,Department,JobTitle,Level,Manager,HireDate")]
    [InlineData("Manager number,Manager,Employee ID,Full name,Work e-mail (unique),Department path,Job family,Time zone,Language", "Manager,-,Number,Name,Email,Department,JobFamily,TimeZone,Language")]
    [InlineData("姓,名,员工编号,公司邮箱,所属部门,岗位序列,上级姓名", "FamilyName,GivenName,Number,Email,Department,JobFamily,Manager")]
    [InlineData("Nr,Manager name,NAME", "Number,Manager,Name")]
    [InlineData("foo,,bar", "-,-,-")]
    public void Guess_Headings_FindsTheFields(string header, string expected)
    {
        var names = header.Split(',');

        var guess = ColumnGuess.Guess(names);

        Assert.Equal(expected.Split(','), names.Select((_, i) => guess.Values.Contains(i) ? guess.Single(g => g.Value == i).Key.ToString() : "-"));
    }

    [Theory]
    [InlineData("2024-03-01")]
    [InlineData("2024/3/1")]
    [InlineData("2024.3.1")]
    [InlineData("1.3.2024")]
    [InlineData("01.03.2024")]
    [InlineData("2024年3月1日")]
    [InlineData("２０２４年３月１日")]
    [InlineData("20240301")]
    [InlineData("45352")]
    [InlineData("2024-03-01 00:00:00")]
    [InlineData("2024-03-01T08:30:00Z")]
    [InlineData("1 Mar 2024")]
    [InlineData("Mar 1, 2024")]
    public void Dates_AnyForm_ReadAsTheSameDay(string cell) =>
        Assert.Equal(new DateOnly(2024, 3, 1), ImportDates.Of([cell]).Read(cell).Value);

    [Theory]
    [InlineData("2024-02-30")]
    [InlineData("31.04.2024")]
    [InlineData("13/13/2024")]
    [InlineData("soon")]
    [InlineData("5")]
    public void Dates_NoDate_IsNamed(string cell) => Assert.True(ImportDates.Of([cell]).Read(cell).Error.Is(PeopleErrors.DateUnreadable));

    [Theory]
    [InlineData("03/04/2024", "25/12/2023", "2024-04-03")]
    [InlineData("03/04/2024", "12/25/2023", "2024-03-04")]
    [InlineData("03/04/2024", "05/06/2023", null)]
    [InlineData("03/03/2024", "05/06/2023", "2024-03-03")]
    public void Dates_TwoReadings_TheColumnDecidesOrNobody(string cell, string other, string? expected)
    {
        var answer = ImportDates.Of([cell, other]).Read(cell);

        Assert.Equal(expected, answer.Succeeded ? EmployeeChanges.Day(answer.Value) : null);
        Assert.True(answer.Succeeded || answer.Error.Is(PeopleErrors.DateAmbiguous));
    }

    [Theory]
    [InlineData("张", "伟", "张伟")]
    [InlineData("欧阳", "小燕", "欧阳小燕")]
    [InlineData("Keller", "Anna Maria", "Anna Maria Keller")]
    [InlineData("Wang", "", "Wang")]
    public void Names_InTwoColumns_JoinInTheirOwnOrder(string family, string given, string expected) => Assert.Equal(expected, PersonNames.Join(family, given));

    [Theory]
    [InlineData(" 张　伟 ", "张伟")]
    [InlineData("Anna   Keller", "Anna Keller")]
    public void Names_StraySpaces_AreTidied(string name, string expected) => Assert.Equal(expected, PersonNames.Tidy(name));

    [Fact]
    public void Mapping_OtherOrder_IsFoundAgain()
    {
        var mapping = PeopleMapping.Of(["工号", "姓名"], new Dictionary<PeopleField, int> { [PeopleField.Number] = 0, [PeopleField.Name] = 1 });

        Assert.Equal(2, mapping.In(["x", " 姓名 ", "工号（必填）"])![PeopleField.Number]);
        Assert.Null(mapping.In(["x", "姓名"]));
    }
}
