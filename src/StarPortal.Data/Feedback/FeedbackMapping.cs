using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Feedback;

namespace StarPortal.Data.Feedback;

internal sealed class FeedbackCampaignMapping : IEntityTypeConfiguration<FeedbackCampaign>
{
    public void Configure(EntityTypeBuilder<FeedbackCampaign> builder)
    {
        builder.ToTable("FeedbackCampaigns");
        builder.Property(c => c.Name).HasMaxLength(FeedbackCampaign.NameLimit);
        builder.Property(c => c.IndicatorKey).HasMaxLength(60);
        builder.Property(c => c.CreatedBy).HasMaxLength(300);
        builder.HasOne<Cycle>().WithMany().HasForeignKey(c => c.CycleId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FeedbackLinkMapping : IEntityTypeConfiguration<FeedbackLink>
{
    public void Configure(EntityTypeBuilder<FeedbackLink> builder)
    {
        builder.ToTable("FeedbackLinks");
        builder.Property(l => l.TokenHash).HasMaxLength(64);
        builder.Property(l => l.CreatedBy).HasMaxLength(300);
        builder.HasIndex(l => l.TokenHash).IsUnique();
        builder.HasIndex(l => new { l.CampaignId, l.ParticipantId });
        builder.HasOne<FeedbackCampaign>().WithMany().HasForeignKey(l => l.CampaignId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Participant>().WithMany().HasForeignKey(l => l.ParticipantId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FeedbackAnswerMapping : IEntityTypeConfiguration<FeedbackAnswer>
{
    public void Configure(EntityTypeBuilder<FeedbackAnswer> builder)
    {
        builder.ToTable("FeedbackAnswers");
        builder.Property(a => a.Items).HasJsonText();
        builder.Property(a => a.Once).HasMaxLength(64);
        // the second answer of one browser or order number does not get past it
        builder.HasIndex(a => new { a.LinkId, a.Once }).IsUnique();
        builder.HasIndex(a => new { a.CampaignId, a.ParticipantId });
        builder.HasIndex(a => a.ParticipantId);
        builder.HasOne<FeedbackCampaign>().WithMany().HasForeignKey(a => a.CampaignId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FeedbackLink>().WithMany().HasForeignKey(a => a.LinkId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Participant>().WithMany().HasForeignKey(a => a.ParticipantId).OnDelete(DeleteBehavior.Restrict);
    }
}
