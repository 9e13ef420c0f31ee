using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.Identity;

namespace StarPortal.Data.Identity;

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("Accounts");
        builder.Property(a => a.DisplayName).HasMaxLength(300);
        builder.Property(a => a.Language).HasMaxLength(20);
        builder.HasOne(a => a.Employee).WithOne().HasForeignKey<Account>(a => a.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => a.EmployeeId).IsUnique();
        builder.Ignore(a => a.Subject);
    }
}

internal sealed class AccountClaimMapping : IEntityTypeConfiguration<IdentityUserClaim<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserClaim<int>> builder) => builder.ToTable("AccountClaims");
}

internal sealed class AccountLoginMapping : IEntityTypeConfiguration<IdentityUserLogin<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<int>> builder) => builder.ToTable("AccountLogins");
}

internal sealed class AccountTokenMapping : IEntityTypeConfiguration<IdentityUserToken<int>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<int>> builder) => builder.ToTable("AccountTokens");
}

internal sealed class OneTimeLinkMapping : IEntityTypeConfiguration<OneTimeLink>
{
    public void Configure(EntityTypeBuilder<OneTimeLink> builder)
    {
        builder.ToTable("OneTimeLinks");
        builder.Property(l => l.SecretHash).HasMaxLength(64);
        builder.HasIndex(l => l.SecretHash).IsUnique();
        builder.HasIndex(l => new { l.AccountId, l.Kind });
        builder.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
