"""A simpler job than that of `rolefit batch` in polars: `in_polars.py PACK RESPONSES OUT`. Wide and lazy, streamed."""

import sys

import polars as pl
from pack import BANDS, GUESSING, HIGH, MID, MIN_COVERAGE, SLACK, TOLERANCE, Pack
from polars import col, lit, when


def total(terms):
    return pl.sum_horizontal(terms)


def sums(pack):
    """What the answers of each part add up to."""
    for d, dimension in enumerate(pack.dimensions):
        points = [col(id) - pack.scale_min if is_high else pack.scale_max - col(id)
                  for id, is_high in dimension.statements]
        yield total(points).cast(pl.Float64).alias(f"points{d}")
        yield total(col(id).is_not_null() for id, _ in dimension.statements).alias(f"statements{d}")
    for a, area in enumerate(pack.areas):
        yield total(credit(scenario) for scenario in area.scenarios).alias(f"credits{a}")
        yield total(col(scenario.id).is_not_null() for scenario in area.scenarios).alias(f"scenarios{a}")
        yield total(col(s.id).is_not_null() * s.mean for s in area.scenarios).alias(f"means{a}")
    yield total(col(s.id).is_not_null() * s.variance for s in pack.scenarios).alias("variances")
    yield (pl.min_horizontal(pack.statements) == pl.max_horizontal(pack.statements)).alias("alike")


def credit(scenario):
    case = pl
    for option, value in scenario.credits.items():
        case = case.when(col(scenario.id) == option).then(value)
    return case.otherwise(0.0)


def profile(pack):
    """Scores and chance lines of the parts, and whether more is known than a guess would show."""
    steps = pack.scale_max - pack.scale_min
    alike = col("alike") & (total(f"statements{d}" for d in range(len(pack.dimensions))) > 1)
    for d, dimension in enumerate(pack.dimensions):
        is_scored = (col(f"statements{d}") >= dimension.fewest) & ~alike
        yield when(is_scored).then(100 * col(f"points{d}") / (steps * col(f"statements{d}"))).alias(f"style{d}")
    for a, area in enumerate(pack.areas):
        answered = col(f"scenarios{a}")
        yield when(answered >= area.fewest).then(100 * col(f"credits{a}") / answered).alias(f"area{a}")
        yield lit(area.chance).alias(f"chance{a}")
    areas = range(len(pack.areas))
    surplus = total(f"credits{a}" for a in areas) - total(f"means{a}" for a in areas)
    is_clear = (col("variances") > 0) & (surplus / col("variances").sqrt() >= GUESSING - SLACK)
    yield (~is_clear).alias("guessing")


def axes(pack):
    """Both axes of each role, how much of them is scored, and whether a gate failed."""
    for r, role in enumerate(pack.roles):
        style = [(part.weight, col(f"style{part.dimension}"), fit(part)) for part in role.targets]
        area = [(part.weight, col(f"area{part.area}"), attainment(part)) for part in role.needs]
        for axis, parts in ("p", style), ("c", area):
            weight = total(score.is_not_null() * float(weight) for weight, score, _ in parts)
            yield (total(weight * value for weight, _, value in parts) / weight).alias(f"{axis}{r}")
            yield (weight / sum(weight for weight, _, _ in parts)).alias(f"{axis}_coverage{r}")
        required = [col(f"area{part.area}").is_not_null() for part in role.needs if part.is_required]
        yield pl.all_horizontal([lit(True), *required]).alias(f"complete{r}")
        gates = [col(f"area{part.area}") < part.gate - SLACK for part in role.needs if part.gate]
        yield pl.any_horizontal([lit(False), *gates]).fill_null(False).alias(f"gated{r}")


def fit(part):
    score = col(f"style{part.dimension}")
    outside = pl.max_horizontal(part.low - score, score - part.high)
    return (100 - outside * (100 / TOLERANCE)).clip(0, 100)


