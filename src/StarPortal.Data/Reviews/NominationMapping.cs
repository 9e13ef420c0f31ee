using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;

namespace StarPortal.Data.Reviews;

internal sealed class NominationMapping : IEntityTypeConfiguration<Nomination>
{
    public void Configure(EntityTypeBuilder<Nomination> builder)
    {
        builder.ToTable("Nominations");
        builder.Property(n => n.ProposedBy).HasMaxLength(300);
        builder.Property(n => n.DecidedBy).HasMaxLength(300);
        builder.Property(n => n.Reason).HasMaxLength(Review.ReasonLimit);
        builder.HasOne<Participant>().WithMany().HasForeignKey(n => n.ParticipantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(n => n.ReviewerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Review>().WithMany().HasForeignKey(n => n.ReplacesReviewId).OnDelete(DeleteBehavior.Restrict);
        // one proposal per participant and reviewer, whoever makes it
        builder.HasIndex(n => new { n.ParticipantId, n.ReviewerId }).IsUnique();
        builder.HasIndex(n => new { n.CycleId, n.State });
    }
}
