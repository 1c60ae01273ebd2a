"""The terms of the kernel on arrays: one claim, many instances, in float64 and in balls of 50 digits."""

from proofcheck.evaluate.arithmetic import BALLS, FLOAT, Arithmetic
from proofcheck.evaluate.clauses import Comparison, compare, holds
from proofcheck.evaluate.paths import solve_path, solve_sequence
from proofcheck.evaluate.setting import NoValueError, Setting
from proofcheck.evaluate.terms import evaluate

__all__ = [
    "BALLS",
    "FLOAT",
    "Arithmetic",
    "Comparison",
    "NoValueError",
    "Setting",
    "compare",
    "evaluate",
    "holds",
    "solve_path",
    "solve_sequence",
]
