"""Scores a person's answers against role blueprints: the program `rolefit`, called from Python.

>>> import rolefit
>>> result = rolefit.score({"answers": {"tempo-week-layout": 4}})
>>> result["method"]
'rolefit-2axis/2'
"""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile

__all__ = ["Refused", "program", "run", "score"]


class Refused(Exception):
    """The program could not do what was asked; the text says why, with the place."""


def program():
    """The path of the program that this package brings, or of the one on the path."""
    name = "rolefit.exe" if os.name == "nt" else "rolefit"
    schemes = [sysconfig.get_default_scheme(), sysconfig.get_preferred_scheme("user")]
    paths = (os.path.join(sysconfig.get_path("scripts", scheme), name) for scheme in schemes)
    found = next((path for path in paths if os.path.isfile(path)), None)
    found = found or shutil.which("rolefit")
    if found is None:
        raise FileNotFoundError("the program `rolefit` is not installed beside Python")
    return found


def score(answers, roles=None):
    """Scores one person, as `rolefit score --format json` does, and returns its object.

    answers: what an answers file holds, as a mapping: `{"answers": {item: response}}`, with `person` and `form` where wanted.
    roles: the folder of a pack; without it the built-in one.

    Raises `Refused` where the answers or the pack are not sound.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "answers.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(answers, file)
        pack = ["--built-in"] if roles is None else ["--roles", os.fspath(roles)]
        ended = subprocess.run(
            [program(), "score", path, "--format", "json", *pack], capture_output=True, encoding="utf-8", check=False
        )
    if ended.returncode != 0:
        raise Refused(ended.stderr.replace(path, "answers").strip())
    (result,) = json.loads(ended.stdout)
    return result


def run():
    """Runs the program with the arguments of this process, and ends with its exit code."""
    sys.exit(subprocess.call([program(), *sys.argv[1:]]))
