#!/usr/bin/env bash
# Sets up what a fresh Debian machine lacks, then builds and runs every test.
set -euo pipefail
cd "$(dirname "$0")"
dotnet test Registry.sln --nologo
