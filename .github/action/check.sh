#!/usr/bin/env bash
# Runs the check with the settings of the action, which it finds in the environment.
set -uo pipefail
forms=(--format "${FORMAT:-github}")
if [ "${SUMMARY:-true}" = true ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  summary=$(mktemp)
  forms+=(--format "markdown=$summary")
fi
# Paths are separated by blanks; globs are the shell's.
# shellcheck disable=SC2086
rolefit check ${PATHS:-roles} "${forms[@]}" --fail-on "${FAIL_ON:-error}"
code=$?
[ -n "${summary:-}" ] && cat "$summary" >> "$GITHUB_STEP_SUMMARY" && rm -f "$summary"
[ -n "${GITHUB_OUTPUT:-}" ] && echo "exit-code=$code" >> "$GITHUB_OUTPUT"
exit "$code"
