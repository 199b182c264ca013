using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace IdClip.Archive.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class JudgedQueries : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "JudgedQueries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Text = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JudgedQueries", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MeasuredRecalls",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    At = table.Column<long>(type: "bigint", nullable: false),
                    Body = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MeasuredRecalls", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RightAnswers",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    QueryId = table.Column<long>(type: "bigint", nullable: false),
                    Sha256 = table.Column<byte[]>(type: "bytea", nullable: false),
                    FrameSeconds = table.Column<double>(type: "double precision", nullable: true),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RightAnswers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_RightAnswers_JudgedQueries_QueryId",
                        column: x => x.QueryId,
                        principalTable: "JudgedQueries",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RightAnswers_QueryId",
                table: "RightAnswers",
                column: "QueryId");

            // No samples of names for the planner: they would outlive a forgotten person.
            migrationBuilder.Sql("ALTER TABLE \"JudgedQueries\" ALTER \"Text\" SET STATISTICS 0;");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MeasuredRecalls");

            migrationBuilder.DropTable(
                name: "RightAnswers");

            migrationBuilder.DropTable(
                name: "JudgedQueries");
        }
    }
}
