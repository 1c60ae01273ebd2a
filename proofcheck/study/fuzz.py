"""Counterexamples found and shrunk by Hypothesis: exact instances, each confirmed by the kernel."""

from contextlib import suppress
from dataclasses import dataclass, replace
from math import isfinite, isnan, nan
from pathlib import Path
from typing import Any

from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.terms import NATURAL, KernelError
from proofcheck.lang.printing import symbol_text
from proofcheck.models.confirmation import Confirmation, NotConfirmed, confirm
from proofcheck.models.existence import NONE
from proofcheck.models.flow import Field, PolynomialFlow
from proofcheck.models.instance import Instance
from proofcheck.models.interval import Interval, Undefined
from proofcheck.models.scalars import number
from proofcheck.models.scope import Scope, scalar
from proofcheck.models.valuation import Valuation
from proofcheck.refuters.approximate import OutOfBudget
from proofcheck.refuters.shrink import shrunk
from proofcheck.study.exact import Choices, choices, from_text, to_text

ENCLOSURES, FAILURES = 12, 60
"""Instances with a path without a closed form that are put to the kernel: with success, and without."""
SHRINKING = 40
"""Instances with simpler numbers that are tried after Hypothesis has shrunk its choices."""
SLIGHT = 1e-8
"""Relative differences below this may be rounding."""
LARGEST_FIELD = 40
"""Terms of a differential equation, times its dimension, up to which its solution is enclosed."""
CLEARLY = 0.1
"""An excess that is worth an enclosure."""
HALVINGS = 12
"""Of the time up to which a path without a closed form is followed."""


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
        self.enclosures, self.failures = ENCLOSURES, FAILURES
        self._known: dict[str, Found | None] = {}

    def violated(self, instance: Instance) -> Found | None:
        """The kernel's confirmation that the claim is false at an instance, maybe earlier; ``None`` without one."""
        key = to_text("", instance)
        if key not in self._known:
            self._known[key] = self._confirmed(instance)
        return self._known[key]

    def _confirmed(self, instance: Instance) -> Found | None:
        try:
            fields = self._fields(instance)
            if fields:
                if not (self.enclosures and self.failures) or max(map(_size, fields)) > LARGEST_FIELD:
                    return None
                self.failures -= 1
                instance = self._sooner(instance)
            found = Found(instance, confirm(self.problem, instance))
        except (NotConfirmed, Undefined, KernelError, ArithmeticError):
            return None
        if fields:
            self.enclosures, self.failures = self.enclosures - 1, self.failures + 1
        return found

    def _sooner(self, instance: Instance) -> Instance:
        """The instance at the earliest time at which the claim fails clearly: the less there is to be enclosed."""
        time = choices(self.problem).outline.time
        for _ in range(0 if time is None or time[2] == NATURAL else HALVINGS):
            assert time is not None
            earlier = replace(instance, scalars={**instance.scalars, time[1]: instance.scalars[time[1]] / 2})
            if not excess(self.problem, earlier) > CLEARLY:
                break
            instance = earlier
        return instance

    def _fields(self, instance: Instance) -> list[Field]:
        """The equations of the paths that the claim speaks of and that have no closed form."""
        valuation = Valuation(self.problem, instance)
        found = (valuation.solution(*flow).flow for flow in choices(self.problem).outline.flows)
        return [flow.field for flow in found if isinstance(flow, PolynomialFlow)]

    def simplified(self, found: Found) -> Found:
        """The counterexample in simpler numbers."""
        time = choices(self.problem).outline.time
        if self._fields(found.instance):
            attempts, fixed = self.enclosures, frozenset([time[1]] if time else [])
        else:
            attempts, fixed = SHRINKING, frozenset()
        return Found(*shrunk(self.problem, found.instance, found.confirmation, attempts, fixed))


def _size(field: Field) -> int:
    return len(field) * sum(map(len, field))


def excess(problem: Problem, instance: Instance) -> float:
    """By how much a claim seems to fail at an instance, in units of its sides, from -1 to 1; NaN without a value."""
    made = choices(problem)
    return _excess(made, made.valuation(instance), Scope())


def closest(problem: Problem, instance: Instance) -> tuple[float, Instance]:
    """The excess of a claim, and where that is: at the instance, or if the claim holds there, at its worst time."""
    made = choices(problem)
    time, valuation = made.outline.time, made.valuation(instance)
    best = _excess(made, valuation, Scope())
    if time is None:
        return best, instance
    for moment in made.moments(valuation):
        if best > 0:
            break
        score = _excess(made, valuation, Scope().bind(time, scalar(Interval.of(moment))))
        if score > best or isnan(best):
            best, instance = score, replace(instance, scalars={**instance.scalars, time[1]: moment})
    return best, instance


