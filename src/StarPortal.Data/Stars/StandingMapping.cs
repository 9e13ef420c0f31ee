using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Stars;

namespace StarPortal.Data.Stars;

internal sealed class StarOutcomeMapping : IEntityTypeConfiguration<StarOutcome>
{
    public void Configure(EntityTypeBuilder<StarOutcome> builder)
    {
        builder.ToTable("StarOutcomes");
        builder.Property(o => o.Explanation).HasJsonText();
        builder.HasOne<Participant>().WithMany().HasForeignKey(o => o.ParticipantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StarProgrammeVersion>().WithMany().HasForeignKey(o => o.ProgrammeVersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(o => o.ParticipantId).IsUnique();
        builder.HasIndex(o => new { o.CycleId, o.Change });
        builder.HasIndex(o => o.EmployeeId);
    }
}

internal sealed class StarStandingMapping : IEntityTypeConfiguration<StarStanding>
{
    public void Configure(EntityTypeBuilder<StarStanding> builder)
    {
        builder.ToTable("StarStandings");
        builder.HasOne<Employee>().WithMany().HasForeignKey(s => s.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StarProgramme>().WithMany().HasForeignKey(s => s.ProgrammeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => new { s.EmployeeId, s.ProgrammeId }).IsUnique();
        builder.HasIndex(s => new { s.ProgrammeId, s.Level });
    }
}

internal sealed class StarStandingChangeMapping : IEntityTypeConfiguration<StarStandingChange>
{
    public void Configure(EntityTypeBuilder<StarStandingChange> builder)
    {
        builder.ToTable("StarStandingChanges");
        // no foreign key to the standing: one that began with a cycle goes when that is reopened, its history stays
        builder.HasOne<Employee>().WithMany().HasForeignKey(c => c.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Cycle>().WithMany().HasForeignKey(c => c.CycleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasQueryFilter(c => c.ReversedAt == null && c.ReversesId == 0);
        builder.HasIndex(c => new { c.StandingId, c.CycleId, c.Round, c.ReversesId }).IsUnique();
        builder.HasIndex(c => new { c.CycleId, c.Change });
        builder.HasIndex(c => c.EmployeeId);
    }
}

internal sealed class HonourOptOutMapping : IEntityTypeConfiguration<HonourOptOut>
{
    public void Configure(EntityTypeBuilder<HonourOptOut> builder)
    {
        builder.ToTable("HonourOptOuts");
        builder.HasOne<Employee>().WithMany().HasForeignKey(o => o.EmployeeId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(o => o.EmployeeId).IsUnique();
    }
}
