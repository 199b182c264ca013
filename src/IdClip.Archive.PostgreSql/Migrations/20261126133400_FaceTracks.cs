using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IdClip.Archive.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class FaceTracks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "Track",
                table: "Faces",
                type: "bytea",
                nullable: true);

            // No samples of where somebody was for the planner: they would outlive a forgotten person.
            migrationBuilder.Sql("ALTER TABLE \"Faces\" ALTER \"Track\" SET STATISTICS 0;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Track",
                table: "Faces");
        }
    }
}
