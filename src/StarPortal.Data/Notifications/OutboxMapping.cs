using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.People;

namespace StarPortal.Data.Notifications;

internal sealed class OutboxMessageMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("Outbox");
        builder.Property(m => m.Key).HasMaxLength(OutboxMessage.KeyLimit);
        builder.Property(m => m.Kind).HasMaxLength(60);
        builder.Property(m => m.Address).HasMaxLength(320);
        builder.Property(m => m.LeaseOwner).HasMaxLength(100);
        builder.Property(m => m.LastError).HasMaxLength(OutboxMessage.ErrorLimit);
        builder.HasOne<Employee>().WithMany().HasForeignKey(m => m.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Webhook>().WithMany().HasForeignKey(m => m.WebhookId).OnDelete(DeleteBehavior.SetNull);
        // a job that runs twice queues once
        builder.HasIndex(m => m.Key).IsUnique();
        builder.HasIndex(m => new { m.State, m.Channel, m.NextAttemptAt });
        builder.HasIndex(m => m.LeaseOwner);
        builder.HasIndex(m => m.SentAt);
        builder.HasIndex(m => m.EmployeeId);
    }
}
