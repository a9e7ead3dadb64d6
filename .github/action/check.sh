#!/usr/bin/env bash
# Runs the check with the settings of the action, which it finds in the environment. Nothing in them is expanded.
set -uo pipefail
forms=("--format=${FORMAT:-github}")
if [ "${SUMMARY:-true}" = true ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  summary=$(mktemp)
  forms+=("--format=markdown=$summary")
fi
# One path a line, so that it may hold blanks.
paths=()
while IFS= read -r path || [ -n "$path" ]; do
  path=${path%$'\r'}
  path=${path#"${path%%[![:space:]]*}"}
  path=${path%"${path##*[![:space:]]}"}
  [ -n "$path" ] && paths+=("$path")
done <<< "${PATHS:-roles}"
[ "${#paths[@]}" -gt 0 ] || paths=(roles)
rolefit check "${forms[@]}" "--fail-on=${FAIL_ON:-error}" -- "${paths[@]}"
code=$?
[ -n "${summary:-}" ] && cat -- "$summary" >> "$GITHUB_STEP_SUMMARY" && rm -f -- "$summary"
[ -n "${GITHUB_OUTPUT:-}" ] && echo "exit-code=$code" >> "$GITHUB_OUTPUT"
exit "$code"
