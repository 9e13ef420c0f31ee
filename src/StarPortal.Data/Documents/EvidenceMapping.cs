using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Documents;

namespace StarPortal.Data.Documents;

internal sealed class EvidenceFileMapping : IEntityTypeConfiguration<EvidenceFile>
{
    public void Configure(EntityTypeBuilder<EvidenceFile> builder)
    {
        builder.ToTable("EvidenceFiles");
        builder.Property(f => f.OwnerKind).HasMaxLength(40);
        builder.Property(f => f.Token).HasMaxLength(64);
        builder.Property(f => f.Name).HasMaxLength(EvidenceFile.LongestName);
        builder.Property(f => f.Sha256).HasMaxLength(64);
        builder.HasIndex(f => f.Token).IsUnique();
        builder.HasIndex(f => new { f.OwnerKind, f.OwnerId });
    }
}
