using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Registry.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Management : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "AnyoneMayPull",
                table: "Projects",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Name",
                table: "Pipelines",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TriggeredBy",
                table: "Pipelines",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WebUrl",
                table: "Pipelines",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "FamilyId",
                table: "PersonalAccessTokens",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DeletedAt",
                table: "Packages",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PurgedAt",
                table: "Packages",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "StatusBeforeDeletion",
                table: "Packages",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "MaxFileSize",
                table: "PackageSettings",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DeletedAt",
                table: "PackageFiles",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PackageName",
                table: "Jobs",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Description",
                table: "Groups",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DisabledAt",
                table: "DeployTokens",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "UnreferencedAt",
                table: "Blobs",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "After",
                table: "AuditEvents",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Before",
                table: "AuditEvents",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PersonalAccessTokenId",
                table: "AuditEvents",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ProtectionRules",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ProjectId = table.Column<long>(type: "bigint", nullable: false),
                    Type = table.Column<int>(type: "integer", nullable: false),
                    NamePattern = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    MinimumLevelForPush = table.Column<int>(type: "integer", nullable: true),
                    MinimumLevelForDelete = table.Column<int>(type: "integer", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProtectionRules", x => x.Id);
                    table.ForeignKey(
                        name: "FK_ProtectionRules_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RetiredPackageNames",
                columns: table => new
                {
                    Type = table.Column<int>(type: "integer", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Scope = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetiredPackageNames", x => new { x.Type, x.Name });
                });

            migrationBuilder.CreateTable(
                name: "SpentIdTokens",
                columns: table => new
                {
                    Digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpentIdTokens", x => x.Digest);
                });

            migrationBuilder.CreateTable(
                name: "TrustedPublishers",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ProjectId = table.Column<long>(type: "bigint", nullable: false),
                    Issuer = table.Column<string>(type: "text", nullable: false),
                    Claims = table.Column<string>(type: "text", nullable: false),
                    UserId = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    LastUsedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrustedPublishers", x => x.Id);
                    table.ForeignKey(
                        name: "FK_TrustedPublishers_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_TrustedPublishers_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Packages_DeletedAt",
                table: "Packages",
                column: "DeletedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Packages_ProjectId_CreatedAt",
                table: "Packages",
                columns: new[] { "ProjectId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Packages_ProjectId_Id",
                table: "Packages",
                columns: new[] { "ProjectId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_PackageFiles_DeletedAt",
                table: "PackageFiles",
                column: "DeletedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Blobs_UnreferencedAt",
                table: "Blobs",
                column: "UnreferencedAt");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEvents_GroupId_Id",
                table: "AuditEvents",
                columns: new[] { "GroupId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ProtectionRules_ProjectId_Type_NamePattern",
                table: "ProtectionRules",
                columns: new[] { "ProjectId", "Type", "NamePattern" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_RetiredPackageNames_Type_Scope",
                table: "RetiredPackageNames",
                columns: new[] { "Type", "Scope" });

            migrationBuilder.CreateIndex(
                name: "IX_SpentIdTokens_ExpiresAt",
                table: "SpentIdTokens",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_TrustedPublishers_Issuer",
                table: "TrustedPublishers",
                column: "Issuer");

            migrationBuilder.CreateIndex(
                name: "IX_TrustedPublishers_ProjectId_Issuer",
                table: "TrustedPublishers",
                columns: new[] { "ProjectId", "Issuer" });

            migrationBuilder.CreateIndex(
                name: "IX_TrustedPublishers_UserId",
                table: "TrustedPublishers",
                column: "UserId");

            // What was deleted before there was a trash lies in it since it was deleted.
            migrationBuilder.Sql("UPDATE \"Packages\" SET \"DeletedAt\" = \"UpdatedAt\", \"StatusBeforeDeletion\" = 0 WHERE \"Status\" = 4");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ProtectionRules");

            migrationBuilder.DropTable(
                name: "RetiredPackageNames");

            migrationBuilder.DropTable(
                name: "SpentIdTokens");

            migrationBuilder.DropTable(
                name: "TrustedPublishers");

            migrationBuilder.DropIndex(
                name: "IX_Packages_DeletedAt",
                table: "Packages");

            migrationBuilder.DropIndex(
                name: "IX_Packages_ProjectId_CreatedAt",
                table: "Packages");

            migrationBuilder.DropIndex(
                name: "IX_Packages_ProjectId_Id",
                table: "Packages");

            migrationBuilder.DropIndex(
                name: "IX_PackageFiles_DeletedAt",
                table: "PackageFiles");

            migrationBuilder.DropIndex(
                name: "IX_Blobs_UnreferencedAt",
                table: "Blobs");

            migrationBuilder.DropIndex(
                name: "IX_AuditEvents_GroupId_Id",
                table: "AuditEvents");

            migrationBuilder.DropColumn(
                name: "AnyoneMayPull",
                table: "Projects");

            migrationBuilder.DropColumn(
                name: "Name",
                table: "Pipelines");

            migrationBuilder.DropColumn(
                name: "TriggeredBy",
                table: "Pipelines");

            migrationBuilder.DropColumn(
                name: "WebUrl",
                table: "Pipelines");

            migrationBuilder.DropColumn(
                name: "FamilyId",
                table: "PersonalAccessTokens");

            migrationBuilder.DropColumn(
                name: "DeletedAt",
                table: "Packages");

            migrationBuilder.DropColumn(
                name: "PurgedAt",
                table: "Packages");

            migrationBuilder.DropColumn(
                name: "StatusBeforeDeletion",
                table: "Packages");

            migrationBuilder.DropColumn(
                name: "MaxFileSize",
                table: "PackageSettings");

            migrationBuilder.DropColumn(
                name: "DeletedAt",
                table: "PackageFiles");

            migrationBuilder.DropColumn(
                name: "PackageName",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "Description",
                table: "Groups");

            migrationBuilder.DropColumn(
                name: "DisabledAt",
                table: "DeployTokens");

            migrationBuilder.DropColumn(
                name: "UnreferencedAt",
                table: "Blobs");

            migrationBuilder.DropColumn(
                name: "After",
                table: "AuditEvents");

            migrationBuilder.DropColumn(
                name: "Before",
                table: "AuditEvents");

            migrationBuilder.DropColumn(
                name: "PersonalAccessTokenId",
                table: "AuditEvents");
        }
    }
}
