"""A simpler job than that of `rolefit batch` in duckdb: `in_duckdb.py PACK RESPONSES OUT`. One query over wide rows."""

import sys

import duckdb
from pack import BANDS, GUESSING, HIGH, MID, MIN_COVERAGE, SLACK, TOLERANCE, Pack


def total(terms):
    return " + ".join(terms) or "0"


def sums(pack):
    """What the answers of each part add up to."""
    for d, dimension in enumerate(pack.dimensions):
        points = [f'"{id}" - {pack.scale_min}' if is_high else f'{pack.scale_max} - "{id}"'
                  for id, is_high in dimension.statements]
        yield f"points{d}", total(f"coalesce({term}, 0)" for term in points)
        yield f"statements{d}", total(f'("{id}" IS NOT NULL)::TINYINT' for id, _ in dimension.statements)
    for a, area in enumerate(pack.areas):
        cases = [f'CASE "{scenario.id}" '
                 + " ".join(f"WHEN '{option}' THEN {credit}" for option, credit in scenario.credits.items())
                 + " ELSE 0 END" for scenario in area.scenarios]
        yield f"credits{a}", total(cases)
        yield f"scenarios{a}", total(f'("{scenario.id}" IS NOT NULL)::TINYINT' for scenario in area.scenarios)
        yield f"means{a}", total(f'if("{s.id}" IS NULL, 0, {s.mean}::DOUBLE)' for s in area.scenarios)
    yield "variances", total(f'if("{s.id}" IS NULL, 0, {s.variance}::DOUBLE)' for s in pack.scenarios)
    statements = ", ".join(f'"{id}"' for id in pack.statements)
    yield "alike", f"least({statements}) = greatest({statements})"


def profile(pack):
    """Scores and chance lines of the parts, and whether more is known than a guess would show."""
    steps = pack.scale_max - pack.scale_min
    answered = total(f"statements{d}" for d in range(len(pack.dimensions)))
    for d, dimension in enumerate(pack.dimensions):
        is_scored = f"statements{d} >= {dimension.fewest} AND NOT (alike AND {answered} > 1)"
        yield f"style{d}", f"CASE WHEN {is_scored} THEN 100.0::DOUBLE * points{d} / ({steps} * statements{d}) END"
    for a, area in enumerate(pack.areas):
        yield f"area{a}", f"CASE WHEN scenarios{a} >= {area.fewest} THEN 100.0::DOUBLE * credits{a} / scenarios{a} END"
        yield f"chance{a}", f"{pack.areas[a].chance}::DOUBLE"
    areas = range(len(pack.areas))
    credits, means = total(f"credits{a}::DOUBLE" for a in areas), total(f"means{a}" for a in areas)
    yield "guessing", f"NOT coalesce(({credits} - ({means})) / sqrt(nullif(variances, 0)) >= {GUESSING - SLACK}, false)"


def axes(pack):
    """Both axes of each role, how much of them is scored, and whether a gate failed."""
    for r, role in enumerate(pack.roles):
        style = [(part.weight, f"style{part.dimension}", fit(part)) for part in role.targets]
        area = [(part.weight, f"area{part.area}", attainment(part)) for part in role.needs]
        required = [f"area{part.area} IS NOT NULL" for part in role.needs if part.is_required] or ["true"]
        weights = {}
        for axis, parts in ("p", style), ("c", area):
            weights[axis] = total(f"if({score} IS NULL, 0, {weight})" for weight, score, _ in parts)
            whole = sum(weight for weight, _, _ in parts)
            weighted = total(f"if({score} IS NULL, 0, {weight} * {value})" for weight, score, value in parts)
            yield f"{axis}{r}", f"({weighted}) / nullif({weights[axis]}, 0)"
            yield f"{axis}_coverage{r}", f"({weights[axis]}) / {whole}::DOUBLE"
        yield f"complete{r}", " AND ".join(required)
        gates = [f"coalesce(area{part.area} < {part.gate - SLACK}, false)" for part in role.needs if part.gate]
        yield f"gated{r}", " OR ".join(gates) or "false"


def fit(part):
    score, low, high = f"style{part.dimension}", part.low, part.high
    outside = f"CASE WHEN {score} < {low} THEN {low} - {score} WHEN {score} > {high} THEN {score} - {high} ELSE 0 END"
    return f"if({outside} < {TOLERANCE}, 100 - {outside} * {100 / TOLERANCE}, 0)"


