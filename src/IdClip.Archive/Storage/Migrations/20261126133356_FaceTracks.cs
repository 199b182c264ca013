using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IdClip.Archive.Storage.Migrations
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
                type: "BLOB",
                nullable: true);
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
