using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.Documents;
using StarPortal.Domain.People;

namespace StarPortal.Data.Documents;

internal sealed class CertificateMapping : IEntityTypeConfiguration<Certificate>
{
    public void Configure(EntityTypeBuilder<Certificate> builder)
    {
        builder.ToTable("Certificates");
        builder.Property(c => c.Number).HasMaxLength(40);
        builder.Property(c => c.Code).HasMaxLength(CertificateCode.Length);
        builder.Property(c => c.Name).HasMaxLength(300);
        builder.Property(c => c.IssuedBy).HasMaxLength(300);
        builder.Property(c => c.EndedBy).HasMaxLength(300);
        builder.Property(c => c.EndReason).HasMaxLength(Certificate.LongestReason);
        builder.Property(c => c.Facts).HasJsonText();
        builder.HasOne<Employee>().WithMany().HasForeignKey(c => c.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Cycle>().WithMany().HasForeignKey(c => c.CycleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CertificateDesign>().WithMany().HasForeignKey(c => c.DesignId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Certificate>().WithMany().HasForeignKey(c => c.ReplacesId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(c => c.Code).IsUnique();
        builder.HasIndex(c => new { c.Year, c.Sequence }).IsUnique();
        builder.HasIndex(c => c.Number).IsUnique();
        builder.HasIndex(c => c.ReplacesId).IsUnique();
        builder.HasIndex(c => c.CycleId);
        // two batches at once: the second one's rows are refused, whatever it believed
        builder.HasIndex(c => new { c.EmployeeId, c.CycleId, c.ProgrammeId }).IsUnique().HasFilter("\"State\" = 'Valid'");
    }
}

internal sealed class CertificateCounterMapping : IEntityTypeConfiguration<CertificateCounter>
{
    public void Configure(EntityTypeBuilder<CertificateCounter> builder)
    {
        builder.ToTable("CertificateCounters");
        builder.HasKey(c => c.Year);
        builder.Property(c => c.Year).ValueGeneratedNever();
    }
}

internal sealed class CertificateDesignMapping : IEntityTypeConfiguration<CertificateDesign>
{
    public void Configure(EntityTypeBuilder<CertificateDesign> builder)
    {
        builder.ToTable("CertificateDesigns");
        builder.Property(d => d.Hash).HasMaxLength(64);
        builder.Property(d => d.Brand).HasJsonText();
        builder.HasIndex(d => d.Hash).IsUnique();
    }
}

internal sealed class CertificateBatchMapping : IEntityTypeConfiguration<CertificateBatch>
{
    public void Configure(EntityTypeBuilder<CertificateBatch> builder)
    {
        builder.ToTable("CertificateBatches");
        builder.Property(b => b.RequestedBy).HasMaxLength(300);
        builder.Property(b => b.FileToken).HasMaxLength(64);
        builder.Property(b => b.FileName).HasMaxLength(200);
        builder.Property(b => b.Levels).HasJsonText();
        builder.Ignore(b => b.HasFile);
        builder.HasOne<Cycle>().WithMany().HasForeignKey(b => b.CycleId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReportBatchMapping : IEntityTypeConfiguration<ReportBatch>
{
    public void Configure(EntityTypeBuilder<ReportBatch> builder)
    {
        builder.ToTable("ReportBatches");
        builder.Property(b => b.RequestedBy).HasMaxLength(300);
        builder.Property(b => b.Language).HasMaxLength(20);
        builder.Property(b => b.FileToken).HasMaxLength(64);
        builder.Property(b => b.FileName).HasMaxLength(200);
        builder.Ignore(b => b.HasFile);
        builder.Ignore(b => b.CanRetry);
        builder.HasOne<Cycle>().WithMany().HasForeignKey(b => b.CycleId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(b => b.Failures).WithOne().HasForeignKey("BatchId").OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ReportBatchFailureMapping : IEntityTypeConfiguration<ReportBatchFailure>
{
    public void Configure(EntityTypeBuilder<ReportBatchFailure> builder)
    {
        builder.ToTable("ReportBatchFailures");
        builder.Property(f => f.Number).HasMaxLength(100);
        builder.Property(f => f.Name).HasMaxLength(300);
        builder.Property(f => f.Code).HasMaxLength(100);
    }
}

internal sealed class CompanySettingsMapping : IEntityTypeConfiguration<CompanySettings>
{
    public void Configure(EntityTypeBuilder<CompanySettings> builder)
    {
        builder.ToTable("CompanySettings");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Brand).HasJsonText();
        builder.Property(s => s.ChangedBy).HasMaxLength(300);
    }
}

internal sealed class BrandImageMapping : IEntityTypeConfiguration<BrandImage>
{
    public void Configure(EntityTypeBuilder<BrandImage> builder)
    {
        builder.ToTable("BrandImages");
        builder.Property(i => i.Hash).HasMaxLength(64);
        builder.Property(i => i.ContentType).HasMaxLength(40);
        builder.HasIndex(i => i.Hash).IsUnique();
    }
}
