using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StarPortal.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class TrustedReviews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Reviews_ParticipantId_ReviewerId",
                table: "Reviews");

            migrationBuilder.AddColumn<DateTime>(
                name: "ClosesAt",
                table: "Reviews",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "EscalatedFromId",
                table: "Reviews",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "LastSubmitted",
                table: "Reviews",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "PreviousManager",
                table: "Reviews",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "Published",
                table: "Reviews",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "SubmittedById",
                table: "Reviews",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Unsubmitted",
                table: "Reviews",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "JoinedAt",
                table: "Participants",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "LeftOn",
                table: "Participants",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Published",
                table: "FeedbackAnswers",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "ReviewRules",
                table: "Cycles",
                type: "TEXT",
                nullable: false,
                defaultValue: "{\"extremesNeedComment\":false}");

            migrationBuilder.CreateTable(
                name: "CheckIns",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CycleId = table.Column<int>(type: "INTEGER", nullable: false),
                    ParticipantId = table.Column<int>(type: "INTEGER", nullable: false),
                    EmployeeId = table.Column<int>(type: "INTEGER", nullable: false),
                    AuthorId = table.Column<int>(type: "INTEGER", nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Progress = table.Column<string>(type: "TEXT", maxLength: 3000, nullable: false),
                    NextSteps = table.Column<string>(type: "TEXT", maxLength: 3000, nullable: false),
                    SharedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReadAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Comment = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CheckIns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CheckIns_Employees_AuthorId",
                        column: x => x.AuthorId,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CheckIns_Employees_EmployeeId",
                        column: x => x.EmployeeId,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CheckIns_Participants_ParticipantId",
                        column: x => x.ParticipantId,
                        principalTable: "Participants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Delegations",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    DelegatorId = table.Column<int>(type: "INTEGER", nullable: false),
                    DelegateId = table.Column<int>(type: "INTEGER", nullable: false),
                    CycleId = table.Column<int>(type: "INTEGER", nullable: true),
                    FirstDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    LastDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    StartsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EndsAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    ProposedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AnsweredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedById = table.Column<int>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Delegations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Delegations_Cycles_CycleId",
                        column: x => x.CycleId,
                        principalTable: "Cycles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Delegations_Employees_DelegateId",
                        column: x => x.DelegateId,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Delegations_Employees_DelegatorId",
                        column: x => x.DelegatorId,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FeedbackRequests",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    RequesterId = table.Column<int>(type: "INTEGER", nullable: false),
                    AskedId = table.Column<int>(type: "INTEGER", nullable: false),
                    SubjectId = table.Column<int>(type: "INTEGER", nullable: false),
                    Message = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    NudgedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedbackRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FeedbackRequests_Employees_AskedId",
                        column: x => x.AskedId,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FeedbackRequests_Employees_RequesterId",
                        column: x => x.RequesterId,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FeedbackRequests_Employees_SubjectId",
                        column: x => x.SubjectId,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "HiddenComments",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ParticipantId = table.Column<int>(type: "INTEGER", nullable: false),
                    ReviewId = table.Column<int>(type: "INTEGER", nullable: true),
                    FeedbackAnswerId = table.Column<int>(type: "INTEGER", nullable: true),
                    ItemKey = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    HiddenBy = table.Column<string>(type: "TEXT", nullable: false),
                    HiddenAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    RestoredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RestoredBy = table.Column<string>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HiddenComments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_HiddenComments_FeedbackAnswers_FeedbackAnswerId",
                        column: x => x.FeedbackAnswerId,
                        principalTable: "FeedbackAnswers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HiddenComments_Participants_ParticipantId",
                        column: x => x.ParticipantId,
                        principalTable: "Participants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_HiddenComments_Reviews_ReviewId",
                        column: x => x.ReviewId,
                        principalTable: "Reviews",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ManagerChanges",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CycleId = table.Column<int>(type: "INTEGER", nullable: false),
                    ParticipantId = table.Column<int>(type: "INTEGER", nullable: false),
                    FromId = table.Column<int>(type: "INTEGER", nullable: true),
                    ToId = table.Column<int>(type: "INTEGER", nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ClosesAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DoneAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ManagerChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ManagerChanges_Employees_FromId",
                        column: x => x.FromId,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ManagerChanges_Employees_ToId",
                        column: x => x.ToId,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ManagerChanges_Participants_ParticipantId",
                        column: x => x.ParticipantId,
                        principalTable: "Participants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Nominations",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CycleId = table.Column<int>(type: "INTEGER", nullable: false),
                    ParticipantId = table.Column<int>(type: "INTEGER", nullable: false),
                    SubjectId = table.Column<int>(type: "INTEGER", nullable: false),
                    ReviewerId = table.Column<int>(type: "INTEGER", nullable: false),
                    Relationship = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Chooser = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ProposedById = table.Column<int>(type: "INTEGER", nullable: true),
                    ProposedBy = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    ProposedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DecidedById = table.Column<int>(type: "INTEGER", nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    ApprovedAutomatically = table.Column<bool>(type: "INTEGER", nullable: false),
                    ReplacesReviewId = table.Column<int>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Nominations", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Nominations_Employees_ReviewerId",
                        column: x => x.ReviewerId,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Nominations_Participants_ParticipantId",
                        column: x => x.ParticipantId,
                        principalTable: "Participants",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Nominations_Reviews_ReplacesReviewId",
                        column: x => x.ReplacesReviewId,
                        principalTable: "Reviews",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "NotebookEntries",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    AuthorId = table.Column<int>(type: "INTEGER", nullable: false),
                    SubjectId = table.Column<int>(type: "INTEGER", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    IndicatorCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    WrittenById = table.Column<int>(type: "INTEGER", nullable: true),
                    OriginId = table.Column<int>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PutAwayAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NotebookEntries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_NotebookEntries_Employees_AuthorId",
                        column: x => x.AuthorId,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_NotebookEntries_Employees_SubjectId",
                        column: x => x.SubjectId,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_NotebookEntries_Employees_WrittenById",
                        column: x => x.WrittenById,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_NotebookEntries_NotebookEntries_OriginId",
                        column: x => x.OriginId,
                        principalTable: "NotebookEntries",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Notifications",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    EmployeeId = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Link = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    Args = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReadAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Notifications", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Notifications_Employees_EmployeeId",
                        column: x => x.EmployeeId,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ParticipantChanges",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CycleId = table.Column<int>(type: "INTEGER", nullable: false),
                    EmployeeId = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Before = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    After = table.Column<string>(type: "TEXT", maxLength: 600, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ParticipantChanges", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ParticipantChanges_Cycles_CycleId",
                        column: x => x.CycleId,
                        principalTable: "Cycles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ParticipantChanges_Employees_EmployeeId",
                        column: x => x.EmployeeId,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Phrases",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ShippedCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    IndicatorCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    En = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Zh = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Retired = table.Column<bool>(type: "INTEGER", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Phrases", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ReopeningRequests",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CycleId = table.Column<int>(type: "INTEGER", nullable: false),
                    ReviewId = table.Column<int>(type: "INTEGER", nullable: false),
                    RequestedById = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    RequestedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true),
                    DecidedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReopeningRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ReopeningRequests_Employees_RequestedById",
                        column: x => x.RequestedById,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ReopeningRequests_Reviews_ReviewId",
                        column: x => x.ReviewId,
                        principalTable: "Reviews",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "SeenDifferences",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    CycleId = table.Column<int>(type: "INTEGER", nullable: false),
                    EmployeeId = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SeenId = table.Column<int>(type: "INTEGER", nullable: true),
                    SeenTitle = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SeenLevel = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SeenDifferences", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SeenDifferences_Cycles_CycleId",
                        column: x => x.CycleId,
                        principalTable: "Cycles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SeenDifferences_Employees_EmployeeId",
                        column: x => x.EmployeeId,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "WritingDrafts",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    OwnerId = table.Column<int>(type: "INTEGER", nullable: false),
                    Key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Fields = table.Column<string>(type: "TEXT", nullable: false),
                    SavedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WritingDrafts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_WritingDrafts_Employees_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "FeedbackNotes",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    FromId = table.Column<int>(type: "INTEGER", nullable: false),
                    ToId = table.Column<int>(type: "INTEGER", nullable: false),
                    SharedWithId = table.Column<int>(type: "INTEGER", nullable: true),
                    RequestId = table.Column<int>(type: "INTEGER", nullable: true),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Visibility = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Situation = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Behaviour = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Impact = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    IndicatorCode = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    FollowUpOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    SentAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    WithdrawnAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    WithdrawalReason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    FollowedUpAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FeedbackNotes", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FeedbackNotes_Employees_FromId",
                        column: x => x.FromId,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FeedbackNotes_Employees_SharedWithId",
                        column: x => x.SharedWithId,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FeedbackNotes_Employees_ToId",
                        column: x => x.ToId,
                        principalTable: "Employees",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_FeedbackNotes_FeedbackRequests_RequestId",
                        column: x => x.RequestId,
                        principalTable: "FeedbackRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_ClosesAt",
                table: "Reviews",
                column: "ClosesAt",
                filter: "\"ClosesAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_CycleId_ReviewerId_State_Relationship_SubjectId_ClosesAt",
                table: "Reviews",
                columns: new[] { "CycleId", "ReviewerId", "State", "Relationship", "SubjectId", "ClosesAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_CycleId_State_Relationship_ClosesAt_SubjectId",
                table: "Reviews",
                columns: new[] { "CycleId", "State", "Relationship", "ClosesAt", "SubjectId" });

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_ParticipantId_Relationship_State_PreviousManager",
                table: "Reviews",
                columns: new[] { "ParticipantId", "Relationship", "State", "PreviousManager" });

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_ParticipantId_ReviewerId",
                table: "Reviews",
                columns: new[] { "ParticipantId", "ReviewerId" },
                unique: true,
                filter: "\"State\" <> 'Withdrawn'");

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_ParticipantId_ReviewerId_Relationship",
                table: "Reviews",
                columns: new[] { "ParticipantId", "ReviewerId", "Relationship" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Participants_CycleId_ManagerId",
                table: "Participants",
                columns: new[] { "CycleId", "ManagerId" });

            migrationBuilder.CreateIndex(
                name: "IX_CheckIns_AuthorId",
                table: "CheckIns",
                column: "AuthorId");

            migrationBuilder.CreateIndex(
                name: "IX_CheckIns_CycleId",
                table: "CheckIns",
                column: "CycleId");

            migrationBuilder.CreateIndex(
                name: "IX_CheckIns_EmployeeId_ReadAt",
                table: "CheckIns",
                columns: new[] { "EmployeeId", "ReadAt" });

            migrationBuilder.CreateIndex(
                name: "IX_CheckIns_ParticipantId_SharedAt",
                table: "CheckIns",
                columns: new[] { "ParticipantId", "SharedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Delegations_CycleId",
                table: "Delegations",
                column: "CycleId");

            migrationBuilder.CreateIndex(
                name: "IX_Delegations_DelegateId_State",
                table: "Delegations",
                columns: new[] { "DelegateId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Delegations_DelegatorId_State",
                table: "Delegations",
                columns: new[] { "DelegatorId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_FeedbackNotes_FromId_SentAt",
                table: "FeedbackNotes",
                columns: new[] { "FromId", "SentAt" });

            migrationBuilder.CreateIndex(
                name: "IX_FeedbackNotes_RequestId",
                table: "FeedbackNotes",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_FeedbackNotes_SharedWithId_SentAt",
                table: "FeedbackNotes",
                columns: new[] { "SharedWithId", "SentAt" });

            migrationBuilder.CreateIndex(
                name: "IX_FeedbackNotes_ToId_SentAt",
                table: "FeedbackNotes",
                columns: new[] { "ToId", "SentAt" });

            migrationBuilder.CreateIndex(
                name: "IX_FeedbackRequests_AskedId_State",
                table: "FeedbackRequests",
                columns: new[] { "AskedId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_FeedbackRequests_RequesterId_AskedAt",
                table: "FeedbackRequests",
                columns: new[] { "RequesterId", "AskedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_FeedbackRequests_State_NudgedAt",
                table: "FeedbackRequests",
                columns: new[] { "State", "NudgedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_FeedbackRequests_SubjectId",
                table: "FeedbackRequests",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_HiddenComments_FeedbackAnswerId_ItemKey",
                table: "HiddenComments",
                columns: new[] { "FeedbackAnswerId", "ItemKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_HiddenComments_ParticipantId",
                table: "HiddenComments",
                column: "ParticipantId");

            migrationBuilder.CreateIndex(
                name: "IX_HiddenComments_ReviewId_ItemKey",
                table: "HiddenComments",
                columns: new[] { "ReviewId", "ItemKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ManagerChanges_CycleId",
                table: "ManagerChanges",
                column: "CycleId");

            migrationBuilder.CreateIndex(
                name: "IX_ManagerChanges_FromId",
                table: "ManagerChanges",
                column: "FromId");

            migrationBuilder.CreateIndex(
                name: "IX_ManagerChanges_ParticipantId",
                table: "ManagerChanges",
                column: "ParticipantId",
                unique: true,
                filter: "\"State\" = 'Planned'");

            migrationBuilder.CreateIndex(
                name: "IX_ManagerChanges_State_At",
                table: "ManagerChanges",
                columns: new[] { "State", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ManagerChanges_ToId",
                table: "ManagerChanges",
                column: "ToId");

            migrationBuilder.CreateIndex(
                name: "IX_Nominations_CycleId_State",
                table: "Nominations",
                columns: new[] { "CycleId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Nominations_ParticipantId_ReviewerId",
                table: "Nominations",
                columns: new[] { "ParticipantId", "ReviewerId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Nominations_ReplacesReviewId",
                table: "Nominations",
                column: "ReplacesReviewId");

            migrationBuilder.CreateIndex(
                name: "IX_Nominations_ReviewerId",
                table: "Nominations",
                column: "ReviewerId");

            migrationBuilder.CreateIndex(
                name: "IX_NotebookEntries_AuthorId_SubjectId_Day",
                table: "NotebookEntries",
                columns: new[] { "AuthorId", "SubjectId", "Day" });

            migrationBuilder.CreateIndex(
                name: "IX_NotebookEntries_OriginId_AuthorId",
                table: "NotebookEntries",
                columns: new[] { "OriginId", "AuthorId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NotebookEntries_SubjectId",
                table: "NotebookEntries",
                column: "SubjectId");

            migrationBuilder.CreateIndex(
                name: "IX_NotebookEntries_WrittenById",
                table: "NotebookEntries",
                column: "WrittenById");

            migrationBuilder.CreateIndex(
                name: "IX_Notifications_EmployeeId_Kind_Key",
                table: "Notifications",
                columns: new[] { "EmployeeId", "Kind", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Notifications_EmployeeId_ReadAt",
                table: "Notifications",
                columns: new[] { "EmployeeId", "ReadAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ParticipantChanges_CycleId_At",
                table: "ParticipantChanges",
                columns: new[] { "CycleId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ParticipantChanges_EmployeeId",
                table: "ParticipantChanges",
                column: "EmployeeId");

            migrationBuilder.CreateIndex(
                name: "IX_Phrases_IndicatorCode_Kind",
                table: "Phrases",
                columns: new[] { "IndicatorCode", "Kind" });

            migrationBuilder.CreateIndex(
                name: "IX_Phrases_ShippedCode",
                table: "Phrases",
                column: "ShippedCode",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReopeningRequests_CycleId_State",
                table: "ReopeningRequests",
                columns: new[] { "CycleId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_ReopeningRequests_RequestedById",
                table: "ReopeningRequests",
                column: "RequestedById");

            migrationBuilder.CreateIndex(
                name: "IX_ReopeningRequests_ReviewId",
                table: "ReopeningRequests",
                column: "ReviewId",
                unique: true,
                filter: "\"State\" = 'Open'");

            migrationBuilder.CreateIndex(
                name: "IX_SeenDifferences_CycleId_EmployeeId_Kind",
                table: "SeenDifferences",
                columns: new[] { "CycleId", "EmployeeId", "Kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SeenDifferences_EmployeeId",
                table: "SeenDifferences",
                column: "EmployeeId");

            migrationBuilder.CreateIndex(
                name: "IX_WritingDrafts_OwnerId_Key",
                table: "WritingDrafts",
                columns: new[] { "OwnerId", "Key" },
                unique: true);

            // what was shown at a release of before stays shown
            migrationBuilder.Sql("""
                UPDATE "Reviews" SET "Published" = TRUE
                WHERE "State" = 'Submitted' AND "CycleId" IN (SELECT "Id" FROM "Cycles" WHERE "ReleasedAt" IS NOT NULL)
                """);
            migrationBuilder.Sql("""
                UPDATE "FeedbackAnswers" SET "Published" = TRUE
                WHERE "CampaignId" IN (SELECT g."Id" FROM "FeedbackCampaigns" g JOIN "Cycles" c ON c."Id" = g."CycleId" WHERE g."Kind" = 'Ratings' AND c."ReleasedAt" IS NOT NULL)
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CheckIns");

            migrationBuilder.DropTable(
                name: "Delegations");

            migrationBuilder.DropTable(
                name: "FeedbackNotes");

            migrationBuilder.DropTable(
                name: "HiddenComments");

            migrationBuilder.DropTable(
                name: "ManagerChanges");

            migrationBuilder.DropTable(
                name: "Nominations");

            migrationBuilder.DropTable(
                name: "NotebookEntries");

            migrationBuilder.DropTable(
                name: "Notifications");

            migrationBuilder.DropTable(
                name: "ParticipantChanges");

            migrationBuilder.DropTable(
                name: "Phrases");

            migrationBuilder.DropTable(
                name: "ReopeningRequests");

            migrationBuilder.DropTable(
                name: "SeenDifferences");

            migrationBuilder.DropTable(
                name: "WritingDrafts");

            migrationBuilder.DropTable(
                name: "FeedbackRequests");

            migrationBuilder.DropIndex(
                name: "IX_Reviews_ClosesAt",
                table: "Reviews");

            migrationBuilder.DropIndex(
                name: "IX_Reviews_CycleId_ReviewerId_State_Relationship_SubjectId_ClosesAt",
                table: "Reviews");

            migrationBuilder.DropIndex(
                name: "IX_Reviews_CycleId_State_Relationship_ClosesAt_SubjectId",
                table: "Reviews");

            migrationBuilder.DropIndex(
                name: "IX_Reviews_ParticipantId_Relationship_State_PreviousManager",
                table: "Reviews");

            migrationBuilder.DropIndex(
                name: "IX_Reviews_ParticipantId_ReviewerId",
                table: "Reviews");

            migrationBuilder.DropIndex(
                name: "IX_Reviews_ParticipantId_ReviewerId_Relationship",
                table: "Reviews");

            migrationBuilder.DropIndex(
                name: "IX_Participants_CycleId_ManagerId",
                table: "Participants");

            migrationBuilder.DropColumn(
                name: "ClosesAt",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "EscalatedFromId",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "LastSubmitted",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "PreviousManager",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Published",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "SubmittedById",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "Unsubmitted",
                table: "Reviews");

            migrationBuilder.DropColumn(
                name: "JoinedAt",
                table: "Participants");

            migrationBuilder.DropColumn(
                name: "LeftOn",
                table: "Participants");

            migrationBuilder.DropColumn(
                name: "Published",
                table: "FeedbackAnswers");

            migrationBuilder.DropColumn(
                name: "ReviewRules",
                table: "Cycles");

            migrationBuilder.CreateIndex(
                name: "IX_Reviews_ParticipantId_ReviewerId",
                table: "Reviews",
                columns: new[] { "ParticipantId", "ReviewerId" },
                unique: true);
        }
    }
}
