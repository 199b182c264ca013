using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace IdClip.Archive.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class AlbumExamples : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "ExampleScene",
                table: "Albums",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AlbumFaces",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    AlbumId = table.Column<long>(type: "bigint", nullable: false),
                    Embedding = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AlbumFaces", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AlbumFaces_Albums_AlbumId",
                        column: x => x.AlbumId,
                        principalTable: "Albums",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AlbumFaces_AlbumId",
                table: "AlbumFaces",
                column: "AlbumId");

            // No samples of faces for the planner: they would outlive a forgotten person.
            migrationBuilder.Sql("ALTER TABLE \"AlbumFaces\" ALTER \"Embedding\" SET STATISTICS 0;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AlbumFaces");

            migrationBuilder.DropColumn(
                name: "ExampleScene",
                table: "Albums");
        }
    }
}
