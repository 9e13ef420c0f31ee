using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Jobs;

namespace StarPortal.Data.Jobs;

internal sealed class LongTaskMapping : IEntityTypeConfiguration<LongTask>
{
    public void Configure(EntityTypeBuilder<LongTask> builder)
    {
        builder.ToTable("LongTasks");
        builder.Property(t => t.Kind).HasMaxLength(100);
        builder.Property(t => t.Step).HasMaxLength(100);
        builder.Property(t => t.Reference).HasMaxLength(64);
        builder.HasIndex(t => new { t.Kind, t.TargetId });
        builder.HasIndex(t => t.State);
    }
}

internal sealed class JobStateMapping : IEntityTypeConfiguration<JobState>
{
    public void Configure(EntityTypeBuilder<JobState> builder)
    {
        builder.ToTable("JobStates");
        builder.HasKey(s => s.Name);
        builder.Property(s => s.Name).HasMaxLength(100);
        builder.Property(s => s.Node).HasMaxLength(200);
        builder.Property(s => s.Reference).HasMaxLength(64);
        builder.Property(s => s.Counts).HasMaxLength(1000);
    }
}

internal sealed class JobRunMapping : IEntityTypeConfiguration<JobRun>
{
    public void Configure(EntityTypeBuilder<JobRun> builder)
    {
        builder.ToTable("JobRuns");
        builder.Property(r => r.Name).HasMaxLength(100);
        builder.Property(r => r.Node).HasMaxLength(200);
        builder.Property(r => r.Reference).HasMaxLength(64);
        builder.Property(r => r.Counts).HasMaxLength(1000);
        builder.Property(r => r.FailureCode).HasMaxLength(200);
        builder.HasIndex(r => r.StartedAt);
        builder.HasIndex(r => new { r.Name, r.StartedAt });
    }
}
