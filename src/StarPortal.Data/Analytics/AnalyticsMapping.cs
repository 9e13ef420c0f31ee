using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;

namespace StarPortal.Data.Analytics;

internal sealed class CycleStatisticsMapping : IEntityTypeConfiguration<CycleStatistics>
{
    public void Configure(EntityTypeBuilder<CycleStatistics> builder)
    {
        builder.ToTable("CycleStatistics");
        builder.Property(s => s.Figures).HasJsonText();
        builder.HasOne<Cycle>().WithMany().HasForeignKey(s => s.CycleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.CycleId, s.Round }).IsUnique();
    }
}

internal sealed class ReportScheduleMapping : IEntityTypeConfiguration<ReportSchedule>
{
    public void Configure(EntityTypeBuilder<ReportSchedule> builder)
    {
        builder.ToTable("ReportSchedules");
        builder.Property(s => s.Timing).HasJsonText();
        builder.Property(s => s.Recipients).HasJsonText();
        builder.Property(s => s.ChangedBy).HasMaxLength(300);
    }
}

internal sealed class StoredReportMapping : IEntityTypeConfiguration<StoredReport>
{
    public void Configure(EntityTypeBuilder<StoredReport> builder)
    {
        builder.ToTable("StoredReports");
        builder.Property(r => r.Occasion).HasMaxLength(40);
        builder.Property(r => r.FileToken).HasMaxLength(64);
        builder.Property(r => r.FileName).HasMaxLength(200);
        builder.Property(r => r.FailureCode).HasMaxLength(100);
        builder.Ignore(r => r.HasFile);
        builder.HasOne<ReportSchedule>().WithMany().HasForeignKey(r => r.ScheduleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Cycle>().WithMany().HasForeignKey(r => r.CycleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(r => r.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        // two nodes at once: the second one's row is refused, whatever it believed
        builder.HasIndex(r => new { r.ScheduleId, r.Occasion, r.EmployeeId }).IsUnique();
        builder.HasIndex(r => r.EmployeeId);
        builder.HasIndex(r => r.ReadyAt);
    }
}
