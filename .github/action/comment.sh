#!/usr/bin/env bash
# Keeps one comment of a pull request up to date: the one that begins with our mark. It writes none where nothing changed.
set -euo pipefail
[ -e "$COMMENT" ] || exit 0
mark='<!-- rolefit diff -->'
# A comment of a person who pasted the mark is not ours.
ours=".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$mark\"))) | .id"
known=$(gh api --paginate "repos/$REPOSITORY/issues/$NUMBER/comments" --jq "$ours")
id=${known%%$'\n'*}
if [ ! -s "$COMMENT" ]; then
  [ -n "$id" ] || exit 0
  printf '%s\nNothing that the pack means differs any more.\n' "$mark" > "$COMMENT"
fi
if [ -n "$id" ]; then
  gh api --silent --method PATCH "repos/$REPOSITORY/issues/comments/$id" --field "body=@$COMMENT"
else
  gh api --silent --method POST "repos/$REPOSITORY/issues/$NUMBER/comments" --field "body=@$COMMENT"
fi
