using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Registry.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Npm : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "ForwardsRequests",
                table: "PackageSettings",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ChangedAt",
                table: "PackageNames",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Generation",
                table: "PackageNames",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "Scope",
                table: "PackageNames",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "LoginRequests",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    ConfirmDigest = table.Column<byte[]>(type: "bytea", nullable: false),
                    PollDigest = table.Column<byte[]>(type: "bytea", nullable: false),
                    Client = table.Column<string>(type: "text", nullable: false),
                    Address = table.Column<string>(type: "text", nullable: true),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false),
                    ExpiresAt = table.Column<long>(type: "bigint", nullable: false),
                    UserId = table.Column<long>(type: "bigint", nullable: true),
                    CompletedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LoginRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LoginRequests_Users_UserId",
                        column: x => x.UserId,
                        principalTable: "Users",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "NpmMetadata",
                columns: table => new
                {
                    PackageId = table.Column<long>(type: "bigint", nullable: false),
                    PackageFileId = table.Column<long>(type: "bigint", nullable: false),
                    Document = table.Column<byte[]>(type: "bytea", nullable: false),
                    Abbreviated = table.Column<byte[]>(type: "bytea", nullable: false),
                    Deprecated = table.Column<string>(type: "text", nullable: true),
                    FileCount = table.Column<int>(type: "integer", nullable: false),
                    UnpackedSize = table.Column<long>(type: "bigint", nullable: false),
                    SignatureKeyId = table.Column<string>(type: "text", nullable: false),
                    Signature = table.Column<string>(type: "text", nullable: false),
                    AttestationFileId = table.Column<long>(type: "bigint", nullable: true),
                    PredicateType = table.Column<string>(type: "text", nullable: true),
                    Keywords = table.Column<string>(type: "text", nullable: false),
                    Author = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NpmMetadata", x => x.PackageId);
                    table.ForeignKey(
                        name: "FK_NpmMetadata_PackageFiles_AttestationFileId",
                        column: x => x.AttestationFileId,
                        principalTable: "PackageFiles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_NpmMetadata_PackageFiles_PackageFileId",
                        column: x => x.PackageFileId,
                        principalTable: "PackageFiles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_NpmMetadata_Packages_PackageId",
                        column: x => x.PackageId,
                        principalTable: "Packages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "NpmReadmes",
                columns: table => new
                {
                    PackageId = table.Column<long>(type: "bigint", nullable: false),
                    FileName = table.Column<string>(type: "text", nullable: true),
                    Text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NpmReadmes", x => x.PackageId);
                    table.ForeignKey(
                        name: "FK_NpmReadmes_Packages_PackageId",
                        column: x => x.PackageId,
                        principalTable: "Packages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PackageTags",
                columns: table => new
                {
                    PackageNameId = table.Column<long>(type: "bigint", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    PackageId = table.Column<long>(type: "bigint", nullable: false),
                    UpdatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PackageTags", x => new { x.PackageNameId, x.Name });
                    table.ForeignKey(
                        name: "FK_PackageTags_PackageNames_PackageNameId",
                        column: x => x.PackageNameId,
                        principalTable: "PackageNames",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_PackageTags_Packages_PackageId",
                        column: x => x.PackageId,
                        principalTable: "Packages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SigningKeys",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    KeyId = table.Column<string>(type: "text", nullable: false),
                    PublicKey = table.Column<byte[]>(type: "bytea", nullable: false),
                    ProtectedPrivateKey = table.Column<byte[]>(type: "bytea", nullable: false),
                    CreatedAt = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SigningKeys", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PackageNames_Type_Name",
                table: "PackageNames",
                columns: new[] { "Type", "Name" });

            migrationBuilder.CreateIndex(
                name: "IX_PackageNames_Type_Scope",
                table: "PackageNames",
                columns: new[] { "Type", "Scope" });

            migrationBuilder.CreateIndex(
                name: "IX_LoginRequests_ConfirmDigest",
                table: "LoginRequests",
                column: "ConfirmDigest",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LoginRequests_ExpiresAt",
                table: "LoginRequests",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_LoginRequests_PollDigest",
                table: "LoginRequests",
                column: "PollDigest",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LoginRequests_UserId",
                table: "LoginRequests",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_NpmMetadata_AttestationFileId",
                table: "NpmMetadata",
                column: "AttestationFileId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NpmMetadata_PackageFileId",
                table: "NpmMetadata",
                column: "PackageFileId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PackageTags_PackageId",
                table: "PackageTags",
                column: "PackageId");

            migrationBuilder.CreateIndex(
                name: "IX_SigningKeys_KeyId",
                table: "SigningKeys",
                column: "KeyId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LoginRequests");

            migrationBuilder.DropTable(
                name: "NpmMetadata");

            migrationBuilder.DropTable(
                name: "NpmReadmes");

            migrationBuilder.DropTable(
                name: "PackageTags");

            migrationBuilder.DropTable(
                name: "SigningKeys");

            migrationBuilder.DropIndex(
                name: "IX_PackageNames_Type_Name",
                table: "PackageNames");

            migrationBuilder.DropIndex(
                name: "IX_PackageNames_Type_Scope",
                table: "PackageNames");

            migrationBuilder.DropColumn(
                name: "ForwardsRequests",
                table: "PackageSettings");

            migrationBuilder.DropColumn(
                name: "ChangedAt",
                table: "PackageNames");

            migrationBuilder.DropColumn(
                name: "Generation",
                table: "PackageNames");

            migrationBuilder.DropColumn(
                name: "Scope",
                table: "PackageNames");
        }
    }
}
