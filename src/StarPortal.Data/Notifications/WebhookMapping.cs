using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Notifications;

namespace StarPortal.Data.Notifications;

internal sealed class WebhookMapping : IEntityTypeConfiguration<Webhook>
{
    public void Configure(EntityTypeBuilder<Webhook> builder)
    {
        builder.ToTable("Webhooks");
        builder.Property(h => h.Name).HasMaxLength(Webhook.NameLimit);
        builder.Property(h => h.Host).HasMaxLength(260);
        builder.Property(h => h.Language).HasMaxLength(10);
        builder.Property(h => h.Kinds).HasJsonText();
    }
}
