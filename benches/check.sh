#!/usr/bin/env bash
# How long `rolefit check` takes over 1,000 role files of 5 kB, beside check-jsonschema (with our schema) and yamllint on
# the same files, where these are installed. The rounds of all take turns; the table shows the median of each.
# Usage: benches/check.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}
export LC_ALL=C TIMEFORMAT=%R

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cargo build --release --locked --quiet
cargo bench --locked --quiet --bench generate -- roles "$folder/roles"
rolefit=${CARGO_TARGET_DIR:-target}/release/rolefit
"$rolefit" schema role >"$folder/role.json"

rolefit() { "$rolefit" check --no-config "$folder/roles"; }
check-jsonschema() { command check-jsonschema --schemafile "$folder/role.json" "$folder"/roles/role-*.yaml; }
yamllint() { command yamllint -d relaxed "$folder/roles"; }

tools=(rolefit)
for tool in check-jsonschema yamllint; do
  if type -P "$tool" >/dev/null; then tools+=("$tool"); else echo "$tool is not installed: left out"; fi
done
for ((round = 0; round < rounds; round++)); do
  for tool in "${tools[@]}"; do
    # What fails is not measured. Only the time, on standard error of the group, gets into the file.
    { time "$tool" >"$folder/output" 2>&1; } 2>>"$folder/$tool" || { cat "$folder/output"; exit 1; }
  done
done

printf '%-18s%s\n' tool "median of $rounds, seconds"
for tool in "${tools[@]}"; do
  printf '%-18s%s\n' "$tool" "$(sort -n "$folder/$tool" | sed -n "$(((rounds + 1) / 2))p")"
done
