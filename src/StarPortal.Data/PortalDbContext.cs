using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using StarPortal.Data.Identity;
using StarPortal.Domain.Analytics;
using StarPortal.Domain.Anonymity;
using StarPortal.Domain.Audit;
using StarPortal.Domain.Calendar;
using StarPortal.Domain.Cycles;
using StarPortal.Domain.DevelopmentPlans;
using StarPortal.Domain.Documents;
using StarPortal.Domain.Feedback;
using StarPortal.Domain.Goals;
using StarPortal.Domain.Identity;
using StarPortal.Domain.Jobs;
using StarPortal.Domain.Notifications;
using StarPortal.Domain.People;
using StarPortal.Domain.People.Import;
using StarPortal.Domain.Points;
using StarPortal.Domain.Results;
using StarPortal.Domain.Reviews;
using StarPortal.Domain.Stars;
using StarPortal.Domain.Templates;

namespace StarPortal.Data;

/// <summary>The database. One instance per operation, from <see cref="IDbContextFactory{TContext}"/>; components never see it.</summary>
public sealed partial class PortalDbContext(DbContextOptions<PortalDbContext> options)
    : IdentityUserContext<Account, int, IdentityUserClaim<int>, IdentityUserLogin<int>, IdentityUserToken<int>>(options)
{
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<OneTimeLink> OneTimeLinks => Set<OneTimeLink>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<AuditHead> AuditHeads => Set<AuditHead>();

    public DbSet<AuditCheck> AuditChecks => Set<AuditCheck>();

    public DbSet<LongTask> LongTasks => Set<LongTask>();

    public DbSet<JobState> JobStates => Set<JobState>();

    public DbSet<JobRun> JobRuns => Set<JobRun>();

    public DbSet<Department> Departments => Set<Department>();

    public DbSet<Employee> Employees => Set<Employee>();

    public DbSet<PeopleImport> PeopleImports => Set<PeopleImport>();

    public DbSet<ImportMapping> ImportMappings => Set<ImportMapping>();

    public DbSet<FormTemplate> FormTemplates => Set<FormTemplate>();

    public DbSet<TemplateVersion> TemplateVersions => Set<TemplateVersion>();

    public DbSet<LibraryIndicator> LibraryIndicators => Set<LibraryIndicator>();

    public DbSet<LibraryIndicatorVersion> LibraryIndicatorVersions => Set<LibraryIndicatorVersion>();

    public DbSet<LibraryUse> LibraryUses => Set<LibraryUse>();

    public DbSet<DelphiPanel> DelphiPanels => Set<DelphiPanel>();

    public DbSet<DelphiMember> DelphiMembers => Set<DelphiMember>();

    public DbSet<DelphiRound> DelphiRounds => Set<DelphiRound>();

    public DbSet<DelphiProposal> DelphiProposals => Set<DelphiProposal>();

    public DbSet<Cycle> Cycles => Set<Cycle>();

    public DbSet<CyclePhase> CyclePhases => Set<CyclePhase>();

    public DbSet<CycleClosing> CycleClosings => Set<CycleClosing>();

    public DbSet<CycleClosingStep> CycleClosingSteps => Set<CycleClosingStep>();

    public DbSet<CycleReopening> CycleReopenings => Set<CycleReopening>();

    public DbSet<PlanTrigger> PlanTriggers => Set<PlanTrigger>();

    public DbSet<PointsEvent> PointsEvents => Set<PointsEvent>();

    public DbSet<Participant> Participants => Set<Participant>();

    public DbSet<ManagerChange> ManagerChanges => Set<ManagerChange>();

    public DbSet<ParticipantChange> ParticipantChanges => Set<ParticipantChange>();

    public DbSet<SeenDifference> SeenDifferences => Set<SeenDifference>();

    public DbSet<PlannedReviewer> PlannedReviewers => Set<PlannedReviewer>();

    public DbSet<ActualValue> ActualValues => Set<ActualValue>();

    public DbSet<EvidenceFile> EvidenceFiles => Set<EvidenceFile>();

    public DbSet<ActualValueChange> ActualValueChanges => Set<ActualValueChange>();

    public DbSet<DataOwner> DataOwners => Set<DataOwner>();

    public DbSet<Exemption> Exemptions => Set<Exemption>();

    public DbSet<Adjustment> Adjustments => Set<Adjustment>();

    public DbSet<Review> Reviews => Set<Review>();

    public DbSet<ReviewAnswer> ReviewAnswers => Set<ReviewAnswer>();

    public DbSet<Nomination> Nominations => Set<Nomination>();

    public DbSet<HiddenComment> HiddenComments => Set<HiddenComment>();
    public DbSet<Delegation> Delegations => Set<Delegation>();

    public DbSet<ReopeningRequest> ReopeningRequests => Set<ReopeningRequest>();

    public DbSet<ParticipantResult> ParticipantResults => Set<ParticipantResult>();

    public DbSet<ResultVersion> ResultVersions => Set<ResultVersion>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<ApiRequest> ApiRequests => Set<ApiRequest>();

    public DbSet<FeedbackCampaign> FeedbackCampaigns => Set<FeedbackCampaign>();

    public DbSet<FeedbackLink> FeedbackLinks => Set<FeedbackLink>();

    public DbSet<FeedbackAnswer> FeedbackAnswers => Set<FeedbackAnswer>();

    public DbSet<FeedbackNote> FeedbackNotes => Set<FeedbackNote>();

    public DbSet<FeedbackRequest> FeedbackRequests => Set<FeedbackRequest>();

    public DbSet<NotebookEntry> NotebookEntries => Set<NotebookEntry>();

    public DbSet<CheckIn> CheckIns => Set<CheckIn>();

    public DbSet<Phrase> Phrases => Set<Phrase>();

    public DbSet<WritingDraft> WritingDrafts => Set<WritingDraft>();

    public DbSet<CompanySettings> CompanySettings => Set<CompanySettings>();

    public DbSet<BrandImage> BrandImages => Set<BrandImage>();

    public DbSet<CertificateDesign> CertificateDesigns => Set<CertificateDesign>();

    public DbSet<CertificateCounter> CertificateCounters => Set<CertificateCounter>();

    public DbSet<Certificate> Certificates => Set<Certificate>();

    public DbSet<CertificateBatch> CertificateBatches => Set<CertificateBatch>();

    public DbSet<ReportBatch> ReportBatches => Set<ReportBatch>();

    public DbSet<CycleStatistics> CycleStatistics => Set<CycleStatistics>();

    public DbSet<ReportSchedule> ReportSchedules => Set<ReportSchedule>();

    public DbSet<StoredReport> StoredReports => Set<StoredReport>();

    public DbSet<StarOutcome> StarOutcomes => Set<StarOutcome>();

    public DbSet<StarStanding> StarStandings => Set<StarStanding>();

    public DbSet<StarStandingChange> StarStandingChanges => Set<StarStandingChange>();

    public DbSet<HonourOptOut> HonourOptOuts => Set<HonourOptOut>();

    public DbSet<EntitlementList> EntitlementLists => Set<EntitlementList>();

    public DbSet<EntitlementLine> EntitlementLines => Set<EntitlementLine>();

    public DbSet<GoalSheet> GoalSheets => Set<GoalSheet>();

    public DbSet<Goal> Goals => Set<Goal>();

    public DbSet<GoalStep> GoalSteps => Set<GoalStep>();

    public DbSet<Objective> Objectives => Set<Objective>();

    public DbSet<KeyResult> KeyResults => Set<KeyResult>();

    public DbSet<KeyResultCheckIn> KeyResultCheckIns => Set<KeyResultCheckIn>();

    public DbSet<KeyResultFeed> KeyResultFeeds => Set<KeyResultFeed>();

    public DbSet<StarProgramme> StarProgrammes => Set<StarProgramme>();

    public DbSet<StarProgrammeVersion> StarProgrammeVersions => Set<StarProgrammeVersion>();

    public DbSet<StarFact> StarFacts => Set<StarFact>();

    public DbSet<TrainingCourse> TrainingCourses => Set<TrainingCourse>();

    public DbSet<Notification> Notifications => Set<Notification>();

    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<Webhook> Webhooks => Set<Webhook>();

    public DbSet<MailTemplateVersion> MailTemplateVersions => Set<MailTemplateVersion>();

    public DbSet<MailOptOut> MailOptOuts => Set<MailOptOut>();

    public DbSet<RefusedAddress> RefusedAddresses => Set<RefusedAddress>();

    public DbSet<CalendarDay> CalendarDays => Set<CalendarDay>();

    public DbSet<CalendarFeed> CalendarFeeds => Set<CalendarFeed>();

    public DbSet<CalendarItem> CalendarItems => Set<CalendarItem>();

    public DbSet<SentReminder> SentReminders => Set<SentReminder>();

    public DbSet<DigestState> DigestStates => Set<DigestState>();

    public DbSet<MailHours> MailHours => Set<MailHours>();

    public DbSet<CycleReminders> CycleReminders => Set<CycleReminders>();

    public bool IsSqlite => Database.ProviderName == "Microsoft.EntityFrameworkCore.Sqlite";

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<decimal>().HavePrecision(18, 4);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcDateTimeConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PortalDbContext).Assembly);
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (typeof(Domain.IVersioned).IsAssignableFrom(entity.ClrType))
            {
                entity.FindProperty(nameof(Domain.IVersioned.Version))!.IsConcurrencyToken = true;
            }
        }
    }
}
