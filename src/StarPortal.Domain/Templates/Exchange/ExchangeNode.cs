using System.Text.Json;
using System.Text.RegularExpressions;

namespace StarPortal.Domain.Templates;

/// <summary>Collects faults; more than a page of them helps nobody.</summary>
internal sealed class ExchangeFaults
{
    internal const int Most = 50;

    private readonly List<ExchangeFault> faults = [];

    internal IReadOnlyList<ExchangeFault> All => faults;

    internal void Add(string path, Error error)
    {
        if (faults.Count < Most)
        {
            faults.Add(new ExchangeFault(path, error));
        }
    }
}

/// <summary>
/// One JSON object that is read field by field. Whatever is wrong is noted with its path and a harmless value is answered,
/// so that one reading finds all faults. Fields that nobody asked for are unknown.
/// </summary>
internal sealed partial class ExchangeNode
{
    internal const int MostItems = 100;

    private readonly Dictionary<string, JsonElement> fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);
    private readonly ExchangeFaults faults;

    private ExchangeNode(string path, ExchangeFaults faults) => (Path, this.faults) = (path, faults);

    internal string Path { get; }

    internal IEnumerable<string> Names => fields.Keys;

    internal static ExchangeNode? Of(JsonElement element, string path, ExchangeFaults faults)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(path, ExchangeErrors.NotObject);
            return null;
        }

        var node = new ExchangeNode(path, faults);
        foreach (var property in element.EnumerateObject())
        {
            if (!node.fields.TryAdd(property.Name, property.Value))
            {
                faults.Add(node.At(property.Name), ExchangeErrors.Twice.With(Short(property.Name)));
            }
        }

        return node;
    }

    /// <summary>Whether the field is there with a value; null means the same as leaving it out.</summary>
    internal bool Has(string name)
    {
        asked.Add(name);
        return fields.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null;
    }

    internal string String(string name, bool required = true)
    {
        if (Find(name, required) is not { } value)
        {
            return "";
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString()! : Wrong(name, ExchangeErrors.NotText, "");
    }

    internal decimal Number(string name)
    {
        if (Find(name, required: true) is not { } value)
        {
            return 0m;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number) ? number : Wrong(name, ExchangeErrors.NotNumber, 0m);
    }

    internal decimal? OptionalNumber(string name) => Has(name) ? Number(name) : null;

    internal int Integer(string name)
    {
        if (Find(name, required: true) is not { } value)
        {
            return 0;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : Wrong(name, ExchangeErrors.NotInteger, 0);
    }

    /// <summary>False when it is left out.</summary>
    internal bool Flag(string name)
    {
        if (Find(name, required: false) is not { } value)
        {
            return false;
        }

        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : Wrong(name, ExchangeErrors.NotFlag, false);
    }

    internal LocalText Text(string name, bool required = true)
    {
        if (Child(name, required) is not { } node)
        {
            return LocalText.Empty;
        }

        var text = new LocalText(node.String("en", required: false), node.String("zh", required: false));
        node.Finish();
        return text;
    }

    internal T Choice<T>(string name, params IReadOnlyList<T> choices)
        where T : struct, Enum
        => Find(name, required: true) is { } value ? Choice(value, At(name), choices) : choices[0];

    internal IReadOnlyList<T> Choices<T>(string name, params IReadOnlyList<T> choices)
        where T : struct, Enum
        => [.. Elements(name).Select((e, i) => Choice(e, $"{At(name)}[{i}]", choices))];

    internal ExchangeNode? Child(string name, bool required = true) => Find(name, required) is { } value ? Of(value, At(name), faults) : null;

    internal IReadOnlyList<T> Items<T>(string name, Func<ExchangeNode, T> read)
    {
        var items = new List<T>();
        foreach (var (index, element) in Elements(name).Index())
        {
            if (Of(element, $"{At(name)}[{index}]", faults) is { } node)
            {
                items.Add(read(node));
                node.Finish();
            }
        }

        return items;
    }

    /// <summary>To be called last: what nobody asked for does not belong here.</summary>
    internal void Finish()
    {
        foreach (var name in fields.Keys.Where(n => !asked.Contains(n)))
        {
            faults.Add(At(name), ExchangeErrors.UnknownField.With(Short(name)));
        }
    }

    internal string At(string name) => PlainName().IsMatch(name) ? $"{Path}.{name}" : $"{Path}['{Short(name)}']";

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static string NameOf<T>(T choice)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(choice.ToString());

    private T Choice<T>(JsonElement value, string path, IReadOnlyList<T> choices)
        where T : struct, Enum
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            faults.Add(path, ExchangeErrors.NotText);
            return choices[0];
        }

        var name = value.GetString()!;
        foreach (var choice in choices)
        {
            if (NameOf(choice) == name)
            {
                return choice;
            }
        }

        faults.Add(path, ExchangeErrors.UnknownValue.With(Short(name), string.Join(", ", choices.Select(NameOf))));
        return choices[0];
    }

    private IReadOnlyList<JsonElement> Elements(string name)
    {
        if (Find(name, required: true) is not { } value)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array)
        {
            return Wrong<IReadOnlyList<JsonElement>>(name, ExchangeErrors.NotList, []);
        }

        var count = value.GetArrayLength();
        return count <= MostItems ? [.. value.EnumerateArray()] : Wrong<IReadOnlyList<JsonElement>>(name, ExchangeErrors.TooMany.With(count, MostItems), []);
    }

    private JsonElement? Find(string name, bool required)
    {
        if (Has(name))
        {
            return fields[name];
        }

        if (required)
        {
            faults.Add(At(name), ExchangeErrors.Missing.With(name));
        }

        return null;
    }

    internal T Wrong<T>(string name, Error error, T instead)
    {
        faults.Add(At(name), error);
        return instead;
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.None)]
    private static partial Regex PlainName();
}
