using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Goals;
using StarPortal.Domain.People;

namespace StarPortal.Data.Goals;

internal sealed class GoalSheetMapping : IEntityTypeConfiguration<GoalSheet>
{
    public void Configure(EntityTypeBuilder<GoalSheet> builder)
    {
        builder.ToTable("GoalSheets");
        builder.Property(s => s.EmployeeConfirmedBy).HasMaxLength(300);
        builder.Property(s => s.ManagerConfirmedBy).HasMaxLength(300);
        builder.Ignore(s => s.Entries);
        builder.Ignore(s => s.WaitsFor);
        builder.HasOne<Participant>().WithMany().HasForeignKey(s => s.ParticipantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(s => s.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(s => s.Goals).WithOne().HasForeignKey(g => g.SheetId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(s => s.Steps).WithOne().HasForeignKey(g => g.SheetId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.ParticipantId).IsUnique();
        builder.HasIndex(s => new { s.CycleId, s.State });
    }
}

internal sealed class GoalMapping : IEntityTypeConfiguration<Goal>
{
    public void Configure(EntityTypeBuilder<Goal> builder)
    {
        builder.ToTable("Goals");
        builder.Property(g => g.IndicatorKey).HasMaxLength(60);
        builder.Property(g => g.Target).HasPrecision(28, 8);
        builder.Property(g => g.Weight).HasPrecision(28, 8);
        builder.Property(g => g.Text).HasMaxLength(GoalRules.LongestText);
        builder.Ignore(g => g.Entry);
        builder.HasOne<KeyResult>().WithMany().HasForeignKey(g => g.KeyResultId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(g => new { g.SheetId, g.IndicatorKey }).IsUnique();
    }
}

internal sealed class GoalStepMapping : IEntityTypeConfiguration<GoalStep>
{
    public void Configure(EntityTypeBuilder<GoalStep> builder)
    {
        builder.ToTable("GoalSteps");
        builder.Property(s => s.Reason).HasMaxLength(GoalRules.LongestReason);
        builder.Property(s => s.By).HasMaxLength(300);
        builder.Property(s => s.Changes).HasJsonText();
    }
}

internal sealed class ObjectiveMapping : IEntityTypeConfiguration<Objective>
{
    public void Configure(EntityTypeBuilder<Objective> builder)
    {
        builder.ToTable("Objectives");
        builder.Property(o => o.Title).HasMaxLength(Objective.LongestTitle);
        builder.Property(o => o.Description).HasMaxLength(Objective.LongestText);
        builder.Property(o => o.Outcome).HasMaxLength(Objective.LongestText);
        builder.Property(o => o.ClosedBy).HasMaxLength(300);
        builder.Ignore(o => o.Details);
        builder.Ignore(o => o.IsClosed);
        builder.HasOne<Department>().WithMany().HasForeignKey(o => o.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Objective>().WithMany().HasForeignKey(o => o.ParentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(o => o.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(o => new { o.PeriodStart, o.DepartmentId });
    }
}

internal sealed class KeyResultMapping : IEntityTypeConfiguration<KeyResult>
{
    public void Configure(EntityTypeBuilder<KeyResult> builder)
    {
        builder.ToTable("KeyResults");
        builder.Property(k => k.Title).HasMaxLength(KeyResult.LongestTitle);
        builder.Property(k => k.Unit).HasMaxLength(KeyResult.LongestUnit);
        builder.Property(k => k.Start).HasPrecision(28, 8);
        builder.Property(k => k.Target).HasPrecision(28, 8);
        builder.Property(k => k.Current).HasPrecision(28, 8);
        builder.Ignore(k => k.Details);
        builder.Ignore(k => k.Progress);
        builder.HasOne<Objective>().WithMany().HasForeignKey(k => k.ObjectiveId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(k => k.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(k => new { k.OwnerId, k.DueAt });
    }
}

internal sealed class KeyResultCheckInMapping : IEntityTypeConfiguration<KeyResultCheckIn>
{
    public void Configure(EntityTypeBuilder<KeyResultCheckIn> builder)
    {
        builder.ToTable("KeyResultCheckIns");
        builder.Property(c => c.Value).HasPrecision(28, 8);
        builder.Property(c => c.Note).HasMaxLength(GoalRules.LongestText);
        builder.Property(c => c.By).HasMaxLength(300);
        builder.HasOne<KeyResult>().WithMany().HasForeignKey(c => c.KeyResultId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class KeyResultFeedMapping : IEntityTypeConfiguration<KeyResultFeed>
{
    public void Configure(EntityTypeBuilder<KeyResultFeed> builder)
    {
        builder.ToTable("KeyResultFeeds");
        builder.Property(f => f.IndicatorKey).HasMaxLength(60);
        builder.Property(f => f.SetBy).HasMaxLength(300);
        builder.Property(f => f.AcceptedBy).HasMaxLength(300);
        builder.HasOne<KeyResult>().WithMany().HasForeignKey(f => f.KeyResultId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Participant>().WithMany().HasForeignKey(f => f.ParticipantId).OnDelete(DeleteBehavior.Restrict);
        // an actual value comes from one place
        builder.HasIndex(f => new { f.ParticipantId, f.IndicatorKey }).IsUnique();
    }
}
