using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.People;
using StarPortal.Domain.Stars;

namespace StarPortal.Data.Stars;

internal sealed class StarProgrammeMapping : IEntityTypeConfiguration<StarProgramme>
{
    public void Configure(EntityTypeBuilder<StarProgramme> builder)
    {
        builder.ToTable("StarProgrammes");
        builder.Property(p => p.Code).HasMaxLength(100);
        builder.HasIndex(p => p.Code).IsUnique();
        builder.HasMany(p => p.Versions).WithOne(v => v.Programme).HasForeignKey(v => v.ProgrammeId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StarProgrammeVersionMapping : IEntityTypeConfiguration<StarProgrammeVersion>
{
    public void Configure(EntityTypeBuilder<StarProgrammeVersion> builder)
    {
        builder.ToTable("StarProgrammeVersions");
        builder.Property(v => v.Definition).HasJsonText();
        builder.HasIndex(v => new { v.ProgrammeId, v.Number }).IsUnique();
    }
}

internal sealed class StarFactMapping : IEntityTypeConfiguration<StarFact>
{
    public void Configure(EntityTypeBuilder<StarFact> builder)
    {
        builder.ToTable("StarFacts");
        builder.Property(f => f.Code).HasMaxLength(TrainingCourse.CodeLength);
        builder.Property(f => f.Title).HasMaxLength(StarFact.TitleLength);
        builder.Property(f => f.Text).HasMaxLength(StarFact.TextLength);
        builder.HasOne<Employee>().WithMany().HasForeignKey(f => f.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(f => new { f.EmployeeId, f.State, f.Date });
        builder.HasIndex(f => new { f.State, f.Date });
    }
}

internal sealed class TrainingCourseMapping : IEntityTypeConfiguration<TrainingCourse>
{
    public void Configure(EntityTypeBuilder<TrainingCourse> builder)
    {
        builder.ToTable("TrainingCourses");
        builder.Property(c => c.Code).HasMaxLength(TrainingCourse.CodeLength);
        builder.Property(c => c.Name).HasJsonText();
        builder.HasIndex(c => c.Code).IsUnique();
    }
}
