using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Reviews;

namespace StarPortal.Data.Anonymity;

internal sealed class HiddenCommentMapping : IEntityTypeConfiguration<HiddenComment>
{
    public void Configure(EntityTypeBuilder<HiddenComment> builder)
    {
        builder.ToTable("HiddenComments");
        builder.Property(h => h.ItemKey).HasMaxLength(60);
        builder.Property(h => h.Reason).HasMaxLength(Review.ReasonLimit);
        builder.HasOne<Participant>().WithMany().HasForeignKey(h => h.ParticipantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Review>().WithMany().HasForeignKey(h => h.ReviewId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FeedbackAnswer>().WithMany().HasForeignKey(h => h.FeedbackAnswerId).OnDelete(DeleteBehavior.Restrict);
        builder.Ignore(h => h.IsHidden);
        // what is hidden is hidden once, whoever of HR was quicker
        builder.HasIndex(h => new { h.ReviewId, h.ItemKey }).IsUnique();
        builder.HasIndex(h => new { h.FeedbackAnswerId, h.ItemKey }).IsUnique();
    }
}
