namespace StarPortal.Web.Features.People;

/// <summary>Names for the demo company: Chinese with their spelling, and Latin.</summary>
internal static class DemoNames
{
    private static readonly (string Sign, string Spelling)[] Families =
    [
        ("王", "wang"), ("李", "li"), ("张", "zhang"), ("刘", "liu"), ("陈", "chen"), ("杨", "yang"), ("赵", "zhao"), ("黄", "huang"),
        ("周", "zhou"), ("吴", "wu"), ("徐", "xu"), ("孙", "sun"), ("胡", "hu"), ("朱", "zhu"), ("高", "gao"), ("林", "lin"),
        ("何", "he"), ("郭", "guo"), ("马", "ma"), ("罗", "luo"), ("梁", "liang"), ("宋", "song"), ("郑", "zheng"), ("谢", "xie"),
        ("欧阳", "ouyang"), ("司马", "sima"), ("唐", "tang"), ("韩", "han"), ("曹", "cao"), ("许", "xu"),
    ];

    private static readonly (string Sign, string Spelling)[] Given =
    [
        ("伟", "wei"), ("芳", "fang"), ("娜", "na"), ("秀英", "xiuying"), ("敏", "min"), ("静", "jing"), ("丽", "li"), ("强", "qiang"),
        ("磊", "lei"), ("军", "jun"), ("洋", "yang"), ("勇", "yong"), ("艳", "yan"), ("杰", "jie"), ("娟", "juan"), ("涛", "tao"),
        ("明", "ming"), ("超", "chao"), ("霞", "xia"), ("平", "ping"), ("刚", "gang"), ("桂英", "guiying"), ("晓燕", "xiaoyan"), ("志强", "zhiqiang"),
        ("雨桐", "yutong"), ("子轩", "zixuan"), ("梓涵", "zihan"), ("浩然", "haoran"), ("思远", "siyuan"), ("佳怡", "jiayi"), ("欣妍", "xinyan"), ("俊杰", "junjie"),
        ("海燕", "haiyan"), ("建国", "jianguo"), ("文博", "wenbo"), ("若曦", "ruoxi"), ("一诺", "yinuo"), ("天宇", "tianyu"), ("诗涵", "shihan"), ("博文", "bowen"),
    ];

    private static readonly string[] LatinFirst =
    [
        "Anna", "Ben", "Clara", "Daniel", "Elena", "Felix", "Grace", "Henry", "Isabel", "Jonas", "Katrin", "Liam", "Maria", "Noah", "Olivia",
        "Paul", "Quentin", "Rosa", "Samuel", "Teresa", "Umar", "Vera", "William", "Ximena", "Yannick", "Zoe", "Aisha", "Bruno", "Chiara", "David",
    ];

    private static readonly string[] LatinLast =
    [
        "Adams", "Becker", "Costa", "Dubois", "Evans", "Fischer", "Garcia", "Hansen", "Ivanova", "Jensen", "Keller", "Larsen", "Martin", "Novak", "O'Brien",
        "Petrov", "Quinn", "Rossi", "Schmidt", "Taylor", "Ueda", "Vogel", "Wilson", "Xavier", "Young", "Zimmer", "Brown", "Clarke", "Moreau", "Silva",
    ];

    /// <summary>A name and the part of the e-mail before the @.</summary>
    public static (string Name, string Address) Next(DemoChance chance, bool chinese)
    {
        if (chinese)
        {
            var family = chance.Pick(Families);
            var given = chance.Pick(Given);
            return (family.Sign + given.Sign, $"{given.Spelling}.{family.Spelling}");
        }

        var (first, last) = (chance.Pick(LatinFirst), chance.Pick(LatinLast));
        return ($"{first} {last}", $"{first}.{last}".Replace("'", "", StringComparison.Ordinal).ToLowerInvariant());
    }
}

/// <summary>A small generator of its own (SplitMix64): the same seed gives the same company on every machine and version.</summary>
internal sealed class DemoChance(int seed)
{
    private ulong state = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL);

    /// <summary>0 up to, not including, <paramref name="limit"/>.</summary>
    public int Below(int limit)
    {
        state = unchecked(state + 0x9E3779B97F4A7C15UL);
        var z = state;
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return (int)((z ^ (z >> 31)) % (ulong)limit);
    }

    public bool OneIn(int n) => Below(n) == 0;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];
}
