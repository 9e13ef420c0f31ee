using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace StarPortal.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class LongTaskInterruptions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Interruptions",
                table: "LongTasks",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Interruptions",
                table: "LongTasks");
        }
    }
}
