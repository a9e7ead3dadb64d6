"""Compares the result of a peer with that of `rolefit batch --format ndjson --full`: `agree.py OURS THEIRS`.

Peers score as answered, so that is what is compared: both axes of every person and role at their `answered_score`, and the
coverage. Their bands, ranks and overall values follow from these and are not those of the method.
"""

import csv
import json
import sys
from pathlib import Path


def rows_of_ours(file):
    with open(file) as lines:
        for line in lines:
            result = json.loads(line)
            for role in result["roles"]:
                axes = role["personality"], role["competency"]
                coverage = 100 * min(axis["coverage"] for axis in axes)
                yield (result["person"]["id"], role["role"]), [*(axis["answered_score"] for axis in axes), coverage]


def rows_of_theirs(file):
    with open(file, newline="") as text:
        for row in csv.DictReader(text):
            yield (row["person"], row["role"]), [
                float(row[column]) if row[column] else None for column in ("personality", "competency", "coverage")]


def is_near(one, other):
    return one is other is None or (one is not None and other is not None and abs(one - other) < 0.0101)


name = Path(sys.argv[2]).stem
ours, theirs = dict(rows_of_ours(sys.argv[1])), dict(rows_of_theirs(sys.argv[2]))
if ours.keys() != theirs.keys():
    sys.exit(f"{name}: other people or roles")
for key, values in ours.items():
    if not all(map(is_near, values, theirs[key])):
        sys.exit(f"{name}: as answered {key} is {theirs[key]}, not {values}")
print(f"{name}: both axes of {len(ours)} rows agree as answered")
