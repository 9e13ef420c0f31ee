using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.People;

namespace StarPortal.Data.Feedback;

internal sealed class FeedbackNoteMapping : IEntityTypeConfiguration<FeedbackNote>
{
    public void Configure(EntityTypeBuilder<FeedbackNote> builder)
    {
        builder.ToTable("FeedbackNotes");
        builder.Property(n => n.Situation).HasMaxLength(FeedbackNote.LongestText);
        builder.Property(n => n.Behaviour).HasMaxLength(FeedbackNote.LongestText);
        builder.Property(n => n.Impact).HasMaxLength(FeedbackNote.LongestText);
        builder.Property(n => n.IndicatorCode).HasMaxLength(FeedbackNote.CodeLength);
        builder.Property(n => n.WithdrawalReason).HasMaxLength(FeedbackNote.LongestReason);
        builder.HasOne<Employee>().WithMany().HasForeignKey(n => n.FromId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(n => n.ToId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(n => n.SharedWithId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<FeedbackRequest>().WithMany().HasForeignKey(n => n.RequestId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(n => new { n.ToId, n.SentAt });
        builder.HasIndex(n => new { n.FromId, n.SentAt });
        builder.HasIndex(n => new { n.SharedWithId, n.SentAt });
    }
}

internal sealed class FeedbackRequestMapping : IEntityTypeConfiguration<FeedbackRequest>
{
    public void Configure(EntityTypeBuilder<FeedbackRequest> builder)
    {
        builder.ToTable("FeedbackRequests");
        builder.Property(r => r.Message).HasMaxLength(FeedbackRequest.LongestMessage);
        builder.Property(r => r.Reason).HasMaxLength(FeedbackNote.LongestReason);
        builder.Ignore(r => r.AsksAboutAnother);
        builder.Ignore(r => r.CanBeAnswered);
        builder.HasOne<Employee>().WithMany().HasForeignKey(r => r.RequesterId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(r => r.AskedId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(r => r.SubjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(r => new { r.AskedId, r.State });
        builder.HasIndex(r => new { r.RequesterId, r.AskedAt });
        builder.HasIndex(r => new { r.State, r.NudgedAt });
    }
}

internal sealed class NotebookEntryMapping : IEntityTypeConfiguration<NotebookEntry>
{
    public void Configure(EntityTypeBuilder<NotebookEntry> builder)
    {
        builder.ToTable("NotebookEntries");
        builder.Property(e => e.Text).HasMaxLength(NotebookEntry.LongestText);
        builder.Property(e => e.IndicatorCode).HasMaxLength(FeedbackNote.CodeLength);
        builder.HasOne<Employee>().WithMany().HasForeignKey(e => e.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(e => e.SubjectId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(e => e.WrittenById).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<NotebookEntry>().WithMany().HasForeignKey(e => e.OriginId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => new { e.AuthorId, e.SubjectId, e.Day });
        // handed over twice, it arrives once
        builder.HasIndex(e => new { e.OriginId, e.AuthorId }).IsUnique();
    }
}

internal sealed class CheckInMapping : IEntityTypeConfiguration<CheckIn>
{
    public void Configure(EntityTypeBuilder<CheckIn> builder)
    {
        builder.ToTable("CheckIns");
        builder.Property(c => c.Progress).HasMaxLength(CheckIn.LongestText);
        builder.Property(c => c.NextSteps).HasMaxLength(CheckIn.LongestText);
        builder.Property(c => c.Comment).HasMaxLength(CheckIn.LongestComment);
        builder.HasOne<Participant>().WithMany().HasForeignKey(c => c.ParticipantId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(c => c.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Employee>().WithMany().HasForeignKey(c => c.AuthorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => new { c.ParticipantId, c.SharedAt });
        builder.HasIndex(c => new { c.EmployeeId, c.ReadAt });
        builder.HasIndex(c => c.CycleId);
    }
}

internal sealed class PhraseMapping : IEntityTypeConfiguration<Phrase>
{
    public void Configure(EntityTypeBuilder<Phrase> builder)
    {
        builder.ToTable("Phrases");
        builder.Property(p => p.ShippedCode).HasMaxLength(FeedbackNote.CodeLength);
        builder.Property(p => p.IndicatorCode).HasMaxLength(FeedbackNote.CodeLength);
        builder.Property(p => p.En).HasMaxLength(Phrase.LongestText);
        builder.Property(p => p.Zh).HasMaxLength(Phrase.LongestText);
        builder.Property(p => p.ChangedBy).HasMaxLength(300);
        builder.Ignore(p => p.Text);
        builder.HasIndex(p => p.ShippedCode).IsUnique();
        builder.HasIndex(p => new { p.IndicatorCode, p.Kind });
    }
}

internal sealed class WritingDraftMapping : IEntityTypeConfiguration<WritingDraft>
{
    public void Configure(EntityTypeBuilder<WritingDraft> builder)
    {
        builder.ToTable("WritingDrafts");
        builder.Property(d => d.Key).HasMaxLength(WritingDraft.LongestKey);
        builder.Property(d => d.Fields).HasJsonText();
        builder.HasOne<Employee>().WithMany().HasForeignKey(d => d.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => new { d.OwnerId, d.Key }).IsUnique();
    }
}
