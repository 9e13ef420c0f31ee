using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Calendar;
using StarPortal.Domain.People;

namespace StarPortal.Data.Calendar;

internal sealed class CalendarDayMapping : IEntityTypeConfiguration<CalendarDay>
{
    public void Configure(EntityTypeBuilder<CalendarDay> builder)
    {
        builder.ToTable("CalendarDays");
        builder.Property(d => d.Name).HasJsonText();
        builder.HasIndex(d => d.Date).IsUnique();
    }
}

internal sealed class CalendarFeedMapping : IEntityTypeConfiguration<CalendarFeed>
{
    public void Configure(EntityTypeBuilder<CalendarFeed> builder)
    {
        builder.ToTable("CalendarFeeds");
        builder.HasKey(f => f.EmployeeId);
        builder.Property(f => f.EmployeeId).ValueGeneratedNever();
        builder.Property(f => f.SecretHash).HasMaxLength(64);
        builder.HasIndex(f => f.SecretHash).IsUnique();
        builder.HasOne<Employee>().WithMany().HasForeignKey(f => f.EmployeeId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CalendarItemMapping : IEntityTypeConfiguration<CalendarItem>
{
    public void Configure(EntityTypeBuilder<CalendarItem> builder)
    {
        builder.ToTable("CalendarItems");
        builder.Property(i => i.Key).HasMaxLength(100);
        builder.Property(i => i.Title).HasMaxLength(600);
        builder.HasIndex(i => new { i.EmployeeId, i.Key }).IsUnique();
        builder.HasOne<Employee>().WithMany().HasForeignKey(i => i.EmployeeId).OnDelete(DeleteBehavior.Restrict);
    }
}
