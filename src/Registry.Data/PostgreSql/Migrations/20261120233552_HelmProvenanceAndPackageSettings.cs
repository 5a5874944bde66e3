using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Registry.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class HelmProvenanceAndPackageSettings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "HelmProvenances",
                columns: table => new
                {
                    PackageFileId = table.Column<long>(type: "bigint", nullable: false),
                    ChartFileId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HelmProvenances", x => x.PackageFileId);
                    table.ForeignKey(
                        name: "FK_HelmProvenances_PackageFiles_ChartFileId",
                        column: x => x.ChartFileId,
                        principalTable: "PackageFiles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_HelmProvenances_PackageFiles_PackageFileId",
                        column: x => x.PackageFileId,
                        principalTable: "PackageFiles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PackageSettings",
                columns: table => new
                {
                    ProjectId = table.Column<long>(type: "bigint", nullable: false),
                    Type = table.Column<int>(type: "integer", nullable: false),
                    AllowsDuplicates = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PackageSettings", x => new { x.ProjectId, x.Type });
                    table.ForeignKey(
                        name: "FK_PackageSettings_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_HelmProvenances_ChartFileId",
                table: "HelmProvenances",
                column: "ChartFileId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "HelmProvenances");

            migrationBuilder.DropTable(
                name: "PackageSettings");
        }
    }
}
