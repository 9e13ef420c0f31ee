namespace StarPortal.Domain.People.Import;

/// <summary>Which column holds which field, guessed from the headings in English and Chinese.</summary>
public static class ColumnGuess
{
    // a manager's name or e-mail is not the person's own
    private static readonly string[] OfManager = ["manager", "supervisor", "上级", "主管", "经理"];

    // most telling first: "manager number" must not be taken for a number
    private static readonly (PeopleField Field, string[] Exact, string[] Within)[] Words =
    [
        (PeopleField.Manager, ["managernumber", "managerid", "manageremail", "上级工号", "经理工号", "主管工号", "上级邮箱", "manager", "reportsto", "supervisor", "boss", "lead", "linemanager", "managername", "直属上级", "直接上级", "上级", "主管", "经理", "直线经理", "汇报对象", "汇报上级", "上级姓名"], ["manager", "supervisor", "reportsto", "上级", "汇报", "主管"]),
        (PeopleField.FamilyName, ["familyname", "lastname", "surname", "姓", "姓氏"], ["familyname", "lastname", "surname"]),
        (PeopleField.GivenName, ["givenname", "firstname", "forename", "名", "名字"], ["givenname", "firstname", "forename"]),
        (PeopleField.Email, ["email", "mail", "emailaddress", "workemail", "companyemail", "邮箱", "电子邮箱", "电子邮件", "工作邮箱", "邮件", "企业邮箱", "公司邮箱"], ["email", "邮箱", "邮件"]),
        (PeopleField.LeaveDate, ["leavedate", "leavingdate", "terminationdate", "enddate", "lastday", "exitdate", "dateleft", "left", "离职日期", "离职时间", "离职日", "最后工作日"], ["leav", "terminat", "离职", "lastworkingday"]),
        (PeopleField.HireDate, ["hiredate", "hired", "startdate", "joindate", "joined", "dateofjoining", "entrydate", "onboardingdate", "入职日期", "入职时间", "入职日", "到岗日期"], ["hire", "joining", "joindate", "入职", "startdate"]),
        (PeopleField.JobFamily, ["jobfamily", "family", "function", "jobfunction", "jobcategory", "职族", "职类", "岗位类别", "岗位序列", "职位序列", "序列", "职能"], ["jobfamily", "jobcategory", "序列", "职族", "类别"]),
        (PeopleField.Level, ["level", "grade", "joblevel", "jobgrade", "rank", "band", "职级", "级别", "等级", "岗级"], ["level", "grade", "职级"]),
        (PeopleField.JobTitle, ["jobtitle", "title", "position", "job", "role", "职位", "岗位", "职务", "岗位名称", "职位名称", "头衔"], ["title", "position", "岗位", "职位", "职务"]),
        (PeopleField.Department, ["department", "dept", "departmentpath", "departmentname", "orgunit", "organisation", "organization", "unit", "team", "division", "部门", "所属部门", "部门路径", "部门名称", "组织", "组织单元", "团队"], ["department", "部门", "组织"]),
        (PeopleField.Language, ["language", "lang", "locale", "preferredlanguage", "语言", "界面语言", "首选语言"], ["language", "语言"]),
        (PeopleField.TimeZone, ["timezone", "tz", "zone", "时区", "所在时区"], ["timezone", "时区"]),
        (PeopleField.Number, ["number", "no", "nr", "id", "employeenumber", "employeeid", "employeeno", "staffid", "staffno", "staffnumber", "personnelnumber", "personnelno", "badge", "code", "employeecode", "工号", "员工编号", "员工号", "人员编号", "职工号", "编号", "员工工号"], ["employeen", "employeeid", "staffn", "personneln", "工号", "编号"]),
        (PeopleField.Name, ["name", "fullname", "employeename", "displayname", "employee", "姓名", "员工姓名", "名称", "中文名"], ["fullname", "姓名", "name"]),
    ];

    /// <summary>Field → column; fields that no heading speaks for are absent, and no column is used twice.</summary>
    public static IReadOnlyDictionary<PeopleField, int> Guess(IReadOnlyList<string> header)
    {
        var keys = header.Select(Key).ToList();
        var found = new Dictionary<PeopleField, int>();
        foreach (var (field, exact, _) in Words)
        {
            // in the order of the words, so that "manager number" wins over "manager"'s looser forms
            var column = exact.Select(w => keys.FindIndex(k => k == w && k.Length > 0)).FirstOrDefault(i => i >= 0 && !found.ContainsValue(i), -1);
            Take(field, column);
        }

        foreach (var (field, _, within) in Words.Where(w => !found.ContainsKey(w.Field)))
        {
            Take(field, keys.FindIndex(k =>
                within.Any(w => k.Contains(w, StringComparison.Ordinal))
                && !found.ContainsValue(keys.IndexOf(k))
                && (field == PeopleField.Manager || !OfManager.Any(w => k.Contains(w, StringComparison.Ordinal)))));
        }

        if (found.ContainsKey(PeopleField.Name))
        {
            // a whole name beside its parts: the whole one is what people call themselves
            found.Remove(PeopleField.FamilyName);
            found.Remove(PeopleField.GivenName);
        }

        return found;

        void Take(PeopleField field, int column)
        {
            if (column >= 0)
            {
                found.TryAdd(field, column);
            }
        }
    }

    /// <summary>Letters and digits only, in lower case; what stands in brackets is left out.</summary>
    public static string Key(string heading)
    {
        var bracket = heading.IndexOfAny(['(', '（', '[', '【']);
        var text = bracket > 0 ? heading[..bracket] : heading;
        return string.Concat(text.Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsLetterOrDigit)).ToLowerInvariant();
    }
}

/// <summary>A mapping as it is kept: field → heading, found again in any file that has these headings in whatever order.</summary>
public sealed record PeopleMapping(IReadOnlyDictionary<PeopleField, string> Headings)
{
    public static PeopleMapping Of(IReadOnlyList<string> header, IReadOnlyDictionary<PeopleField, int> columns) =>
        new(columns.Where(c => c.Value >= 0 && c.Value < header.Count).ToDictionary(c => c.Key, c => header[c.Value]));

    /// <summary>The columns in this file; null when a heading is not in it.</summary>
    public IReadOnlyDictionary<PeopleField, int>? In(IReadOnlyList<string> header)
    {
        var keys = header.Select(ColumnGuess.Key).ToList();
        var columns = Headings.ToDictionary(h => h.Key, h => keys.IndexOf(ColumnGuess.Key(h.Value)));
        return columns.Count == 0 || columns.Values.Any(c => c < 0) ? null : columns;
    }
}
