using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Stars;

namespace StarPortal.Data.Stars;

internal sealed class EntitlementListMapping : IEntityTypeConfiguration<EntitlementList>
{
    public void Configure(EntityTypeBuilder<EntitlementList> builder)
    {
        builder.ToTable("EntitlementLists");
        builder.HasOne<Cycle>().WithMany().HasForeignKey(l => l.CycleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(l => new { l.CycleId, l.Number }).IsUnique();
        builder.Ignore(l => l.IsCorrection);
    }
}

internal sealed class EntitlementLineMapping : IEntityTypeConfiguration<EntitlementLine>
{
    public void Configure(EntityTypeBuilder<EntitlementLine> builder)
    {
        builder.ToTable("EntitlementLines");
        builder.Property(l => l.EmployeeNumber).HasMaxLength(50);
        builder.Property(l => l.Name).HasMaxLength(300);
        builder.Property(l => l.Department).HasMaxLength(200);
        builder.Property(l => l.Currency).HasMaxLength(3);
        builder.Property(l => l.LevelName).HasJsonText();
        builder.Property(l => l.Gift).HasJsonText();
        builder.Property(l => l.Honour).HasJsonText();
        builder.Property(l => l.Development).HasJsonText();
        builder.HasOne<EntitlementList>().WithMany().HasForeignKey(l => l.ListId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(l => l.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        // one grant for each person and currency; each earlier line is taken back once
        builder.HasIndex(l => new { l.ListId, l.EmployeeId, l.Kind, l.Currency, l.ReversesLineId }).IsUnique();
    }
}
