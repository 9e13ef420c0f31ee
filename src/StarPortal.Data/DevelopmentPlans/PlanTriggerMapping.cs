using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.DevelopmentPlans;
using StarPortal.Domain.People;

namespace StarPortal.Data.DevelopmentPlans;

internal sealed class PlanTriggerMapping : IEntityTypeConfiguration<PlanTrigger>
{
    public void Configure(EntityTypeBuilder<PlanTrigger> builder)
    {
        builder.ToTable("PlanTriggers");
        builder.Property(t => t.Facts).HasJsonText();
        builder.Property(t => t.WithdrawnReason).HasMaxLength(CycleReopening.LongestReason);
        builder.HasOne<Employee>().WithMany().HasForeignKey(t => t.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Participant>().WithMany().HasForeignKey(t => t.ParticipantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Cycle>().WithMany().HasForeignKey(t => t.CycleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(t => new { t.EmployeeId, t.CycleId, t.Kind, t.Round }).IsUnique();
        builder.HasIndex(t => t.CycleId);
    }
}
