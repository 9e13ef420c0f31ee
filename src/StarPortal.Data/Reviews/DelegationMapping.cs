using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;

namespace StarPortal.Data.Reviews;

internal sealed class DelegationMapping : IEntityTypeConfiguration<Delegation>
{
    public void Configure(EntityTypeBuilder<Delegation> builder)
    {
        builder.ToTable("Delegations");
        builder.HasOne<Employee>().WithMany().HasForeignKey(d => d.DelegatorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(d => d.DelegateId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Cycle>().WithMany().HasForeignKey(d => d.CycleId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(d => d.Reason).HasMaxLength(Review.ReasonLimit);
        builder.Property(d => d.Answer).HasMaxLength(Review.ReasonLimit);
        builder.Ignore(d => d.Days);
        builder.HasIndex(d => new { d.DelegateId, d.State });
        builder.HasIndex(d => new { d.DelegatorId, d.State });
    }
}

internal sealed class ReopeningRequestMapping : IEntityTypeConfiguration<ReopeningRequest>
{
    public void Configure(EntityTypeBuilder<ReopeningRequest> builder)
    {
        builder.ToTable("ReopeningRequests");
        builder.HasOne<Review>().WithMany().HasForeignKey(r => r.ReviewId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(r => r.RequestedById).OnDelete(DeleteBehavior.Restrict);
        builder.Property(r => r.Reason).HasMaxLength(Review.ReasonLimit);
        builder.Property(r => r.Answer).HasMaxLength(Review.ReasonLimit);
        builder.Property(r => r.DecidedBy).HasMaxLength(200);
        // one question at a time about a review, also when two ask at once
        builder.HasIndex(r => r.ReviewId).IsUnique().HasFilter("\"State\" = 'Open'");
        builder.HasIndex(r => new { r.CycleId, r.State });
    }
}
