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
        builder.HasIndex(t => new { t.Kind, t.TargetId });
        builder.HasIndex(t => t.State);
    }
}
