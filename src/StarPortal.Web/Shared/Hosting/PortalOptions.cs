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

    /// <summary>Address that people reach the portal at, for links printed or mailed; empty means the first address listened on.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>Browser that prints PDF; empty means the first one found on this machine.</summary>
    public string Chromium { get; set; } = "";

    /// <summary>Fills an empty database with the demo company at the start; not said means: in Development.</summary>
    public bool? Demo { get; set; }

    public AdminOptions Admin { get; set; } = new();

    public bool IsPostgres => Provider == "postgres";

    public string ConnectionString => Connection.Length > 0 || IsPostgres
        ? Connection
        : $"Data Source={Path.Combine(Path.GetFullPath(Data), "starportal.db")}";
}

/// <summary>The first administrator, made at the first start outside Development.</summary>
public sealed class AdminOptions
{
    public string Email { get; set; } = "";

    public string Password { get; set; } = "";
}
