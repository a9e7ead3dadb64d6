#!/usr/bin/env bash
# Runs the cases of the pack, which it finds in the environment. Nothing in it is expanded.
set -uo pipefail
rolefit test --format=github -- "${PACK:-roles}"
