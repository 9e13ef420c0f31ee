using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Stars;
using StarPortal.Domain.Templates;

namespace StarPortal.Data.Cycles;

internal sealed class CycleMapping : IEntityTypeConfiguration<Cycle>
{
    public void Configure(EntityTypeBuilder<Cycle> builder)
    {
        builder.ToTable("Cycles");
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.TimeZone).HasMaxLength(60);
        builder.Property(c => c.Population).HasJsonText();
        builder.Property(c => c.ReviewRules).HasJsonText();
        builder.HasOne<TemplateVersion>().WithMany().HasForeignKey(c => c.TemplateVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StarProgrammeVersion>().WithMany().HasForeignKey(c => c.StarProgrammeVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Phases).WithOne().HasForeignKey(p => p.CycleId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(c => c.State);
    }
}

internal sealed class CyclePhaseMapping : IEntityTypeConfiguration<CyclePhase>
{
    public void Configure(EntityTypeBuilder<CyclePhase> builder)
    {
        builder.ToTable("CyclePhases");
        builder.HasIndex(p => new { p.CycleId, p.Kind }).IsUnique();
    }
}

internal sealed class ParticipantMapping : IEntityTypeConfiguration<Participant>
{
    public void Configure(EntityTypeBuilder<Participant> builder)
    {
        builder.ToTable("Participants");
        builder.Property(p => p.Number).HasMaxLength(50);
        builder.Property(p => p.Name).HasMaxLength(300);
        builder.Property(p => p.DepartmentName).HasMaxLength(200);
        builder.Property(p => p.DepartmentPath).HasMaxLength(400);
        builder.Property(p => p.JobTitle).HasMaxLength(200);
        builder.Property(p => p.Level).HasMaxLength(50);
        builder.HasOne<Cycle>().WithMany().HasForeignKey(p => p.CycleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(p => p.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(p => p.ManagerId).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(p => p.CurrentPlace);
        builder.Ignore(p => p.SelfReviewNotAwaited);
        builder.HasIndex(p => new { p.CycleId, p.EmployeeId }).IsUnique();
        builder.HasIndex(p => new { p.CycleId, p.DepartmentPath });
        // the size of every manager's team, in one list
        builder.HasIndex(p => new { p.CycleId, p.ManagerId });
    }
}

internal sealed class PlannedReviewerMapping : IEntityTypeConfiguration<PlannedReviewer>
{
    public void Configure(EntityTypeBuilder<PlannedReviewer> builder)
    {
        builder.ToTable("PlannedReviewers");
        builder.HasOne<Cycle>().WithMany().HasForeignKey(p => p.CycleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(p => p.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(p => p.ReviewerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.CycleId, p.EmployeeId, p.ReviewerId }).IsUnique();
    }
}

internal sealed class ActualValueMapping : IEntityTypeConfiguration<ActualValue>
{
    public void Configure(EntityTypeBuilder<ActualValue> builder)
    {
        builder.ToTable("ActualValues");
        builder.Property(a => a.IndicatorKey).HasMaxLength(60);
        builder.Property(a => a.Source).HasMaxLength(200);
        builder.Property(a => a.Value).HasPrecision(28, 8);
        builder.HasOne<Participant>().WithMany().HasForeignKey(a => a.ParticipantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => new { a.ParticipantId, a.IndicatorKey }).IsUnique();
    }
}

internal sealed class ActualValueChangeMapping : IEntityTypeConfiguration<ActualValueChange>
{
    public void Configure(EntityTypeBuilder<ActualValueChange> builder)
    {
        builder.ToTable("ActualValueChanges");
        builder.Property(c => c.IndicatorKey).HasMaxLength(60);
        builder.Property(c => c.Source).HasMaxLength(200);
        builder.Property(c => c.Before).HasPrecision(28, 8);
        builder.Property(c => c.After).HasPrecision(28, 8);
        builder.HasOne<Participant>().WithMany().HasForeignKey(c => c.ParticipantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.ParticipantId, c.IndicatorKey });
    }
}

internal sealed class DataOwnerMapping : IEntityTypeConfiguration<DataOwner>
{
    public void Configure(EntityTypeBuilder<DataOwner> builder)
    {
        builder.ToTable("DataOwners");
        builder.Property(o => o.IndicatorKey).HasMaxLength(60);
        builder.HasOne<Cycle>().WithMany().HasForeignKey(o => o.CycleId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Employee>().WithMany().HasForeignKey(o => o.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(o => new { o.CycleId, o.IndicatorKey, o.EmployeeId }).IsUnique();
    }
}

internal sealed class ExemptionMapping : IEntityTypeConfiguration<Exemption>
{
    public void Configure(EntityTypeBuilder<Exemption> builder)
    {
        builder.ToTable("Exemptions");
        builder.Property(e => e.IndicatorKey).HasMaxLength(60);
        builder.Property(e => e.Steps).HasJsonText();
        builder.HasOne<Cycle>().WithMany().HasForeignKey(e => e.CycleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Participant>().WithMany().HasForeignKey(e => e.ParticipantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.CycleId, e.State });
    }
}

internal sealed class AdjustmentMapping : IEntityTypeConfiguration<Adjustment>
{
    public void Configure(EntityTypeBuilder<Adjustment> builder)
    {
        builder.ToTable("Adjustments");
        builder.Property(a => a.Steps).HasJsonText();
        builder.HasOne<Participant>().WithMany().HasForeignKey(a => a.ParticipantId).OnDelete(DeleteBehavior.Restrict);
    }
}
