using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Points;

namespace StarPortal.Data.Points;

internal sealed class PointsEventMapping : IEntityTypeConfiguration<PointsEvent>
{
    public void Configure(EntityTypeBuilder<PointsEvent> builder)
    {
        builder.ToTable("PointsEvents");
        builder.Property(e => e.Key).HasMaxLength(100);
        builder.HasOne<Employee>().WithMany().HasForeignKey(e => e.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Cycle>().WithMany().HasForeignKey(e => e.CycleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => e.Key).IsUnique();
        builder.HasIndex(e => new { e.CycleId, e.EmployeeId });
    }
}
