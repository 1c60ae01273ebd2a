"""Counterexamples found and shrunk by Hypothesis: exact instances, each confirmed by the kernel."""

from contextlib import suppress
from dataclasses import dataclass, replace
from math import isfinite, nan
from pathlib import Path
from typing import Any

from proofcheck.kernel.instance import Instance
from proofcheck.kernel.interval import Undefined
from proofcheck.kernel.model import Confirmation, NotConfirmed, confirm
from proofcheck.kernel.scalars import number
from proofcheck.kernel.terms import KernelError
from proofcheck.kernel.theorem import Problem
from proofcheck.kernel.valuation import Valuation
from proofcheck.refuters.approximate import OutOfBudget
from proofcheck.refuters.shrink import shrunk
from proofcheck.study.exact import choices, from_text, to_text

ENCLOSURES = 8
"""Instances with a path without a closed form that are put to the kernel."""
SHRINKING = 40
"""Instances with simpler numbers that are tried after Hypothesis has shrunk its choices."""
SLIGHT = 1e-8
"""Relative differences below this may be rounding."""
LONGEST_ENCLOSED = 1
"""Up to when a path without a closed form is followed."""


@dataclass(frozen=True, slots=True)
class Found:
    """A counterexample, how the kernel confirmed it, and whether it could be kept for the next run."""

    instance: Instance
    confirmation: Confirmation
    kept: bool = True


class _Judge:
    """Decides whether a claim is false at an instance, each instance once, and paths without a closed form rarely."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.enclosures = ENCLOSURES
        self._known: dict[str, Confirmation | None] = {}

    def violated(self, instance: Instance) -> Confirmation | None:
        """The kernel's confirmation that the claim is false at an instance; ``None`` where there is none."""
        key = to_text("", instance)
        if key not in self._known:
            self._known[key] = self._confirmed(instance)
        return self._known[key]

    def _confirmed(self, instance: Instance) -> Confirmation | None:
        try:
            if not self.is_closed(instance):
                time = choices(self.problem).outline.time
                if self.enclosures == 0 or (time is not None and instance.scalars.get(time[1], 0) > LONGEST_ENCLOSED):
                    return None
                self.enclosures -= 1
            return confirm(self.problem, instance)
        except (NotConfirmed, Undefined, KernelError, ArithmeticError):
            return None

    def is_closed(self, instance: Instance) -> bool:
        """Whether all paths that the claim speaks of have closed forms."""
        valuation = Valuation(self.problem, instance)
        return all(valuation.solution(*flow).closed is not None for flow in choices(self.problem).outline.flows)


def excess(problem: Problem, instance: Instance) -> float:
    """By how much a claim seems to fail at an instance, in units of its sides, from -1 to 1; NaN without a value."""
    op, left, right = problem.goal.relation
    try:
        valuation = choices(problem).valuation(instance)
        a, b = ([number(x).middle for x in valuation.value(side).entries] for side in (left, right))
        differences = [float(x - y) for x, y in zip(a, b, strict=True)]
        size = sum(abs(float(x)) for x in (*a, *b))
    except (NotConfirmed, Undefined, KernelError, OutOfBudget, ArithmeticError):
        return nan
    worst = max(map(abs, differences)) if op == "=" else differences[0]
    if op == "<" and worst == 0:
        return SLIGHT
    if abs(worst) <= SLIGHT * max(size, 1.0):
        return 0.0
    if worst > 0 and choices(problem).rules_out(valuation):
        return nan
    return worst / size


def fuzz(
    problem: Problem, *, max_examples: int = 500, seed: int = 0, database: Path | None = None, key: str = ""
) -> Found | None:
    """Search ``max_examples`` exact instances for a counterexample, and shrink it; ``None`` where there is none.

    The same problem, seed and database give the same answer. ``database`` is the folder of a Hypothesis example
    database: counterexamples are kept there under ``key`` and tried first in the next run.

    Raises:
        ImportError: Hypothesis is not installed.
        KernelError: the problem is ill-typed.
    """
    from hypothesis.database import DirectoryBasedExampleDatabase

    examples = None if database is None else DirectoryBasedExampleDatabase(database)
    judge = _Judge(problem)
    known = None if examples is None else _known(judge, examples, key)
    if known is not None:
        return known
    found = _searched(judge, max_examples, seed)
    if found is None or examples is None:
        return found
    text = to_text(key, found.instance).encode()
    examples.save(key.encode(), text)
    return replace(found, kept=text in set(examples.fetch(key.encode())))


def _known(judge: _Judge, examples: Any, key: str) -> Found | None:
    """The shortest counterexample that is kept; those at which the claim is not false any more are removed."""
    for text in sorted(examples.fetch(key.encode()), key=lambda kept: (len(kept), kept)):
        with suppress(ValueError):
            _, instance = from_text(text.decode())
            confirmation = judge.violated(instance)
            if confirmation is not None:
                return Found(instance, confirmation)
        examples.delete(key.encode(), text)
    return None


def _searched(judge: _Judge, max_examples: int, seed: int) -> Found | None:
    from hypothesis import HealthCheck, given, settings, target
    from hypothesis import seed as with_seed
    from hypothesis.errors import Unsatisfiable

    from proofcheck.strategies import instances

    problem = judge.problem
    found: list[Found] = []

    def look(instance: Instance) -> None:
        score = excess(problem, instance)
        if isfinite(score):
            target(score)
        confirmation = judge.violated(instance) if score > 0 else None
        if confirmation is not None:
            found.append(Found(instance, confirmation))
            raise _FalseError

    chosen = settings(
        max_examples=max_examples,
        deadline=None,
        database=None,
        report_multiple_bugs=False,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
    )
    test: Any = with_seed(seed)(chosen(given(instances(problem))(look)))
    try:
        test()
    except _FalseError:
        last = found[-1]
        attempts = SHRINKING if judge.is_closed(last.instance) else judge.enclosures
        return Found(*shrunk(problem, last.instance, last.confirmation, attempts))
    except Unsatisfiable:
        pass
    return None


class _FalseError(Exception):
    """A counterexample was found."""


def said(confirmation: Confirmation) -> str:
    """A counterexample in one line."""
    values = ", ".join(value if "=" in value else f"{name} = {value}" for name, value in confirmation.values.items())
    left, right = confirmation.lhs.describe(), confirmation.rhs.describe()
    return f"at {values}, the left side is {left}, the right side {right}"
