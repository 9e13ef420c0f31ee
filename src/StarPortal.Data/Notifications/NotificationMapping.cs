using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.People;

namespace StarPortal.Data.Notifications;

internal sealed class NotificationMapping : IEntityTypeConfiguration<Notification>
{
    public void Configure(EntityTypeBuilder<Notification> builder)
    {
        builder.ToTable("Notifications");
        builder.Property(n => n.Kind).HasMaxLength(60);
        builder.Property(n => n.Key).HasMaxLength(100);
        builder.Property(n => n.Link).HasMaxLength(300);
        builder.Property(n => n.Args).HasJsonText();
        builder.HasOne<Employee>().WithMany().HasForeignKey(n => n.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        // a job that runs twice tells once
        builder.HasIndex(n => new { n.EmployeeId, n.Kind, n.Key }).IsUnique();
        builder.HasIndex(n => new { n.EmployeeId, n.ReadAt });
        // what is still to be mailed
        builder.HasIndex(n => new { n.MailedAt, n.Kind, n.CreatedAt });
    }
}
