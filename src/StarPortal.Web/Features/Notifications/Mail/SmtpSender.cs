using System.Net;
using System.Net.Mail;
using System.Net.Security;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using StarPortal.Domain.Notifications;
using StarPortal.Web.Shared.Hosting;

namespace StarPortal.Web.Features.Notifications.Mail;

/// <summary>Sends over SMTP by <see cref="SmtpClient"/>, which keeps its connection from one mail to the next.</summary>
/// <param name="trust">Instead of the machine's own judgement of a server's certificate, for TLS from the first byte.</param>
internal sealed class SmtpSender(IOptions<PortalOptions> options, RemoteCertificateValidationCallback? trust = null) : IMailSender
{
    public IMailSession Open() => new Session(options.Value.Mail, trust);

    private sealed class Session(MailOptions options, RemoteCertificateValidationCallback? trust) : IMailSession
    {
        private SmtpClient? client;
        private TlsRelay? relay;

        public async Task<MailOutcome> SendAsync(OutgoingMail mail, CancellationToken cancellation)
        {
            MailMessage message;
            try
            {
                message = MailMessages.Of(mail, options);
            }
            catch (FormatException)
            {
                return new MailOutcome(MailFate.AddressRefused, "This is not an e-mail address.");
            }

            using (message)
            {
                // the client's own time limit does not hold for asynchronous sending
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                limit.CancelAfter(TimeSpan.FromSeconds(options.TimeoutSeconds));
                try
                {
                    client ??= await ConnectAsync(limit.Token);
                    await client.SendMailAsync(message, limit.Token);
                    return new MailOutcome(MailFate.Sent);
                }
                catch (Exception) when (limit.IsCancellationRequested && !cancellation.IsCancellationRequested)
                {
                    Dispose();
                    return new MailOutcome(MailFate.Later, $"The mail server did not answer in {options.TimeoutSeconds} s.");
                }
                catch (SmtpException failure)
                {
                    // whatever the server has understood by now: the next mail begins afresh
                    Dispose();
                    return SmtpFaults.Of(failure);
                }
                catch (Exception failure) when (failure is IOException or SocketException or InvalidOperationException or System.Security.Authentication.AuthenticationException)
                {
                    Dispose();
                    return new MailOutcome(failure is IOException ? MailFate.Later : MailFate.Unavailable, MailText.Clean(failure.Message));
                }
            }
        }

        public void Dispose()
        {
            try
            {
                client?.Dispose();
            }
            catch (Exception failure) when (failure is IOException or SmtpException or SocketException)
            {
                // saying good-bye to a connection that is gone
            }

            relay?.Dispose();
            (client, relay) = (null, null);
        }

        private async Task<SmtpClient> ConnectAsync(CancellationToken cancellation)
        {
            relay = options.Security == MailSecurity.Tls ? await TlsRelay.OpenAsync(options.Host, options.Port, trust, cancellation) : null;
            var (host, port) = relay is null ? (options.Host, options.Port) : (IPAddress.Loopback.ToString(), relay.Port);
            return new SmtpClient(host, port)
            {
                EnableSsl = options.Security == MailSecurity.StartTls,
                UseDefaultCredentials = false,
                Credentials = options.User.Length > 0 ? new NetworkCredential(options.User, options.Password) : null,
                DeliveryFormat = SmtpDeliveryFormat.SevenBit,
                Timeout = options.TimeoutSeconds * 1_000,
            };
        }
    }
}
