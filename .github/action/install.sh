#!/usr/bin/env bash
# Downloads a release for this system, compares its checksum, and unpacks it.
# Usage: install.sh OWNER/NAME VERSION SYSTEM FOLDER
set -euo pipefail
repository=$1 version=$2 system=$3 folder=$4
base=${ROLEFIT_DOWNLOAD:-"https://github.com/$repository/releases/download/$version"}

case $system in
  Linux-X64) target=x86_64-unknown-linux-musl suffix=tar.gz ;;
  Linux-ARM64) target=aarch64-unknown-linux-musl suffix=tar.gz ;;
  macOS-X64) target=x86_64-apple-darwin suffix=tar.gz ;;
  macOS-ARM64) target=aarch64-apple-darwin suffix=tar.gz ;;
  Windows-X64) target=x86_64-pc-windows-msvc suffix=zip ;;
  *) echo "::error::rolefit has no release for $system" ; exit 2 ;;
esac
archive=rolefit-$target.$suffix

mkdir -p "$folder"
cd "$folder"
curl --fail --silent --show-error --location --retry 3 --remote-name "$base/$archive"
curl --fail --silent --show-error --location --retry 3 --remote-name "$base/SHA256SUMS"
wanted=$(awk -v name="$archive" '$2 == name || $2 == "*" name { print $1 }' SHA256SUMS)
if command -v sha256sum >/dev/null; then found=$(sha256sum "$archive"); else found=$(shasum -a 256 "$archive"); fi
if [ -z "$wanted" ] || [ "${found%% *}" != "$wanted" ]; then
  rm -f "$archive"
  echo "::error::the checksum of $archive is not the one in SHA256SUMS" ; exit 2
fi
case $suffix in
  zip) unzip -o -q "$archive" ;;
  *) tar -xzf "$archive" ;;
esac
rm -f "$archive" SHA256SUMS
