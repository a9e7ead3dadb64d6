"""Compares two results of the same cohort: `agree.py OURS THEIRS`. Flags are not compared: peers raise few of them."""

import csv
import sys
from pathlib import Path

# What lies on an edge may fall to either side of it.
KNIFE_EDGES = 5


def rows(file):
    with open(file, newline="") as text:
        return {(row["person"], row["role"]): row for row in csv.DictReader(text)}


def number(text):
    return float(text) if text else None


def is_near(one, other):
    return one is other is None or (one is not None and other is not None and abs(one - other) < 0.0101)


name = Path(sys.argv[2]).stem
ours, theirs = rows(sys.argv[1]), rows(sys.argv[2])
if ours.keys() != theirs.keys():
    sys.exit(f"{name}: other people or roles")
on_edge = 0
for key, row in ours.items():
    for column in "overall", "personality", "competency", "coverage":
        if not is_near(number(row[column]), number(theirs[key][column])):
            sys.exit(f"{name}: {column} of {key} is {theirs[key][column]}, not {row[column]}")
    on_edge += any(row[column] != theirs[key][column] for column in ("rank", "band"))
if on_edge > KNIFE_EDGES:
    sys.exit(f"{name}: {on_edge} of {len(ours)} bands or ranks differ")
print(f"{name}: {len(ours)} rows agree, {on_edge} bands or ranks apart")