def attainment(part):
    score, chance, need = f"area{part.area}", f"chance{part.area}", part.need
    return (
        f"CASE WHEN {score} >= {need} THEN 100"
        f" WHEN {score} > {chance} THEN 100 * ({score} - {chance}) / ({need} - {chance}) ELSE 0 END"
    )


def fits(pack):
    least = MIN_COVERAGE - SLACK
    high, mid = HIGH - SLACK, MID - SLACK
    for r in range(len(pack.roles)):
        p, c, is_clear = f"p{r}", f"c{r}", f"NOT gated{r} AND NOT guessing"
        yield f"coverage{r}", f"least(p_coverage{r}, c_coverage{r})"
        yield f"p_shown{r}", f"CASE WHEN p_coverage{r} >= {least} THEN {p} END"
        yield f"c_shown{r}", f"CASE WHEN c_coverage{r} >= {least} AND complete{r} THEN {c} END"
        yield f"band{r}", (
            f"CASE WHEN p_coverage{r} < {least} OR c_coverage{r} < {least} OR NOT complete{r} THEN 6"
            f" WHEN {p} >= {high} AND {c} >= {high} AND {is_clear} THEN 0"
            f" WHEN {p} >= {mid} AND {c} >= {mid} AND {is_clear} THEN 1"
            f" WHEN {p} >= {high} AND ({c} < {mid} OR NOT ({is_clear})) THEN 2"
            f" WHEN {c} >= {high} AND {is_clear} AND {p} < {mid} THEN 3"
            f" WHEN {p} >= {mid} OR {c} >= {mid} THEN 4 ELSE 5 END"
        )


def places(pack):
    for r in range(len(pack.roles)):
        yield f"overall{r}", f"sqrt(p_shown{r} * c_shown{r})"
        # By band, then by overall; a band is more than any difference between the latter.
        yield f"place{r}", f"band{r} * 1000 - round(coalesce(sqrt(p_shown{r} * c_shown{r}), 0), 9)"


def rank(pack, r):
    # Roles come in the order in which equal ones are ranked.
    before = [f"(place{q} <= place{r})::TINYINT" for q in range(r)]
    behind = [f"(place{q} < place{r})::TINYINT" for q in range(r + 1, len(pack.roles))]
    return f"CASE WHEN band{r} < 6 THEN 1 + {total(before + behind)} END"


def row(pack, r):
    names = ", ".join(f"'{band}'" for band in BANDS)
    score = "::DECIMAL(5, 2)"
    return (
        f"{{role: '{pack.roles[r].id}', rank: {rank(pack, r)}, band: [{names}][band{r} + 1],"
        f" overall: overall{r}{score}, personality: p_shown{r}{score}, competency: c_shown{r}{score},"
        f" coverage: (100 * coverage{r}){score},"
        f" flags: concat_ws(';', if(guessing, 'guessing-not-ruled-out', NULL), if(gated{r}, 'gate-failed', NULL))}}"
    )


def step(expressions, source):
    return "SELECT *, " + ", ".join(f"{text} AS {name}" for name, text in expressions) + f" FROM {source}"


def query(pack, responses, out):
    types = {"id": "VARCHAR"} | {id: "TINYINT" for id in pack.statements}
    types |= {scenario.id: "VARCHAR" for scenario in pack.scenarios}
    table = f"read_csv('{responses}', header = true, auto_detect = false, columns = {types})"
    steps = [("sums", sums, table), ("profiles", profile, "sums"), ("axes", axes, "profiles"), ("fits", fits, "axes"),
             ("places", places, "fits")]
    tables = ", ".join(f"{name} AS ({step(expressions(pack), source)})" for name, expressions, source in steps)
    rows = ", ".join(row(pack, r) for r in range(len(pack.roles)))
    rows = f"SELECT id AS person, unnest([{rows}], recursive := true) FROM places"
    return f"COPY (WITH {tables} {rows}) TO '{out}' (HEADER, DELIMITER ',')"


if __name__ == "__main__":
    folder, responses, out = sys.argv[1:]
    duckdb.sql(query(Pack(folder), responses, out))
