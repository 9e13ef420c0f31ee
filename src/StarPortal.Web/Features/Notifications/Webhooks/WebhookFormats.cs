using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using StarPortal.Domain.Notifications;

namespace StarPortal.Web.Features.Notifications.Webhooks;

/// <summary>What is announced, written in the language of a webhook.</summary>
/// <param name="Id">The same for every try.</param>
/// <param name="Url">Absolute.</param>
public sealed record WebhookNews(string Id, string Kind, string Text, string Url, string Language, DateTime At);

/// <summary>A call as it goes out.</summary>
public sealed record WebhookRequest(string Url, string Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>The forms that chat robots understand, and what their answers mean.</summary>
internal static class WebhookFormats
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="secret">Null for a robot that wants no signature.</param>
    /// <param name="now">UTC; part of what is signed.</param>
    public static WebhookRequest Write(WebhookFormat format, string url, string? secret, WebhookNews news, DateTime now)
    {
        var milliseconds = new DateTimeOffset(now, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var text = $"{news.Text}\n{news.Url}";
        return format switch
        {
            WebhookFormat.DingTalk => new WebhookRequest(secret is null ? url : DingTalkUrl(url, secret, milliseconds), Body(new { msgtype = "text", text = new { content = text } }), None),
            WebhookFormat.Feishu => new WebhookRequest(url, FeishuBody(secret, milliseconds / 1_000, text), None),
            WebhookFormat.WeCom => new WebhookRequest(url, Body(new { msgtype = "text", text = new { content = text } }), None),
            _ => Generic(url, secret ?? "", news, milliseconds / 1_000),
        };
    }

    public static WebhookAnswer Read(WebhookFormat format, int status, string body)
    {
        if (status is < 200 or > 299)
        {
            return new WebhookAnswer(false, $"HTTP {status}", ForGood: status is >= 300 and < 500 and not (408 or 425 or 429));
        }

        // robots answer 200 even to what they refuse; our own form needs no words
        return format == WebhookFormat.Generic ? WebhookAnswer.Ok : Robot(body);
    }

    private static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();

    private static string DingTalkUrl(string url, string secret, long milliseconds)
    {
        var signature = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{milliseconds}\n{secret}")));
        return $"{url}{(url.Contains('?', StringComparison.Ordinal) ? '&' : '?')}timestamp={milliseconds}&sign={Uri.EscapeDataString(signature)}";
    }

    private static string FeishuBody(string? secret, long seconds, string text)
    {
        var content = new { text };
        if (secret is null)
        {
            return Body(new { msg_type = "text", content });
        }

        var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{seconds}\n{secret}"), Array.Empty<byte>()));
        return Body(new { timestamp = seconds.ToString(CultureInfo.InvariantCulture), sign, msg_type = "text", content });
    }

    private static WebhookRequest Generic(string url, string secret, WebhookNews news, long seconds)
    {
        var body = Body(new { id = news.Id, kind = news.Kind, text = news.Text, url = news.Url, language = news.Language, at = news.At.ToString("O", CultureInfo.InvariantCulture) });
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seconds}.{body}"))));
        return new WebhookRequest(url, body, new Dictionary<string, string>
        {
            ["X-StarPortal-Id"] = news.Id,
            ["X-StarPortal-Timestamp"] = seconds.ToString(CultureInfo.InvariantCulture),
            ["X-StarPortal-Signature"] = $"sha256={signature}",
        });
    }

    private static WebhookAnswer Robot(string body)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            if (answer.RootElement.ValueKind != JsonValueKind.Object)
            {
                return Unreadable;
            }

            // DingTalk and WeCom say errcode; Feishu says code, formerly StatusCode
            foreach (var name in (string[])["errcode", "code", "StatusCode"])
            {
                if (answer.RootElement.TryGetProperty(name, out var code) && code.ValueKind == JsonValueKind.Number)
                {
                    return code.TryGetInt64(out var number) && number == 0 ? WebhookAnswer.Ok : new WebhookAnswer(false, $"{name} {code.GetRawText()}: {Said(answer.RootElement)}");
                }
            }

            return Unreadable;
        }
        catch (JsonException)
        {
            return Unreadable;
        }
    }

    private static WebhookAnswer Unreadable => new(false, "The answer is not one of such a robot.");

    private static string Said(JsonElement answer) =>
        answer.TryGetProperty("errmsg", out var message) || answer.TryGetProperty("msg", out message) || answer.TryGetProperty("StatusMessage", out message)
            ? MailText.Shortened(MailText.Clean(message.ToString()), 200)
            : "";

    private static string Body<T>(T value) => JsonSerializer.Serialize(value, Json);
}
