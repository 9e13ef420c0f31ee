using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.People;
using StarPortal.Domain.Reviews;

namespace StarPortal.Data.Reviews;

internal sealed class ReviewMapping : IEntityTypeConfiguration<Review>
{
    public void Configure(EntityTypeBuilder<Review> builder)
    {
        builder.ToTable("Reviews");
        builder.HasOne<Participant>().WithMany().HasForeignKey(r => r.ParticipantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(r => r.ReviewerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(r => r.Answers).WithOne().HasForeignKey(a => a.ReviewId).OnDelete(DeleteBehavior.Restrict);
        // one role per reviewer and participant; also what makes launch repeatable. A withdrawn one makes room for another
        // role: the new manager of somebody whom they reviewed as a colleague
        builder.HasIndex(r => new { r.ParticipantId, r.ReviewerId }).IsUnique().HasFilter("\"State\" <> 'Withdrawn'");
        builder.HasIndex(r => new { r.ParticipantId, r.ReviewerId, r.Relationship }).IsUnique();
        builder.Ignore(r => r.Contents);
        builder.Ignore(r => r.DelegateId);
        builder.Property(r => r.LastSubmitted!).HasJsonText();
        builder.Property(r => r.Unsubmitted!).HasJsonText();
        builder.HasIndex(r => new { r.ReviewerId, r.State });
        builder.HasIndex(r => new { r.CycleId, r.Relationship, r.State });
        // HR's control room counts and lists a hundred thousand of them: by participant, by writer, and by where they are,
        // without touching rows that carry what was written
        builder.HasIndex(r => new { r.ParticipantId, r.Relationship, r.State, r.PreviousManager });
        builder.HasIndex(r => new { r.CycleId, r.ReviewerId, r.State, r.Relationship, r.SubjectId, r.ClosesAt });
        builder.HasIndex(r => new { r.CycleId, r.State, r.Relationship, r.ClosesAt, r.SubjectId });
        // what the job asks for that ends them: few rows have an end of their own
        builder.HasIndex(r => r.ClosesAt).HasFilter("\"ClosesAt\" IS NOT NULL");
    }
}

internal sealed class ReviewAnswerMapping : IEntityTypeConfiguration<ReviewAnswer>
{
    public void Configure(EntityTypeBuilder<ReviewAnswer> builder)
    {
        builder.ToTable("ReviewAnswers");
        builder.Property(a => a.ItemKey).HasMaxLength(60);
        builder.Ignore(a => a.IsAnswered);
        builder.HasIndex(a => new { a.ReviewId, a.ItemKey }).IsUnique();
    }
}