def _excess(made: Choices, valuation: Valuation, scope: Scope) -> float:
    op, left, right = made.problem.goal.relation
    try:
        a, b = ([number(x).middle for x in valuation.value(side, scope).entries] for side in (left, right))
        differences = [float(x - y) for x, y in zip(a, b, strict=True)]
        size = sum(abs(float(x)) for x in (*a, *b))
    except (NotConfirmed, Undefined, KernelError, OutOfBudget, ArithmeticError):
        return nan
    worst = max(map(abs, differences)) if op == "=" else differences[0]
    if op == "<" and worst == 0:
        return SLIGHT
    if abs(worst) <= SLIGHT * max(size, 1.0):
        return 0.0
    if worst > 0 and made.rules_out(valuation, scope):
        return nan
    return worst / size


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for, in how many examples, and the counterexamples, as text, that earlier searches found."""

    problem: Problem
    max_examples: int
    seed: int
    kept: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """A counterexample or ``None``, whether it is a new one, and which of the kept ones are none any more."""

    found: Found | None
    new: bool = False
    stale: tuple[bytes, ...] = ()


def search(task: Search) -> Outcome:
    """The shortest kept counterexample that still is one, or else one that is found, and shrunk.

    Raises:
        ImportError: Hypothesis is not installed.
        KernelError: the problem is ill-typed.
    """
    judge = _Judge(task.problem)
    stale: list[bytes] = []
    for text in sorted(task.kept, key=lambda kept: (len(kept), kept)):
        with suppress(ValueError):
            found = judge.violated(from_text(text.decode())[1])
            if found is not None:
                return Outcome(found, False, tuple(stale))
        stale.append(text)
    return Outcome(_searched(judge, task.max_examples, task.seed), True, tuple(stale))


class Examples:
    """A Hypothesis example database in a folder: counterexamples, as text, by the claim that they are about.

    Raises:
        ImportError: Hypothesis is not installed.
    """

    def __init__(self, folder: Path) -> None:
        from hypothesis.database import DirectoryBasedExampleDatabase

        self._database = DirectoryBasedExampleDatabase(folder)

    def kept(self, key: str) -> tuple[bytes, ...]:
        """What is kept about a claim."""
        return tuple(sorted(self._database.fetch(key.encode())))

    def update(self, key: str, outcome: Outcome) -> Found | None:
        """Remove what is stale, keep what is new; returns the counterexample, and whether it could be kept."""
        for text in outcome.stale:
            self._database.delete(key.encode(), text)
        if outcome.found is None or not outcome.new:
            return outcome.found
        text = to_text(key, outcome.found.instance).encode()
        self._database.save(key.encode(), text)
        return replace(outcome.found, kept=text in self.kept(key))


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
    if database is None:
        return search(Search(problem, max_examples, seed)).found
    examples = Examples(database)
    return examples.update(key, search(Search(problem, max_examples, seed, examples.kept(key))))


def _searched(judge: _Judge, max_examples: int, seed: int) -> Found | None:
    """A counterexample among examples drawn anew each, and then among those that come closer to a violation."""
    afresh = max_examples - max_examples // 2
    found = _run(judge, afresh, seed, climbing=False)
    if found is None and afresh < max_examples:
        found = _run(judge, max_examples - afresh, seed, climbing=True)
    return None if found is None else judge.simplified(found)


def _run(judge: _Judge, max_examples: int, seed: int, *, climbing: bool) -> Found | None:
    from hypothesis import HealthCheck, given, settings, target
    from hypothesis import seed as with_seed
    from hypothesis.errors import Unsatisfiable

    from proofcheck.strategies import instances

    problem = judge.problem
    found: list[Found] = []

    def look(instance: Instance) -> None:
        score, instance = closest(problem, instance)
        if climbing and isfinite(score):
            target(score)
        false = judge.violated(instance) if score > 0 else None
        if false is not None:
            found.append(false)
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
    with suppress(_FalseError, Unsatisfiable):
        test()
    return found[-1] if found else None


class _FalseError(Exception):
    """A counterexample was found."""


def said(confirmation: Confirmation) -> str:
    """A counterexample in one line."""
    values = ", ".join(
        value if "=" in value else f"{symbol_text(name)} = {value}" for name, value in confirmation.values.items()
    )
    where = f"at {values}, " if values else ""
    if confirmation.relation == NONE:
        return f"{where}there is nothing of what it says to exist"
    left, right = confirmation.lhs.describe(), confirmation.rhs.describe()
    return f"{where}the left side is {left}, the right side {right}"
