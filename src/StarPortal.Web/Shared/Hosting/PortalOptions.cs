using System.ComponentModel.DataAnnotations;

namespace StarPortal.Web.Shared.Hosting;

/// <summary>Settings of the program, section <c>StarPortal</c>; environment variables are named <c>STARPORTAL__PROVIDER</c> and so on.</summary>
public sealed class PortalOptions
{
    public const string Section = "StarPortal";

    /// <summary><c>sqlite</c> (default) or <c>postgres</c>.</summary>
    [RegularExpression("sqlite|postgres")]
    public string Provider { get; set; } = "sqlite";

    /// <summary>Connection string; for SQLite empty means <c>starportal.db</c> in the data directory.</summary>
    public string Connection { get; set; } = "";

    /// <summary>Data directory: database, evidence files, backups.</summary>
    [Required]
    public string Data { get; set; } = "data";

    /// <summary>Printed on documents and shown in the frame.</summary>
    [Required]
    public string CompanyName { get; set; } = "StarPortal";

    /// <summary>The company's time zone: of people whose own is not known, and of accounts that are nobody's in the company.</summary>
    [Required]
    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>Address that people reach the portal at, for links printed or mailed; empty means the first address listened on.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>Browser that prints PDF; empty means the first one found on this machine.</summary>
    public string Chromium { get; set; } = "";

    /// <summary>Fills an empty database with the demo company at the start; not said means: in Development.</summary>
    public bool? Demo { get; set; }

    /// <summary>False on a node that only serves pages: others run the jobs.</summary>
    public bool Scheduler { get; set; } = true;

    public AdminOptions Admin { get; set; } = new();

    public ClockOptions Clock { get; set; } = new();

    public MetricsOptions Metrics { get; set; } = new();

    public BackupOptions Backup { get; set; } = new();

    public SignInLimits SignIn { get; set; } = new();

    public VerifyLimits Verify { get; set; } = new();

    /// <summary>How many days the file of a batch of certificates is kept.</summary>
    [Range(1, 365)]
    public int CertificateFileDays { get; set; } = 14;

    public ApiLimits Api { get; set; } = new();

    public PublicLimits Public { get; set; } = new();

    public MailOptions Mail { get; set; } = new();

    public WebhookOptions Webhooks { get; set; } = new();

    /// <summary>Addresses or networks (10.0.0.0/8) of the proxies in front; only their X-Forwarded-… headers are believed.</summary>
    public IList<string> TrustedProxies { get; } = [];

    public bool IsPostgres => Provider == "postgres";

    public string ConnectionString => Connection.Length > 0 || IsPostgres
        ? Connection
        : $"Data Source={Path.Combine(Path.GetFullPath(Data), "starportal.db")}";
}

/// <summary>The first administrator, made at the first start outside Development.</summary>
public sealed class AdminOptions
{
    public string Email { get; set; } = "";

    public string Name { get; set; } = "Administrator";

    public string Password { get; set; } = "";
}

/// <summary>How often certificates may be looked up by people who are not signed in.</summary>
public sealed class VerifyLimits
{
    /// <summary>Looks from one address in a minute.</summary>
    [Range(6, 1_000_000)]
    public int LooksPerMinute { get; set; } = 30;

    /// <summary>Looks from one address at once.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 60;
}

/// <summary>How signing in is guarded.</summary>
public sealed class SignInLimits
{
    /// <summary>Tries that one address may send in a minute, all its people together.</summary>
    [Range(6, 1_000_000)]
    public int AttemptsPerMinute { get; set; } = 60;

    /// <summary>Tries that one address may send at once, for example an office at nine o'clock.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 120;

    /// <summary>No refusal is told earlier than this, so that its time says nothing about its cause.</summary>
    [Range(0, 10_000)]
    public int FailureMilliseconds { get; set; } = 500;

    /// <summary>How often cookies and live circuits are checked against the account; at most 60 seconds.</summary>
    [Range(1, 60)]
    public int RevalidateSeconds { get; set; } = 30;
}

/// <summary>How much one API key may ask.</summary>
public sealed class ApiLimits
{
    [Range(6, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 120;

    /// <summary>Requests that may come at once.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 40;
}

/// <summary>How much one address may send to pages that are open to holders of a link, all its people together.</summary>
public sealed class PublicLimits
{
    /// <summary>Forms sent in a minute; looking is allowed five times as often.</summary>
    [Range(6, 1_000_000)]
    public int PostsPerMinute { get; set; } = 30;

    /// <summary>Forms that may be sent at once, for example from one shop's network.</summary>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 30;

    /// <summary>Forms that one link takes in a minute, whoever sends them.</summary>
    [Range(6, 1_000_000)]
    public int PostsPerLinkPerMinute { get; set; } = 60;

    /// <summary>A form sent sooner than this after it was opened was not read by a person.</summary>
    [Range(0, 60_000)]
    public int QuickestMilliseconds { get; set; } = 2_000;
}

/// <summary>What time it is.</summary>
public sealed class ClockOptions
{
    /// <summary>The clock may be set forward through <c>POST /development/clock</c>; refused outside Development.</summary>
    public bool Settable { get; set; }
}

/// <summary>Who may read <c>/metrics</c>.</summary>
public sealed class MetricsOptions
{
    /// <summary>Sent as <c>Authorization: Bearer …</c>; empty means that only this machine may read.</summary>
    public string Token { get; set; } = "";
}

/// <summary>The nightly backup of an SQLite database.</summary>
public sealed class BackupOptions
{
    /// <summary>Where backups are kept; empty means <c>backups</c> in the data directory.</summary>
    public string Folder { get; set; } = "";

    /// <summary>How many days a backup is kept.</summary>
    [Range(1, 3650)]
    public int Days { get; set; } = 14;
}
