#!/usr/bin/env bash
# Says what a pull request does to people, in the log and in a file for its comment. Nothing in the settings is expanded.
set -uo pipefail
rolefit diff "--roles=${PACK:-roles}" --format=github "--format=markdown=$COMMENT" "--fail-on=${FAIL_ON:-key}" "--allow=${ALLOW:-0%}" \
  -- "origin/$BASE..."
code=$?
[ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -s "$COMMENT" ] && cat -- "$COMMENT" >> "$GITHUB_STEP_SUMMARY"
[ -n "${GITHUB_OUTPUT:-}" ] && printf 'comment-file=%s\n' "$COMMENT" >> "$GITHUB_OUTPUT"
exit "$code"
