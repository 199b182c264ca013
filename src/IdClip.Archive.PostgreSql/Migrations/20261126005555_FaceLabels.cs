using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace IdClip.Archive.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class FaceLabels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ClusteredFaces",
                columns: table => new
                {
                    FaceId = table.Column<long>(type: "bigint", nullable: false),
                    Cluster = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClusteredFaces", x => x.FaceId);
                    table.ForeignKey(
                        name: "FK_ClusteredFaces_Faces_FaceId",
                        column: x => x.FaceId,
                        principalTable: "Faces",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MarkedFaces",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    Sha256 = table.Column<byte[]>(type: "bytea", nullable: false),
                    FrameSeconds = table.Column<double>(type: "double precision", nullable: true),
                    X = table.Column<float>(type: "real", nullable: false),
                    Y = table.Column<float>(type: "real", nullable: false),
                    Width = table.Column<float>(type: "real", nullable: false),
                    Height = table.Column<float>(type: "real", nullable: false),
                    FaceId = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MarkedFaces", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MarkedFaces_Faces_FaceId",
                        column: x => x.FaceId,
                        principalTable: "Faces",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "FaceLabels",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    MarkId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    PersonId = table.Column<long>(type: "bigint", nullable: true),
                    Group = table.Column<long>(type: "bigint", nullable: true),
                    At = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FaceLabels", x => x.Id);
                    table.ForeignKey(
                        name: "FK_FaceLabels_MarkedFaces_MarkId",
                        column: x => x.MarkId,
                        principalTable: "MarkedFaces",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_FaceLabels_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ClusteredFaces_Cluster",
                table: "ClusteredFaces",
                column: "Cluster");

            migrationBuilder.CreateIndex(
                name: "IX_FaceLabels_MarkId",
                table: "FaceLabels",
                column: "MarkId");

            migrationBuilder.CreateIndex(
                name: "IX_FaceLabels_PersonId",
                table: "FaceLabels",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_MarkedFaces_FaceId",
                table: "MarkedFaces",
                column: "FaceId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MarkedFaces_Sha256",
                table: "MarkedFaces",
                column: "Sha256");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ClusteredFaces");

            migrationBuilder.DropTable(
                name: "FaceLabels");

            migrationBuilder.DropTable(
                name: "MarkedFaces");
        }
    }
}