def attainment(part):
    area, chance = col(f"area{part.area}"), col(f"chance{part.area}")
    return 100 * ((area - chance) / (part.need - chance)).clip(0, 1)


def fits(pack):
    high, mid = HIGH - SLACK, MID - SLACK
    for r in range(len(pack.roles)):
        p, c, is_clear = col(f"p{r}"), col(f"c{r}"), ~(col(f"gated{r}") | col("guessing"))
        p_scored, c_scored = (col(f"{axis}_coverage{r}") >= MIN_COVERAGE - SLACK for axis in "pc")
        c_scored = c_scored & col(f"complete{r}")
        yield pl.min_horizontal(f"p_coverage{r}", f"c_coverage{r}").alias(f"coverage{r}")
        yield when(p_scored).then(p).alias(f"p_shown{r}")
        yield when(c_scored).then(c).alias(f"c_shown{r}")
        yield (
            when(~(p_scored & c_scored)).then(6)
            .when((p >= high) & (c >= high) & is_clear).then(0)
            .when((p >= mid) & (c >= mid) & is_clear).then(1)
            .when((p >= high) & ((c < mid) | ~is_clear)).then(2)
            .when((c >= high) & is_clear & (p < mid)).then(3)
            .when((p >= mid) | (c >= mid)).then(4)
            .otherwise(5)
        ).cast(pl.Int8).alias(f"band{r}")


def places(pack):
    for r in range(len(pack.roles)):
        overall = (col(f"p_shown{r}") * col(f"c_shown{r}")).sqrt()
        yield overall.alias(f"overall{r}")
        # By band, then by overall; a band is more than any difference between the latter.
        yield (col(f"band{r}") * 1000.0 - overall.fill_null(0).round(9)).alias(f"place{r}")


def rank(pack, r):
    # Roles come in the order in which equal ones are ranked.
    before = [col(f"place{q}") <= col(f"place{r}") for q in range(r)]
    behind = [col(f"place{q}") < col(f"place{r}") for q in range(r + 1, len(pack.roles))]
    return when(col(f"band{r}") < 6).then(1 + total(before + behind))


def rows(wide, pack):
    """One row for each person and role."""
    roles = range(len(pack.roles))
    ranks = [rank(pack, r).cast(pl.Int8).alias(f"rank{r}") for r in roles]
    role = pl.concat_list(lit(r, dtype=pl.Int8) for r in roles).alias("role")
    long = wide.with_columns(*ranks, role).explode("role")

    def of_role(name):
        return pl.coalesce(when(col("role") == r).then(f"{name}{r}") for r in roles)

    return long.select(
        col("id").alias("person"),
        named(col("role"), [role.id for role in pack.roles]).alias("role"),
        of_role("rank").alias("rank"),
        named(of_role("band"), BANDS).alias("band"),
        of_role("overall").alias("overall"),
        of_role("p_shown").alias("personality"),
        of_role("c_shown").alias("competency"),
        (100 * of_role("coverage")).alias("coverage"),
        when(col("guessing") & of_role("gated")).then(lit("guessing-not-ruled-out;gate-failed"))
        .when("guessing").then(lit("guessing-not-ruled-out"))
        .when(of_role("gated")).then(lit("gate-failed")).alias("flags"),
    )


def named(numbers, names):
    return numbers.replace_strict(range(len(names)), names, return_dtype=pl.Enum(names))


def query(pack, responses):
    schema = {"id": pl.String} | {id: pl.Int8 for id in pack.statements}
    schema |= {scenario.id: pl.Enum(list(scenario.credits)) for scenario in pack.scenarios}
    wide = pl.scan_csv(responses, schema=schema, null_values=[""])
    for step in sums, profile, axes, fits, places:
        wide = wide.with_columns(step(pack))
    return rows(wide, pack)


if __name__ == "__main__":
    folder, responses, out = sys.argv[1:]
    query(Pack(folder), responses).sink_csv(out, float_precision=2, engine="streaming")
