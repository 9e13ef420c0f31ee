namespace StarPortal.Domain.People.Import;

/// <summary>How a name is put together from its parts, and what language it speaks for.</summary>
public static class PersonNames
{
    /// <summary>张 + 伟 → 张伟; Smith + Anna → Anna Smith.</summary>
    public static string Join(string family, string given)
    {
        if (family.Length == 0 || given.Length == 0)
        {
            return family + given;
        }

        return IsChinese(family) && IsChinese(given) ? family + given : $"{given} {family}";
    }

    /// <summary>Without doubled or full-width spaces; none at all between Chinese signs.</summary>
    public static string Tidy(string name)
    {
        var parts = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return parts.All(IsChinese) ? string.Concat(parts) : string.Join(' ', parts);
    }

    public static bool IsChinese(string text) => text.Any(c => c is >= '\u3400' and <= '\u9FFF');
}
