#!/usr/bin/env bash
# Downloads a release for this system, verifies it, and unpacks it.
# Usage: install.sh OWNER/NAME VERSION SYSTEM FOLDER
# VERSION is the tag of a release. A commit, by which an action may be pinned, is none: the release of the action's version
# input is taken then.
set -euo pipefail
repository=$1 version=$2 system=$3 folder=$4
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)

fail() { printf '::error::%s\n' "$1"; exit 2; }

if [ -z "$version" ] || [[ $version =~ ^[0-9a-f]{40,64}$ ]]; then
  version=$(sed -n 's/^ *default: \(v[0-9].*\)$/\1/p' "$here/../../action.yml")
fi
[[ $version =~ ^[A-Za-z0-9][A-Za-z0-9._+-]*$ ]] || fail "the version is not the tag of a release, such as v0.1.0"

case $system in
  Linux-X64) target=x86_64-unknown-linux-musl suffix=tar.gz ;;
  Linux-ARM64) target=aarch64-unknown-linux-musl suffix=tar.gz ;;
  macOS-X64) target=x86_64-apple-darwin suffix=tar.gz ;;
  macOS-ARM64) target=aarch64-apple-darwin suffix=tar.gz ;;
  Windows-X64) target=x86_64-pc-windows-msvc suffix=zip ;;
  *) fail "rolefit has no release for $system" ;;
esac
archive=rolefit-$target.$suffix

digest() { if command -v sha256sum >/dev/null; then sha256sum < "$1"; else shasum -a 256 < "$1"; fi; }

# A digest that the repository has for the release comes first; without one, the build must be attested by the repository.
verify() {
  local wanted found
  wanted=$(awk -v name="$version/$archive" '$2 == name { print $1 }' "$here/digests")
  if [ -n "$wanted" ]; then
    found=$(digest "$archive")
    [ "${found%% *}" = "$wanted" ] || return 1
    echo "$archive of $version has the digest that the repository has for it"
  else
    command -v gh >/dev/null || return 1
    gh attestation verify "$archive" --repo "$repository"
  fi
}

mkdir -p -- "$folder"
cd -- "$folder"
curl --fail --silent --show-error --location --retry 3 --output "$archive" \
  "https://github.com/$repository/releases/download/$version/$archive"
if ! verify; then
  rm -f -- "$archive"
  fail "$archive of $version could not be verified and was not unpacked"
fi
case $suffix in
  zip) unzip -o -q "$archive" ;;
  *) tar -xzf "$archive" ;;
esac
rm -f -- "$archive"
