namespace StarPortal.Domain.Tests.Anonymity;

/// <summary>
/// Everything that can be had by adding, subtracting and scaling figures: each row says how one published figure depends on
/// the unknown answers. What is left after elimination are the smallest groups of answers that can be told apart.
/// </summary>
internal static class LinearAttack
{
    private const double Nothing = 1e-9;

    /// <returns>The unknowns that each independent figure, stripped of all others, still depends on.</returns>
    public static List<int[]> Solve(IEnumerable<double[]> figures)
    {
        var rows = figures.Select(f => (double[])f.Clone()).Where(f => f.Any(x => Math.Abs(x) > Nothing)).ToList();
        var solved = 0;
        var width = rows.Count == 0 ? 0 : rows[0].Length;
        for (var column = 0; column < width && solved < rows.Count; column++)
        {
            var pivot = Enumerable.Range(solved, rows.Count - solved).MaxBy(r => Math.Abs(rows[r][column]));
            if (Math.Abs(rows[pivot][column]) <= Nothing)
            {
                continue;
            }

            (rows[solved], rows[pivot]) = (rows[pivot], rows[solved]);
            Clear(rows, solved, column);
            solved++;
        }

        return [.. rows.Take(solved).Select(r => Enumerable.Range(0, width).Where(c => Math.Abs(r[c]) > Nothing).ToArray())];
    }

    private static void Clear(List<double[]> rows, int at, int column)
    {
        var by = rows[at][column];
        for (var c = 0; c < rows[at].Length; c++)
        {
            rows[at][c] /= by;
        }

        for (var r = 0; r < rows.Count; r++)
        {
            var factor = rows[r][column];
            if (r == at || factor == 0)
            {
                continue;
            }

            for (var c = 0; c < rows[r].Length; c++)
            {
                rows[r][c] -= factor * rows[at][c];
            }
        }
    }
}
