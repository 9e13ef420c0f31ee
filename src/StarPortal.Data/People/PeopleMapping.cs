using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.People;
using StarPortal.Domain.People.Import;

namespace StarPortal.Data.People;

internal sealed class DepartmentMapping : IEntityTypeConfiguration<Department>
{
    public void Configure(EntityTypeBuilder<Department> builder)
    {
        builder.ToTable("Departments");
        builder.Property(d => d.Name).HasMaxLength(200);
        builder.Property(d => d.Path).HasMaxLength(400);
        builder.HasOne(d => d.Parent).WithMany().HasForeignKey(d => d.ParentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(d => d.Path);
        builder.HasIndex(d => new { d.ParentId, d.Name }).IsUnique();
    }
}

internal sealed class EmployeeMapping : IEntityTypeConfiguration<Employee>
{
    public void Configure(EntityTypeBuilder<Employee> builder)
    {
        builder.ToTable("Employees");
        builder.Ignore(e => e.Details);
        builder.Property(e => e.Number).HasMaxLength(50);
        builder.Property(e => e.Name).HasMaxLength(300);
        builder.Property(e => e.Email).HasMaxLength(320);
        builder.Property(e => e.JobTitle).HasMaxLength(200);
        builder.Property(e => e.JobFamily).HasMaxLength(100);
        builder.Property(e => e.Level).HasMaxLength(50);
        builder.Property(e => e.Language).HasMaxLength(20);
        builder.Property(e => e.TimeZone).HasMaxLength(60);
        builder.HasOne(e => e.Department).WithMany().HasForeignKey(e => e.DepartmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(e => e.Manager).WithMany().HasForeignKey(e => e.ManagerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(e => e.Number).IsUnique();
        builder.HasIndex(e => e.Email).IsUnique();
        builder.HasIndex(e => e.Name);
        builder.HasIndex(e => e.ManagerId);
    }
}

internal sealed class PeopleImportMapping : IEntityTypeConfiguration<PeopleImport>
{
    public void Configure(EntityTypeBuilder<PeopleImport> builder)
    {
        builder.ToTable("PeopleImports");
        builder.Property(i => i.FileName).HasMaxLength(300);
        builder.HasIndex(i => i.RequestedByAccountId);
    }
}

internal sealed class ImportMappingMapping : IEntityTypeConfiguration<ImportMapping>
{
    public void Configure(EntityTypeBuilder<ImportMapping> builder)
    {
        builder.ToTable("ImportMappings");
        builder.Property(m => m.Name).HasMaxLength(200);
        builder.HasIndex(m => m.Name).IsUnique();
    }
}
