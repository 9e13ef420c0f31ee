using System.Text.Json;
using StarPortal.Domain;
using StarPortal.Domain.Cycles;
using StarPortal.Web.Features.Cycles.Actuals;
using StarPortal.Web.Shared.Api;

namespace StarPortal.Web.Features.Cycles.Api;

/// <summary>One value that another system sends.</summary>
/// <param name="Index">Position in the request, from 0.</param>
/// <param name="Raw">The number as it was written, for a refusal.</param>
/// <param name="Fault">What is wrong with the row in itself.</param>
internal sealed record FeedRow(int Index, string EmployeeNumber, string Indicator, decimal Value, string Raw, string Source, string Note, Error? Fault);

/// <summary>What is read out of a request's bytes. Nothing in them is trusted: depth, numbers, characters, names twice.</summary>
internal sealed record FeedBody(int Cycle, bool Partial, IReadOnlyList<FeedRow> Rows)
{
    public const int MostRows = 5_000;
    public const int LongestKey = 60;
    public const int LongestNote = 1_000;
    private const int LongestShown = 40;

    // an object, its list, the row: anything deeper is no request of ours
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    public static Result<FeedBody> Read(ReadOnlyMemory<byte> bytes)
    {
        var text = bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        if (!System.Text.Unicode.Utf8.IsValid(text.Span))
        {
            return ApiErrors.BadJson.With("UTF-8");
        }

        try
        {
            using var json = JsonDocument.Parse(text, Strict);
            return Read(json.RootElement);
        }
        catch (JsonException fault)
        {
            return ApiErrors.BadJson.With(FormattableString.Invariant($"{fault.LineNumber + 1}:{fault.BytePositionInLine + 1}"));
        }
    }

    private static Result<FeedBody> Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return ApiErrors.BadValue.With("{}");
        }

        if (!root.TryGetProperty("cycle", out var cycle) || cycle.ValueKind != JsonValueKind.Number || !cycle.TryGetInt32(out var id))
        {
            return ApiErrors.BadValue.With("cycle");
        }

        var partial = false;
        if (root.TryGetProperty("partial", out var mode))
        {
            if (mode.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            {
                return ApiErrors.BadValue.With("partial");
            }

            partial = mode.GetBoolean();
        }

        if (!root.TryGetProperty("values", out var values) || values.ValueKind != JsonValueKind.Array)
        {
            return ApiErrors.BadValue.With("values");
        }

        return values.GetArrayLength() is 0 or > MostRows
            ? ApiErrors.RowCount.With(MostRows)
            : new FeedBody(id, partial, [.. values.EnumerateArray().Select((row, index) => Row(row, index))]);
    }

    private static FeedRow Row(JsonElement row, int index)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            return new FeedRow(index, "", "", 0m, "", "", "", ApiErrors.BadValue.With($"values[{index}]"));
        }

        Error? fault = null;
        var number = Text("employeeNumber", 50, true);
        var indicator = Text("indicator", LongestKey, true);
        var source = Text("source", Data.Cycles.ActualValueWrites.LongestSource, false);
        var note = Text("note", LongestNote, false);
        var (value, raw) = (0m, "");
        if (!row.TryGetProperty("value", out var written) || written.ValueKind == JsonValueKind.Null)
        {
            // nothing disappears because a system sent an empty field
            fault ??= ActualErrors.ValueMissing;
        }
        else
        {
            raw = written.GetRawText();
            raw = raw.Length <= LongestShown ? raw : raw[..LongestShown] + "…";
            if (written.ValueKind != JsonValueKind.Number || !written.TryGetDecimal(out value))
            {
                fault ??= ActualNumber.NotANumber.With(raw);
            }
        }

        return new FeedRow(index, number, indicator, value, raw, source, note, fault);

        string Text(string name, int limit, bool needed)
        {
            if (!row.TryGetProperty(name, out var property) || property.ValueKind == JsonValueKind.Null)
            {
                fault ??= needed ? ApiErrors.BadValue.With(name) : null;
                return "";
            }

            if (property.ValueKind != JsonValueKind.String || Storable(property) is not { } text || text.Length > limit || (needed && text.Length == 0))
            {
                fault ??= ApiErrors.BadValue.With(name);
                return "";
            }

            return text;
        }
    }

    /// <summary>Null for half characters and control characters, which a database or a spreadsheet would stumble over.</summary>
    private static string? Storable(JsonElement property)
    {
        try
        {
            var text = property.GetString()!.Trim();
            return text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) ? null : text;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
