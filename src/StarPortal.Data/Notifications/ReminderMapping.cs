using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.People;

namespace StarPortal.Data.Notifications;

internal sealed class SentReminderMapping : IEntityTypeConfiguration<SentReminder>
{
    public void Configure(EntityTypeBuilder<SentReminder> builder)
    {
        builder.ToTable("SentReminders");
        builder.Property(s => s.Task).HasMaxLength(100);
        builder.HasOne<Employee>().WithMany().HasForeignKey(s => s.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        // each stage once for a task, whatever its date does
        builder.HasIndex(s => new { s.EmployeeId, s.Task, s.Stage }).IsUnique();
        builder.HasIndex(s => s.SentAt);
    }
}

internal sealed class DigestStateMapping : IEntityTypeConfiguration<DigestState>
{
    public void Configure(EntityTypeBuilder<DigestState> builder)
    {
        builder.ToTable("DigestStates");
        builder.HasKey(s => s.EmployeeId);
        builder.Property(s => s.EmployeeId).ValueGeneratedNever();
        builder.HasOne<Employee>().WithMany().HasForeignKey(s => s.EmployeeId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MailHoursMapping : IEntityTypeConfiguration<MailHours>
{
    public void Configure(EntityTypeBuilder<MailHours> builder)
    {
        builder.ToTable("MailHours");
        builder.HasKey(s => s.EmployeeId);
        builder.Property(s => s.EmployeeId).ValueGeneratedNever();
        builder.HasOne<Employee>().WithMany().HasForeignKey(s => s.EmployeeId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CycleRemindersMapping : IEntityTypeConfiguration<CycleReminders>
{
    public void Configure(EntityTypeBuilder<CycleReminders> builder)
    {
        builder.ToTable("CycleReminders");
        builder.HasKey(s => s.CycleId);
        builder.Property(s => s.CycleId).ValueGeneratedNever();
        builder.Property(s => s.Settings).HasJsonText();
        builder.HasOne<Cycle>().WithMany().HasForeignKey(s => s.CycleId).OnDelete(DeleteBehavior.Cascade);
    }
}
