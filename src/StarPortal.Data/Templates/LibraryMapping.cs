using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Templates;

namespace StarPortal.Data.Templates;

internal sealed class LibraryIndicatorMapping : IEntityTypeConfiguration<LibraryIndicator>
{
    public void Configure(EntityTypeBuilder<LibraryIndicator> builder)
    {
        builder.ToTable("LibraryIndicators");
        builder.Property(i => i.Code).HasMaxLength(LibraryIndicator.CodeLength);
        builder.Property(i => i.NameEn).HasMaxLength(TemplateCheck.NameLength);
        builder.Property(i => i.NameZh).HasMaxLength(TemplateCheck.NameLength);
        builder.Property(i => i.SearchText).HasMaxLength(LibraryIndicator.SearchLength);
        builder.HasIndex(i => i.Code).IsUnique();
        builder.HasMany(i => i.Versions).WithOne().HasForeignKey(v => v.LibraryIndicatorId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class LibraryIndicatorVersionMapping : IEntityTypeConfiguration<LibraryIndicatorVersion>
{
    public void Configure(EntityTypeBuilder<LibraryIndicatorVersion> builder)
    {
        builder.ToTable("LibraryIndicatorVersions");
        builder.Property(v => v.Content).HasJsonText();
        builder.Property(v => v.CreatedBy).HasMaxLength(200);
        builder.HasIndex(v => new { v.LibraryIndicatorId, v.Number }).IsUnique();
    }
}

internal sealed class LibraryUseMapping : IEntityTypeConfiguration<LibraryUse>
{
    public void Configure(EntityTypeBuilder<LibraryUse> builder)
    {
        builder.ToTable("LibraryUses");
        builder.Property(u => u.Code).HasMaxLength(LibraryIndicator.CodeLength);
        builder.HasIndex(u => new { u.TemplateVersionId, u.Code, u.Number }).IsUnique();
        builder.HasIndex(u => u.Code);
    }
}
