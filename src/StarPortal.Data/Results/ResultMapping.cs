using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Results;

namespace StarPortal.Data.Results;

internal sealed class ParticipantResultMapping : IEntityTypeConfiguration<ParticipantResult>
{
    public void Configure(EntityTypeBuilder<ParticipantResult> builder)
    {
        builder.ToTable("ParticipantResults");
        builder.HasOne<Participant>().WithMany().HasForeignKey(r => r.ParticipantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(r => r.Versions).WithOne().HasForeignKey(v => v.ResultId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => r.ParticipantId).IsUnique();
        builder.HasIndex(r => new { r.CycleId, r.CurrentTotal });
    }
}

internal sealed class ResultVersionMapping : IEntityTypeConfiguration<ResultVersion>
{
    public void Configure(EntityTypeBuilder<ResultVersion> builder)
    {
        builder.ToTable("ResultVersions");
        builder.Property(v => v.Tree).HasJsonText();
        builder.HasIndex(v => new { v.ResultId, v.Number }).IsUnique();
    }
}
