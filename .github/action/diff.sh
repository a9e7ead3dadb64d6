#!/usr/bin/env bash
# Says what a pull request does to people, in the log and in a file for its comment. Nothing in the settings is expanded.
set -uo pipefail
revisions=("origin/${BASE:-}...")
# Two commits are those of a pull request from a fork, which is not what is checked out.
[ -n "${NEW:-}" ] && revisions=("$OLD" "$NEW")
rolefit diff "--roles=${PACK:-roles}" --format=github "--format=markdown=$COMMENT" "--fail-on=${FAIL_ON:-key}" "--allow=${ALLOW:-0%}" \
  -- "${revisions[@]}"
code=$?
[ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -s "$COMMENT" ] && cat -- "$COMMENT" >> "$GITHUB_STEP_SUMMARY"
[ -n "${GITHUB_OUTPUT:-}" ] && printf 'comment-file=%s\n' "$COMMENT" >> "$GITHUB_OUTPUT"
exit "$code"
