using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Registry.Data.Sqlite.Migrations
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
                    PackageNameId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Requirement = table.Column<string>(type: "TEXT", nullable: false),
                    Source = table.Column<string>(type: "TEXT", nullable: true)
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
                    PackageId = table.Column<long>(type: "INTEGER", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Count = table.Column<long>(type: "INTEGER", nullable: false)
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
                    PackageNameId = table.Column<long>(type: "INTEGER", nullable: false),
                    PackageId = table.Column<long>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: false),
                    Keywords = table.Column<string>(type: "TEXT", nullable: false),
                    Readme = table.Column<string>(type: "TEXT", nullable: false),
                    IndexedAt = table.Column<long>(type: "INTEGER", nullable: false)
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
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserId = table.Column<long>(type: "INTEGER", nullable: false),
                    Digest = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LastSeenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Address = table.Column<string>(type: "TEXT", nullable: true),
                    Agent = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true)
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

            // Trigrams find any part of a word of three letters and more. The entries' own table keeps the texts.
            migrationBuilder.Sql("""
                CREATE VIRTUAL TABLE "PackageSearch" USING fts5("Name", "Description", "Keywords", "Readme", content='PackageSearchEntries', content_rowid='PackageNameId', tokenize='trigram');
                """);
            migrationBuilder.Sql("""
                CREATE TRIGGER "PackageSearchEntries_Added" AFTER INSERT ON "PackageSearchEntries" BEGIN
                    INSERT INTO "PackageSearch"(rowid, "Name", "Description", "Keywords", "Readme") VALUES (new."PackageNameId", new."Name", new."Description", new."Keywords", new."Readme");
                END;
                """);
            migrationBuilder.Sql("""
                CREATE TRIGGER "PackageSearchEntries_Removed" AFTER DELETE ON "PackageSearchEntries" BEGIN
                    INSERT INTO "PackageSearch"("PackageSearch", rowid, "Name", "Description", "Keywords", "Readme") VALUES ('delete', old."PackageNameId", old."Name", old."Description", old."Keywords", old."Readme");
                END;
                """);
            migrationBuilder.Sql("""
                CREATE TRIGGER "PackageSearchEntries_Changed" AFTER UPDATE OF "Name", "Description", "Keywords", "Readme" ON "PackageSearchEntries" BEGIN
                    INSERT INTO "PackageSearch"("PackageSearch", rowid, "Name", "Description", "Keywords", "Readme") VALUES ('delete', old."PackageNameId", old."Name", old."Description", old."Keywords", old."Readme");
                    INSERT INTO "PackageSearch"(rowid, "Name", "Description", "Keywords", "Readme") VALUES (new."PackageNameId", new."Name", new."Description", new."Keywords", new."Readme");
                END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""DROP TABLE "PackageSearch";""");

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
