using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StarPortal.Domain.People;
using StarPortal.Domain.Templates;

namespace StarPortal.Data.Templates;

internal sealed class DelphiPanelMapping : IEntityTypeConfiguration<DelphiPanel>
{
    public void Configure(EntityTypeBuilder<DelphiPanel> builder)
    {
        builder.ToTable("DelphiPanels");
        builder.Property(p => p.SectionKey).HasMaxLength(100);
        builder.Property(p => p.Items).HasJsonText();
        builder.Property(p => p.Question).HasMaxLength(DelphiPanel.QuestionLength);
        builder.Property(p => p.Facilitator).HasMaxLength(200);
        builder.Ignore(p => p.OpenRound);
        builder.Ignore(p => p.LastSummed);
        // a draft that is thrown away takes its panels with it: they weighed nothing else
        builder.HasOne(p => p.TemplateVersion).WithMany().HasForeignKey(p => p.TemplateVersionId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(p => p.Members).WithOne().HasForeignKey(m => m.PanelId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(p => p.Rounds).WithOne().HasForeignKey(r => r.PanelId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DelphiMemberMapping : IEntityTypeConfiguration<DelphiMember>
{
    public void Configure(EntityTypeBuilder<DelphiMember> builder)
    {
        builder.ToTable("DelphiMembers");
        builder.HasOne<Employee>().WithMany().HasForeignKey(m => m.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.PanelId, m.EmployeeId }).IsUnique();
    }
}

internal sealed class DelphiRoundMapping : IEntityTypeConfiguration<DelphiRound>
{
    public void Configure(EntityTypeBuilder<DelphiRound> builder)
    {
        builder.ToTable("DelphiRounds");
        builder.Property(r => r.Summary).HasJsonText();
        builder.HasIndex(r => new { r.PanelId, r.Number }).IsUnique();
        builder.HasMany(r => r.Proposals).WithOne().HasForeignKey(p => p.RoundId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class DelphiProposalMapping : IEntityTypeConfiguration<DelphiProposal>
{
    public void Configure(EntityTypeBuilder<DelphiProposal> builder)
    {
        builder.ToTable("DelphiProposals");
        builder.Property(p => p.Weights).HasJsonText();
        builder.Property(p => p.Reason).HasMaxLength(DelphiProposal.ReasonLength);
        builder.HasOne<Employee>().WithMany().HasForeignKey(p => p.EmployeeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => new { p.RoundId, p.EmployeeId }).IsUnique();
    }
}
