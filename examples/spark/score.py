"""Scores people inside of Spark: every partition goes through one process of rolefit, and its rows are the result.

Usage: python score.py PEOPLE.csv FOLDER [PARTITIONS]

FOLDER gets the scores, `scores/part-*`, and the rows that were rejected, a file for each partition that has some, all without a
header. A row of PEOPLE.csv is a line: where cells have several lines, read the table with Spark's own reader first.
"""

import os
import shlex
import sys
from pathlib import Path

from pyspark.sql import SparkSession

people, folder = sys.argv[1], Path(sys.argv[2]).absolute()
partitions = int(sys.argv[3]) if len(sys.argv) > 3 else 4
(folder / "rejected").mkdir(parents=True)

spark = SparkSession.builder.appName("rolefit").getOrCreate()
lines = spark.sparkContext.textFile(people, partitions)
header = lines.first()
# On a cluster: where every worker can read it, like the roles and the program.
(folder / "header.csv").write_text(header + "\n", encoding="utf-8")

batch = "rolefit batch - --input-format csv --no-header --no-progress"
files = f"--columns {shlex.quote(str(folder / 'header.csv'))} --rejects {shlex.quote(str(folder / 'rejected'))}/$$.csv"
# 0 if everybody was scored, 1 if rows were rejected; anything else ends the job.
script = f"{batch} {files}; test $? -le 1"
# By the person, the first cell, so that whoever answered twice is in one partition.
rows = lines.filter(lambda line: line != header).keyBy(lambda line: line.split(",", 1)[0])
rows = rows.partitionBy(partitions).values()
rows.pipe(f"sh -c {shlex.quote(script)}", env=dict(os.environ), checkCode=True).saveAsTextFile(str(folder / "scores"))
spark.stop()
