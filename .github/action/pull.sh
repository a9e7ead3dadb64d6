#!/usr/bin/env bash
# For a run that began when a workflow of a pull request from a fork had ended: finds the pull request, fetches its commit as data,
# and says its number and the two commits that `diff` compares. It says none where the pull request is closed or has a newer commit.
set -euo pipefail
known=$(gh api --method GET "repos/$REPOSITORY/pulls" --raw-field state=open --raw-field "head=$FROM" \
  --jq ".[] | select(.head.sha == \"$HEAD\") | \"\(.number) \(.base.ref)\"")
read -r number base <<<"$known" || true
if ! [[ "$number" =~ ^[0-9]+$ ]]; then
  echo "no open pull request from $FROM is at the commit $HEAD; nothing is compared"
  exit 0
fi
git fetch --quiet origin "refs/pull/$number/head" "refs/heads/$base"
printf 'number=%s\nold=%s\nnew=%s\n' "$number" "$(git merge-base "refs/remotes/origin/$base" "$HEAD")" "$HEAD" >> "$GITHUB_OUTPUT"
