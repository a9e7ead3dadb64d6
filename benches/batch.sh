#!/usr/bin/env bash
# How long `rolefit batch` takes over a table of a million people, plain and with every cell in quotes, beside a program that only
# reads every byte and writes as many as the result has (`limit`), beside the static binary of a release where its target is
# installed, and beside duckdb and polars, where these and PyYAML are installed for Python. The peers do a simpler job: they score as
# answered, without distributions, and neither check cells nor look for duplicates; their scores as answered are compared with ours
# first. The rounds of all take turns, after one that warms up and in which memory is measured; the table shows medians, and medians
# of the ratios in a round.
# Usage: [PYTHON=INTERPRETER] benches/batch.sh [PEOPLE] [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/.."
people=${1:-1000000}
rounds=${2:-3}
python=${PYTHON:-python3}
target=${CARGO_TARGET_DIR:-target}/dist
export LC_ALL=C TIMEFORMAT=%R PYTHONDONTWRITEBYTECODE=1

# In memory where that is possible: no disk is measured.
if [[ -w /dev/shm ]]; then folder=$(mktemp -d -p /dev/shm); else folder=$(mktemp -d); fi
trap 'rm -rf "$folder"' EXIT
cargo build --profile dist --locked --quiet
# What a release has for Linux: it brings a C library along, whose copies and allocations take their own time.
musl=$(uname -m)-unknown-linux-musl
static=${CARGO_TARGET_DIR:-target}/$musl/dist/rolefit
if rustup target list --installed 2>/dev/null | grep -qx "$musl"; then
  cargo build --profile dist --locked --quiet --target "$musl"
else
  static=
  echo "the target $musl is not installed: the static binary is left out"
fi
rustc --edition 2024 -C opt-level=3 -C lto=fat -C codegen-units=1 -C panic=abort benches/limit.rs -o "$target/limit"
for size in 1000 "$people"; do
  cargo bench --locked --quiet --bench generate -- cohort "$folder/$size-plain.csv" "$size"
  cargo bench --locked --quiet --bench generate -- cohort --quoted "$folder/$size-quoted.csv" "$size"
done

# Runs a tool, such as `duckdb-quoted`, over so many people, with a command before it if there is one.
run() {
  local tool=$1 input=$folder/$2-${1##*-}.csv output=$3
  shift 3
  case $tool in
    rolefit-*) "$@" "$target/rolefit" batch "$input" -o "$output" ;;
    static-*) "$@" "$static" batch "$input" -o "$output" ;;
    ndjson-*) "$@" "$target/rolefit" batch --format ndjson "$input" -o "$output" ;;
    limit-*) "$@" "$target/limit" "$input" "$output" "$bytes" ;;
    *) "$@" "$python" "benches/peers/in_${tool%-*}.py" roles "$input" "$output" ;;
  esac
}

# What fails is not measured.
quietly() { "$@" >"$folder/messages" 2>&1 || { cat "$folder/messages"; exit 1; }; }

tools=(rolefit-plain rolefit-quoted ndjson-plain limit-plain limit-quoted)
if [[ -n $static ]]; then tools+=(static-plain static-quoted); fi
quietly "$target/rolefit" batch --format ndjson --full "$folder/1000-plain.csv" -o "$folder/ours"
for peer in duckdb polars; do
  if "$python" -c "import $peer, yaml" 2>"$folder/messages"; then
    for kind in plain quoted; do
      # Only who comes to the same result is compared.
      quietly run "$peer-$kind" 1000 "$folder/$peer-$kind.csv"
      "$python" benches/peers/agree.py "$folder/ours" "$folder/$peer-$kind.csv"
      tools+=("$peer-$kind")
    done
  else
    echo "$peer or PyYAML is not installed for $python: left out"
  fi
done

# However many threads there are, and quotes or none: the same result.
for kind in plain quoted; do
  for jobs in 1 2 7; do
    quietly "$target/rolefit" batch --jobs "$jobs" "$folder/$people-$kind.csv" -o "$folder/$kind-$jobs"
    cmp "$folder/plain-1" "$folder/$kind-$jobs"
  done
  if [[ -n $static ]]; then
    quietly "$static" batch "$folder/$people-$kind.csv" -o "$folder/$kind-static"
    cmp "$folder/plain-1" "$folder/$kind-static"
    rm "$folder/$kind-static"
  fi
done
bytes=$(wc -c <"$folder/plain-1")
rm "$folder"/{plain,quoted}-[127]
echo "1, 2 and 7 threads write the same bytes, from plain and from quoted cells, and so does the static binary if there is one"

memory=()
if command time -f %M true 2>"$folder/messages"; then memory=(command time -f %M); fi
for tool in "${tools[@]}"; do
  if ((${#memory[@]})); then
    quietly run "$tool" "$people" "$folder/output" "${memory[@]}" -o "$folder/$tool.memory"
  else
    quietly run "$tool" "$people" "$folder/output"
  fi
done
for ((round = 0; round < rounds; round++)); do
  # Another one begins each round: who runs behind the longest jobs finds the machine warm.
  first=$((round % ${#tools[@]}))
  for tool in "${tools[@]:first}" "${tools[@]:0:first}"; do
    rm "$folder/output"
    # Only the time, on standard error of the group, gets into the file.
    { time quietly run "$tool" "$people" "$folder/output"; } 2>>"$folder/$tool"
  done
done

median() { sort -n | sed -n "$(((rounds + 1) / 2))p"; }
ratio() { paste "$folder/$1" "$folder/$2" | awk '{ printf "%.2f\n", $1 / $2 }' | median; }
row() { printf '| %-15s | %7s | %6s | %7s | %9s |\n' "$@"; }
printf '%s people: %s bytes plain, %s quoted, %s out; %s rounds; quoted takes %s times as long as plain\n' \
  "$people" "$(wc -c <"$folder/$people-plain.csv")" "$(wc -c <"$folder/$people-quoted.csv")" "$bytes" "$rounds" \
  "$(ratio rolefit-quoted rolefit-plain)"
row tool seconds MiB 'x limit' 'x rolefit'
row --- ---: ---: ---: ---:
for tool in "${tools[@]}"; do
  kind=${tool##*-}
  mib=-
  if [[ -e $folder/$tool.memory ]]; then mib=$(awk '{ printf "%.1f", $1 / 1024 }' "$folder/$tool.memory"); fi
  row "$tool" "$(median <"$folder/$tool")" "$mib" "$(ratio "$tool" "limit-$kind")" "$(ratio "$tool" "rolefit-$kind")"
done
