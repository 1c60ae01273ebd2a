"""Counterexamples found and shrunk by Hypothesis: exact instances, each confirmed by the kernel."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from proofcheck.kernel.instance import Instance
from proofcheck.kernel.interval import Undefined
from proofcheck.kernel.model import Confirmation, NotConfirmed, confirm
from proofcheck.kernel.terms import KernelError
from proofcheck.kernel.theorem import Problem
from proofcheck.kernel.valuation import Scope, Valuation
from proofcheck.refuters.approximate import OutOfBudget
from proofcheck.refuters.judging import truth
from proofcheck.study.exact import choices

LONGEST_ENCLOSED = 1
"""Up to when a path without a closed form is followed."""


@dataclass(frozen=True, slots=True)
class Found:
    """A counterexample, and how the kernel confirmed it."""

    instance: Instance
    confirmation: Confirmation


def violated(problem: Problem, instance: Instance) -> Confirmation | None:
    """The kernel's confirmation that the claim is false at an instance; ``None`` where there is none."""
    try:
        valuation = choices(problem).valuation(instance)
        if truth(problem.goal.relation, Scope(), valuation) is not False:
            return None
        if _is_long(problem, instance):
            return None
        return confirm(problem, instance)
    except (NotConfirmed, Undefined, KernelError, OutOfBudget, ArithmeticError):
        return None


def _is_long(problem: Problem, instance: Instance) -> bool:
    """A path has no closed form and would have to be followed for long."""
    made = choices(problem).outline
    if made.time is None or instance.scalars.get(made.time[1], 0) <= LONGEST_ENCLOSED:
        return False
    valuation = Valuation(problem, instance)
    return any(valuation.solution(*flow).closed is None for flow in made.flows)


def fuzz(
    problem: Problem, *, max_examples: int = 500, seed: int = 0, database: Path | None = None, key: str = ""
) -> Found | None:
    """Search ``max_examples`` exact instances for a counterexample, and shrink it; ``None`` where there is none.

    The same problem, seed and database give the same answer. ``database`` is a folder: counterexamples are kept there
    under ``key`` and tried first in the next run.

    Raises:
        ImportError: Hypothesis is not installed.
        KernelError: the problem is ill-typed.
    """
    from hypothesis import HealthCheck, find, settings
    from hypothesis.database import DirectoryBasedExampleDatabase, InMemoryExampleDatabase
    from hypothesis.errors import NoSuchExample, Unsatisfiable

    from proofcheck.strategies import instances

    chosen = settings(
        max_examples=max_examples,
        deadline=None,
        derandomize=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        database=InMemoryExampleDatabase() if database is None else DirectoryBasedExampleDatabase(database),
    )
    try:
        instance = find(
            instances(problem),
            lambda candidate: violated(problem, candidate) is not None,
            settings=chosen,
            random=Random(seed),
            database_key=key.encode() or None,
        )
    except (NoSuchExample, Unsatisfiable):
        return None
    return Found(instance, confirm(problem, instance))


def said(confirmation: Confirmation) -> str:
    """A counterexample in one line."""
    values = ", ".join(value if "=" in value else f"{name} = {value}" for name, value in confirmation.values.items())
    left, right = confirmation.lhs.describe(), confirmation.rhs.describe()
    return f"at {values}, the left side is {left}, the right side {right}"
