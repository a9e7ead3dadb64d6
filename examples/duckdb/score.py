"""Scores people who are in DuckDB: it cuts them into parts, one process of rolefit scores each, and DuckDB takes the rows back.

Usage: python score.py PEOPLE.csv FOLDER [PARTS]

FOLDER gets the scores of each part, `part-N.csv`, and the rows that were rejected, `rejected-N.csv`, all without a header.
"""

import subprocess
import sys
from pathlib import Path

import duckdb


def text(path):
    """A path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


people, folder = sys.argv[1], Path(sys.argv[2])
parts = int(sys.argv[3]) if len(sys.argv) > 3 else 4
folder.mkdir()
batch = ["rolefit", "batch", "-", "--input-format", "csv", "--columns", folder / "header.csv"]

# Nothing is to be read into cells: they are texts here. A table that is in DuckDB already, or in Parquet, goes the same way.
database = duckdb.connect()
database.execute(f"CREATE TABLE people AS SELECT * FROM read_csv({text(people)}, header = true, all_varchar = true)")
database.execute(f"COPY (SELECT * FROM people LIMIT 0) TO {text(folder / 'header.csv')} (HEADER)")

# By the first column, which has the ids, so that whoever answered twice is in one part.
person = '"' + database.table("people").columns[0].replace('"', '""') + '"'

for part in range(parts):
    with (folder / f"part-{part}.csv").open("wb") as scores:
        command = [*batch, "--no-header", "--no-progress", "--rejects", folder / f"rejected-{part}.csv"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=scores)
        chosen = f"SELECT * FROM people WHERE hash({person}) % {parts} = {part}"
        database.execute(f"COPY ({chosen}) TO '/dev/fd/{process.stdin.fileno()}' (HEADER false, USE_TMP_FILE false)")
        process.stdin.close()
        # 0 if everybody was scored, 1 if rows were rejected; after anything else there is no result.
        if process.wait() > 1:
            sys.exit(f"part {part} was not scored")

# Without anybody, `batch` writes the header alone.
columns = subprocess.run(batch, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True).stdout.split()
names = ", ".join(text(column) for column in columns[0].split(","))
scores = f"read_csv({text(folder / 'part-*.csv')}, header = false, all_varchar = true, names = [{names}])"
print(database.sql(f"SELECT role, count(*) AS first FROM {scores} WHERE rank = '1' GROUP BY role ORDER BY role"))
