"""What a pack asks for, as numbers, at the method's defaults: what the peers need to score as answered.

The peers know no distributions: every score is the one that was answered, a gate fails where it is below, and bands and ranks follow
from these. That is what the first method of this program did, and a small part of what it does now.
"""

from dataclasses import dataclass
from math import ceil
from pathlib import Path

import yaml

STRENGTHS = {"balanced": (40, 60), "moderate": (55, 75), "strong": (70, 100)}
LEVELS = {"foundation": 55, "working": 65, "proficient": 75, "advanced": 82, "expert": 90}
TOLERANCE, MIN_COVERAGE, HIGH, MID, GUESSING = 25, 0.8, 75, 60, 1.645
MIN_ANSWERED = {"statements": 0.8, "scenarios": 0.66}
BANDS = ["primary-fit", "near-primary-fit", "potential-capability-gap", "capable-style-stretch", "partial-match",
         "distant", "insufficient-evidence"]
# A value meets a cut-off that it misses by less.
SLACK = 1e-9


@dataclass
class Dimension:
    # Ids, and whether agreement points to the high pole.
    statements: list[tuple[str, bool]]
    fewest: int


@dataclass
class Scenario:
    id: str
    credits: dict[str, float]

    @property
    def mean(self):
        return sum(self.credits.values()) / len(self.credits)

    @property
    def variance(self):
        return sum((credit - self.mean) ** 2 for credit in self.credits.values()) / len(self.credits)


@dataclass
class Area:
    scenarios: list[Scenario]
    fewest: int

    @property
    def chance(self):
        return 100 * sum(scenario.mean for scenario in self.scenarios) / len(self.scenarios)


@dataclass
class Target:
    dimension: int
    weight: float
    low: float
    high: float


@dataclass
class Need:
    area: int
    weight: float
    need: float
    gate: float | None
    is_required: bool


@dataclass
class Role:
    id: str
    targets: list[Target]
    needs: list[Need]

    @property
    def demand(self):
        return sum(need.weight * need.need for need in self.needs) / sum(need.weight for need in self.needs)


class Pack:
    def __init__(self, folder):
        folder = Path(folder)
        questionnaire = read(folder / "questionnaire.yaml")
        assert not questionnaire.get("scoring"), "the peers know the method's defaults only"
        self.scale_min, self.scale_max = questionnaire["scale"]["min"], questionnaire["scale"]["max"]
        style, competency = questionnaire["work_style"], questionnaire["competency"]
        self.dimensions = [dimension(part) for part in style.values()]
        self.areas = [area(part) for part in competency.values()]
        poles = [(id, part["poles"]) for id, part in style.items()]
        files = [file for file in folder.glob("*.yaml") if file.name != "questionnaire.yaml"]
        roles = [role(read(file), poles, list(competency)) for file in files]
        # Of equal fits the one that asks for more comes first.
        self.roles = sorted(roles, key=lambda role: (-role.demand, role.id))

    @property
    def statements(self):
        return [id for dimension in self.dimensions for id, _ in dimension.statements]

    @property
    def scenarios(self):
        return [scenario for area in self.areas for scenario in area.scenarios]


def read(file):
    return yaml.load(file.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def dimension(part):
    high = part["poles"]["high"]
    statements = [(statement["id"], statement["toward"] == high) for statement in part["statements"]]
    return Dimension(statements, fewest("statements", len(statements)))


def area(part):
    scenarios = [
        Scenario(scenario["id"], {id: option["credit"] for id, option in scenario["options"].items()})
        for scenario in part["scenarios"]
    ]
    return Area(scenarios, fewest("scenarios", len(scenarios)))


def fewest(kind, of):
    return max(2, ceil(MIN_ANSWERED[kind] * of - SLACK))


def role(file, poles, areas):
    targets = []
    for index, (id, names) in enumerate(poles):
        part = file["work_style"].get(id, {"target": "any"})
        if part["target"] != "any":
            targets.append(Target(index, part["weight"], *interval(part["target"], names)))
    needs = [
        Need(areas.index(id), part["weight"], level(part["need"]), level(part.get("gate")),
             part["importance"] == "critical" or "gate" in part)
        for id, part in file["competency"].items()
    ]
    return Role(file["id"], targets, needs)


def interval(target, poles):
    if isinstance(target, dict):
        return target["min"], target["max"]
    strength, *pole = target.split()
    low, high = STRENGTHS[strength]
    return (100 - high, 100 - low) if pole == [poles["low"]] else (low, high)


def level(value):
    return LEVELS.get(value, value)
