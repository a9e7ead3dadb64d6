#!/usr/bin/env bash
# How long `rolefit batch` takes over a table of a million people, beside a program that only reads every byte and writes as
# many as the result has (`limit`), and beside duckdb and polars doing the same job in Python, where these and PyYAML are
# installed. Ours checks every cell and looks for people who come twice, the peers do not. The rounds of all take turns,
# after one that warms up and in which memory is measured; the table shows medians, and medians of the ratios in a round.
# Usage: [PYTHON=INTERPRETER] benches/batch.sh [PEOPLE] [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/.."
people=${1:-1000000}
rounds=${2:-5}
python=${PYTHON:-python3}
target=${CARGO_TARGET_DIR:-target}/dist
export LC_ALL=C TIMEFORMAT=%R PYTHONDONTWRITEBYTECODE=1

# In memory where that is possible: no disk is measured.
if [[ -w /dev/shm ]]; then folder=$(mktemp -d -p /dev/shm); else folder=$(mktemp -d); fi
trap 'rm -rf "$folder"' EXIT
cargo build --profile dist --locked --quiet
rustc --edition 2024 -C opt-level=3 -C lto=fat -C codegen-units=1 -C panic=abort benches/limit.rs -o "$target/limit"
for size in 10000 "$people"; do
  cargo bench --locked --quiet --bench generate -- cohort "$folder/$size.csv" "$size"
done

# Runs a tool over an input, with a command before it if there is one.
run() {
  local tool=$1 input=$2 output=$3
  shift 3
  case $tool in
    rolefit) "$@" "$target/rolefit" batch "$input" -o "$output" ;;
    rolefit-ndjson) "$@" "$target/rolefit" batch --format ndjson "$input" -o "$output" ;;
    limit) "$@" "$target/limit" "$input" "$output" "$bytes" ;;
    limit-ndjson) "$@" "$target/limit" "$input" "$output" "$bytes_of_ndjson" ;;
    *) "$@" "$python" "benches/peers/in_$tool.py" roles "$input" "$output" ;;
  esac
}

# What fails is not measured.
quietly() { "$@" >"$folder/messages" 2>&1 || { cat "$folder/messages"; exit 1; }; }

tools=(rolefit rolefit-ndjson limit limit-ndjson)
quietly run rolefit "$folder/10000.csv" "$folder/ours"
for peer in duckdb polars; do
  if "$python" -c "import $peer, yaml" 2>"$folder/messages"; then
    # Only who comes to the same result is compared.
    quietly run "$peer" "$folder/10000.csv" "$folder/$peer.csv"
    "$python" benches/peers/agree.py "$folder/ours" "$folder/$peer.csv"
    tools+=("$peer")
  else
    echo "$peer or PyYAML is not installed for $python: left out"
  fi
done

memory=()
if command time -f %M true 2>"$folder/messages"; then memory=(command time -f %M); fi
for tool in "${tools[@]}"; do
  if ((${#memory[@]})); then
    quietly run "$tool" "$folder/$people.csv" "$folder/output" "${memory[@]}" -o "$folder/$tool.memory"
  else
    quietly run "$tool" "$folder/$people.csv" "$folder/output"
  fi
  case $tool in
    rolefit) bytes=$(wc -c <"$folder/output") ;;
    rolefit-ndjson) bytes_of_ndjson=$(wc -c <"$folder/output") ;;
  esac
done
for ((round = 0; round < rounds; round++)); do
  # Another one begins each round: who runs behind the longest jobs finds the machine warm.
  first=$((round % ${#tools[@]}))
  for tool in "${tools[@]:first}" "${tools[@]:0:first}"; do
    rm "$folder/output"
    # Only the time, on standard error of the group, gets into the file.
    { time quietly run "$tool" "$folder/$people.csv" "$folder/output"; } 2>>"$folder/$tool"
  done
done

median() { sort -n | sed -n "$(((rounds + 1) / 2))p"; }
ratio() { paste "$folder/$1" "$folder/$2" | awk '{ printf "%.2f\n", $1 / $2 }' | median; }
row() { printf '%-16s%10s%10s%10s%12s\n' "$@"; }
printf '%s people: %s bytes in, %s out as CSV, %s as NDJSON; %s rounds\n' \
  "$people" "$(wc -c <"$folder/$people.csv")" "$bytes" "$bytes_of_ndjson" "$rounds"
row tool seconds MiB 'x limit' 'x rolefit'
for tool in "${tools[@]}"; do
  limit=limit
  if [[ $tool == *-ndjson ]]; then limit=limit-ndjson; fi
  mib=-
  if [[ -e $folder/$tool.memory ]]; then mib=$(awk '{ printf "%.1f", $1 / 1024 }' "$folder/$tool.memory"); fi
  row "$tool" "$(median <"$folder/$tool")" "$mib" "$(ratio "$tool" "$limit")" "$(ratio "$tool" rolefit)"
done
