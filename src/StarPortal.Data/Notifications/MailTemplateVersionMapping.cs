using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Notifications;

namespace StarPortal.Data.Notifications;

internal sealed class MailTemplateVersionMapping : IEntityTypeConfiguration<MailTemplateVersion>
{
    public void Configure(EntityTypeBuilder<MailTemplateVersion> builder)
    {
        builder.ToTable("MailTemplateVersions");
        builder.Property(t => t.Kind).HasMaxLength(60);
        builder.Property(t => t.Language).HasMaxLength(10);
        builder.Property(t => t.Subject).HasMaxLength(MailTemplateVersion.SubjectLimit);
        builder.Property(t => t.Body).HasMaxLength(MailTemplateVersion.BodyLimit);
        // of two who edit the same text at once the second is told
        builder.HasIndex(t => new { t.Kind, t.Language, t.Number }).IsUnique();
    }
}
