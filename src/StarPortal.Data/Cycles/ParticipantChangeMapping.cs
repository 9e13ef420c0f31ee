using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;

namespace StarPortal.Data.Cycles;

internal sealed class ManagerChangeMapping : IEntityTypeConfiguration<ManagerChange>
{
    public void Configure(EntityTypeBuilder<ManagerChange> builder)
    {
        builder.ToTable("ManagerChanges");
        builder.Property(c => c.Reason).HasMaxLength(ParticipantChangeRules.ReasonLimit);
        builder.Property(c => c.DecidedBy).HasMaxLength(300);
        builder.HasOne<Participant>().WithMany().HasForeignKey(c => c.ParticipantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(c => c.FromId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(c => c.ToId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.State, c.At });
        builder.HasIndex(c => c.CycleId);
        // two people of HR at once: one plan
        builder.HasIndex(c => c.ParticipantId).IsUnique().HasFilter("\"State\" = 'Planned'");
    }
}

internal sealed class ParticipantChangeMapping : IEntityTypeConfiguration<ParticipantChange>
{
    public void Configure(EntityTypeBuilder<ParticipantChange> builder)
    {
        builder.ToTable("ParticipantChanges");
        builder.Property(c => c.Before).HasMaxLength(600);
        builder.Property(c => c.After).HasMaxLength(600);
        builder.Property(c => c.Reason).HasMaxLength(ParticipantChangeRules.ReasonLimit);
        builder.Property(c => c.By).HasMaxLength(300);
        builder.HasOne<Cycle>().WithMany().HasForeignKey(c => c.CycleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(c => c.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.CycleId, c.At });
    }
}

internal sealed class SeenDifferenceMapping : IEntityTypeConfiguration<SeenDifference>
{
    public void Configure(EntityTypeBuilder<SeenDifference> builder)
    {
        builder.ToTable("SeenDifferences");
        builder.Property(d => d.SeenTitle).HasMaxLength(200);
        builder.Property(d => d.SeenLevel).HasMaxLength(50);
        builder.HasOne<Cycle>().WithMany().HasForeignKey(d => d.CycleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(d => d.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => new { d.CycleId, d.EmployeeId, d.Kind }).IsUnique();
    }
}
