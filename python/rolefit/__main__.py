"""`python -m rolefit`."""

from rolefit import run

run()
