"""What the installed wheel does: `python -m unittest` in a Python that has it."""

import json
import pathlib
import subprocess
import sys
import tempfile
import tomllib
import unittest

import rolefit

ROOT = pathlib.Path(__file__).parent.parent
ANA = ROOT / "examples" / "ana.toml"


def called(*args):
    return subprocess.run([rolefit.program(), *args], capture_output=True, encoding="utf-8", check=False)


class Wheel(unittest.TestCase):
    def test_the_program_is_the_one_of_the_wheel(self):
        self.assertTrue(rolefit.program().startswith(sys.prefix), rolefit.program())
        version = tomllib.loads((ROOT / "Cargo.toml").read_text())["package"]["version"]
        self.assertIn(f"rolefit {version} ", called("--version").stdout)

    def test_a_score_is_what_the_program_prints(self):
        answers = tomllib.loads(ANA.read_text())
        (printed,) = json.loads(called("score", str(ANA), "--format", "json", "--built-in").stdout)
        self.assertEqual(rolefit.score(answers), printed)

    def test_another_pack_gives_its_own_roles(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ["questionnaire.yaml", "senior.yaml"]:
                (pathlib.Path(folder) / name).write_text((ROOT / "roles" / name).read_text())
            result = rolefit.score(tomllib.loads(ANA.read_text()), roles=folder)
        self.assertEqual([role["role"] for role in result["roles"]], ["senior"])

    def test_unsound_answers_are_refused_with_the_reason(self):
        with self.assertRaisesRegex(rolefit.Refused, "unknown item `nope`"):
            rolefit.score({"answers": {"nope": 4}})

    def test_the_module_runs_as_the_program_does(self):
        ended = subprocess.run([sys.executable, "-m", "rolefit", "score", "nope.toml"], capture_output=True, check=False)
        self.assertEqual(ended.returncode, 2)


if __name__ == "__main__":
    unittest.main()
