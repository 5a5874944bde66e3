using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Registry.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class WebApplication : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "PackageDependencies",
                columns: table => new
                {
                    PackageNameId = table.Column<long>(type: "bigint", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Requirement = table.Column<string>(type: "text", nullable: false),
                    Source = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PackageDependencies", x => new { x.PackageNameId, x.Kind, x.Name });
                    table.ForeignKey(
                        name: "FK_PackageDependencies_PackageNames_PackageNameId",
                        column: x => x.PackageNameId,
                        principalTable: "PackageNames",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PackageDownloadDays",
                columns: table => new
                {
                    PackageId = table.Column<long>(type: "bigint", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PackageDownloadDays", x => new { x.PackageId, x.Day });
                    table.ForeignKey(
                        name: "FK_PackageDownloadDays_Packages_PackageId",
                        column: x => x.PackageId,
                        principalTable: "Packages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PackageSearchEntries",
                columns: table => new
                {
                    PackageNameId = table.Column<long>(type: "bigint", nullable: false),
                    PackageId = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Description = table.Column<string>(type: "text", nullable: false),
                    Keywords = table.Column<string>(type: "text", nullable: false),
                    Readme = table.Column<string>(type: "text", nullable: false),
                    IndexedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PackageSearchEntries", x => x.PackageNameId);
                    table.ForeignKey(
                        name: "FK_PackageSearchEntries_PackageNames_PackageNameId",
                        column: x => x.PackageNameId,
                        principalTable: "PackageNames",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "UserSessions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    Digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    LastSeenAt = table.Column<long>(type: "bigint", nullable: false),
                    Address = table.Column<string>(type: "text", nullable: true),
                    Agent = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UserSessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_UserSessions_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Packages_UpdatedAt",
                table: "Packages",
                column: "UpdatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_PackageDependencies_Name",
                table: "PackageDependencies",
                column: "Name");

            migrationBuilder.CreateIndex(
                name: "IX_PackageDownloadDays_Day",
                table: "PackageDownloadDays",
                column: "Day");

            migrationBuilder.CreateIndex(
                name: "IX_PackageSearchEntries_IndexedAt",
                table: "PackageSearchEntries",
                column: "IndexedAt");

            migrationBuilder.CreateIndex(
                name: "IX_UserSessions_Digest",
                table: "UserSessions",
                column: "Digest",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_UserSessions_UserId",
                table: "UserSessions",
                column: "UserId");

            // Trigrams find any part of a word, the vector finds whole words in long texts. The extension is a trusted one: the database's owner may create it.
            migrationBuilder.Sql("CREATE EXTENSION IF NOT EXISTS pg_trgm;");
            migrationBuilder.Sql("""
                ALTER TABLE "PackageSearchEntries" ADD COLUMN "Words" tsvector GENERATED ALWAYS AS (
                    to_tsvector('simple', "Name" || ' ' || "Description" || ' ' || "Keywords" || ' ' || "Readme")) STORED;
                """);
            migrationBuilder.Sql("""
                CREATE INDEX "IX_PackageSearchEntries_Words" ON "PackageSearchEntries" USING gin ("Words");
                """);
            migrationBuilder.Sql("""
                CREATE INDEX "IX_PackageSearchEntries_Trigrams" ON "PackageSearchEntries" USING gin (lower("Name" || ' ' || "Description" || ' ' || "Keywords") gin_trgm_ops);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PackageDependencies");

            migrationBuilder.DropTable(
                name: "PackageDownloadDays");

            migrationBuilder.DropTable(
                name: "PackageSearchEntries");

            migrationBuilder.DropTable(
                name: "UserSessions");

            migrationBuilder.DropIndex(
                name: "IX_Packages_UpdatedAt",
                table: "Packages");
        }
    }
}
