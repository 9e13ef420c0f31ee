using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Templates;

namespace StarPortal.Data.Templates;

internal sealed class FormTemplateMapping : IEntityTypeConfiguration<FormTemplate>
{
    public void Configure(EntityTypeBuilder<FormTemplate> builder)
    {
        builder.ToTable("FormTemplates");
        builder.Property(t => t.Code).HasMaxLength(100);
        builder.HasIndex(t => t.Code).IsUnique();
        builder.HasMany(t => t.Versions).WithOne(v => v.Template).HasForeignKey(v => v.TemplateId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class TemplateVersionMapping : IEntityTypeConfiguration<TemplateVersion>
{
    public void Configure(EntityTypeBuilder<TemplateVersion> builder)
    {
        builder.ToTable("TemplateVersions");
        builder.Property(v => v.Definition).HasJsonText();
        builder.HasIndex(v => new { v.TemplateId, v.Number }).IsUnique();
        builder.HasMany(v => v.LibraryUses).WithOne().HasForeignKey(u => u.TemplateVersionId).OnDelete(DeleteBehavior.Cascade);
        // a version that is edited without them would write them twice
        builder.Navigation(v => v.LibraryUses).AutoInclude();
    }
}
