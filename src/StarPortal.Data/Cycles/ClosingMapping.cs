using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Cycles;

namespace StarPortal.Data.Cycles;

internal sealed class CycleClosingMapping : IEntityTypeConfiguration<CycleClosing>
{
    public void Configure(EntityTypeBuilder<CycleClosing> builder)
    {
        builder.ToTable("CycleClosings");
        builder.Property(c => c.StartedBy).HasMaxLength(300);
        builder.Property(c => c.Overridden).HasJsonText();
        builder.Ignore(c => c.Closer);
        builder.HasOne<Cycle>().WithMany().HasForeignKey(c => c.CycleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.CycleId, c.Round }).IsUnique();
    }
}

internal sealed class CycleClosingStepMapping : IEntityTypeConfiguration<CycleClosingStep>
{
    public void Configure(EntityTypeBuilder<CycleClosingStep> builder)
    {
        builder.ToTable("CycleClosingSteps");
        builder.Property(s => s.Name).HasMaxLength(40);
        builder.Property(s => s.Counts).HasJsonText();
        builder.Property(s => s.ReversedCounts).HasJsonText();
        builder.Property(s => s.FailureCode).HasMaxLength(100);
        builder.Property(s => s.FailureArgs).HasJsonText();
        builder.HasOne<CycleClosing>().WithMany().HasForeignKey(s => s.ClosingId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.ClosingId, s.Name }).IsUnique();
    }
}

internal sealed class CycleReopeningMapping : IEntityTypeConfiguration<CycleReopening>
{
    public void Configure(EntityTypeBuilder<CycleReopening> builder)
    {
        builder.ToTable("CycleReopenings");
        builder.Property(r => r.Reason).HasMaxLength(CycleReopening.LongestReason);
        builder.Property(r => r.Requested).HasJsonText();
        builder.Property(r => r.Approvals).HasJsonText();
        builder.Property(r => r.Ended!).HasJsonText();
        builder.HasOne<Cycle>().WithMany().HasForeignKey(r => r.CycleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CycleClosing>().WithMany().HasForeignKey(r => r.ClosingId).OnDelete(DeleteBehavior.Restrict);
        // one wish at a time
        builder.HasIndex(r => r.ClosingId).IsUnique().HasFilter("\"State\" IN ('Requested', 'Approved', 'Done')");
    }
}
