using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.People;

namespace StarPortal.Data.Notifications;

internal sealed class MailOptOutMapping : IEntityTypeConfiguration<MailOptOut>
{
    public void Configure(EntityTypeBuilder<MailOptOut> builder)
    {
        builder.ToTable("MailOptOuts");
        builder.HasKey(o => new { o.EmployeeId, o.Kind });
        builder.Property(o => o.Kind).HasMaxLength(60);
        builder.HasOne<Employee>().WithMany().HasForeignKey(o => o.EmployeeId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RefusedAddressMapping : IEntityTypeConfiguration<RefusedAddress>
{
    public void Configure(EntityTypeBuilder<RefusedAddress> builder)
    {
        builder.ToTable("RefusedAddresses");
        builder.HasKey(a => a.Address);
        builder.Property(a => a.Address).HasMaxLength(320);
        builder.Property(a => a.Error).HasMaxLength(OutboxMessage.ErrorLimit);
    }
}
