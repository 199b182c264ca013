using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IdClip.Archive.Storage.Migrations
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
                    FaceId = table.Column<long>(type: "INTEGER", nullable: false),
                    Cluster = table.Column<long>(type: "INTEGER", nullable: false)
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
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Sha256 = table.Column<byte[]>(type: "BLOB", nullable: false),
                    FrameSeconds = table.Column<double>(type: "REAL", nullable: true),
                    X = table.Column<float>(type: "REAL", nullable: false),
                    Y = table.Column<float>(type: "REAL", nullable: false),
                    Width = table.Column<float>(type: "REAL", nullable: false),
                    Height = table.Column<float>(type: "REAL", nullable: false),
                    FaceId = table.Column<long>(type: "INTEGER", nullable: true)
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
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    MarkId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: true),
                    Group = table.Column<long>(type: "INTEGER", nullable: true),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
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
