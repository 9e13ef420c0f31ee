namespace StarPortal.Domain.Notifications;

/// <summary>A person does not want this kind by e-mail. In the portal it is told all the same.</summary>
public sealed class MailOptOut
{
    private MailOptOut()
    {
    }

    public MailOptOut(int employeeId, string kind, DateTime now) => (EmployeeId, Kind, At) = (employeeId, kind, now);

    public int EmployeeId { get; private set; }

    /// <summary>A kind of mail, such as <c>Digest</c>, or of notice, such as <c>Reviews.Declined</c>.</summary>
    public string Kind { get; private set; } = "";

    public DateTime At { get; private set; }
}

/// <summary>An address that refused a mail for good. Whoever still has it gets no more mail until it changes or HR says that it works again.</summary>
public sealed class RefusedAddress
{
    private RefusedAddress()
    {
    }

    public RefusedAddress(string address, string error, DateTime now) => (Address, Error, At) = (address, error, now);

    /// <summary>In lower case.</summary>
    public string Address { get; private set; } = "";

    /// <summary>What the mail server said.</summary>
    public string Error { get; private set; } = "";

    public DateTime At { get; private set; }
}
