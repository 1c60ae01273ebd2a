"""How both sides of a false claim go when one number of its counterexample moves: for a picture, and no evidence."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from time import process_time
from typing import Any

from proofcheck.answers import Answer, Columns, Course, pack
from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.terms import KernelError
from proofcheck.lang.claims import Claim
from proofcheck.lang.printing import symbol_text
from proofcheck.matter import Case, Matter
from proofcheck.models.confirmation import NotConfirmed, sides
from proofcheck.models.instance import Instance
from proofcheck.models.interval import Interval

DRAWN = "drawn"
"""The word for a claim of which there is a picture."""
POINTS = 24
"""At how many values of the number, up to twice its own, the sides are evaluated, beside 0 and its own."""
NUMBERS = 5
"""Numbers of a counterexample that are moved."""
FEWEST = 5
"""Points at which the hypotheses hold, for a picture."""
MOVES = 0.02
"""A side that changes by less than this share of the larger one stands still."""

Point = tuple[float, float, float]
"""The number that moves, the left side and the right side."""


def course(case: Case) -> Answer:
    """Values of a number, and of both sides there; with the right side as repaired where that is another.

    Of the numbers of the counterexample, one is taken whose motion moves a side while the hypotheses hold; rather one
    that decides whether the claim is true.
    """
    started = process_time()
    found = _course(Matter(case))
    return Answer(DRAWN if found else "", pack(found), process_time() - started)


def in_finding(found: Course) -> dict[str, Any]:
    """A course as the schema of findings has it."""
    repaired = {} if found.repaired is None else {"repaired": _named(found.repaired)}
    return {"number": found.number, "at": found.at, **_named(found.sides), **repaired}


def _named(columns: Columns) -> dict[str, list[float]]:
    return {"values": [*columns.values], "left": [*columns.left], "right": [*columns.right]}


def _course(matter: Matter) -> Course | None:
    instance = matter.evidence.instance
    if instance is None or matter.claim.ill_typed is not None:
        return None
    numbers = ((name, _points(matter.problem, instance, name)) for name in _in_order(instance)[:NUMBERS])
    first, crossing = None, None
    for name, points in numbers:
        if len(points) >= FEWEST and _moves(points):
            first = first or (name, points)
            if _crosses(points):
                crossing = name, points
                break
    chosen = crossing or first
    if chosen is None:
        return None
    name, points = chosen
    sides = _columns(points, turned=is_turned(matter.claim))
    return Course(symbol_text(name), float(instance.scalars[name]), sides, _repaired(matter, instance, name))


def is_turned(claim: Claim) -> bool:
    """Whether the kernel has the sides of a claim in the other order."""
    return claim.op in {">", ">="}


def _in_order(instance: Instance) -> list[str]:
    """Times first: along them, a claim is easiest to follow."""
    return sorted(instance.scalars, key=lambda name: (name not in {"t", "s", "T", "time"}, name))


def _points(problem: Problem, instance: Instance, name: str) -> list[Point]:
    """Both sides where the hypotheses are satisfied; where the first values leave them, the number is not free."""
    found: list[Point] = []
    for tried, value in enumerate(_values(instance.scalars[name])):
        point = _at(problem, instance, name, value)
        found += [] if point is None else [point]
        if tried == 3 and len(found) < 2:
            return []
    return sorted(found)


def _values(own: Fraction) -> Iterator[Fraction]:
    """Its own value, twice that, half of it, and the others between 0 and twice that; from 0 to 1 where it is 0."""
    step = Fraction(2, POINTS) * (own or Fraction(1, 2))
    ends = [own, own + own or Fraction(1), own / 2 or Fraction(1, 2)]
    yield from ends
    yield from (value for k in range(POINTS + 1) if (value := k * step) not in ends)


def _at(problem: Problem, instance: Instance, name: str, value: Fraction) -> Point | None:
    moved = replace(instance, scalars={**instance.scalars, name: value})
    try:
        left, right = sides(problem, moved)
    except (NotConfirmed, KernelError):
        return None
    return (float(value), _middle(left[0]), _middle(right[0])) if len(left) == len(right) == 1 else None


def _middle(x: Interval) -> float:
    return float(f"{float((x.lo + x.hi) / 2):.6g}")


def _moves(points: list[Point]) -> bool:
    largest = max(max(abs(left), abs(right)) for _, left, right in points)
    spread = max(max(column) - min(column) for column in list(zip(*points, strict=True))[1:])
    return bool(spread > MOVES * largest)


def _crosses(points: list[Point]) -> bool:
    """Whether the side that is larger changes."""
    return len({left > right for _, left, right in points if left != right}) > 1


def _columns(points: list[Point], *, turned: bool) -> Columns:
    values, left, right = zip(*points, strict=True)
    return Columns(values, right, left) if turned else Columns(values, left, right)


def _repaired(matter: Matter, instance: Instance, name: str) -> Columns | None:
    """The sides as repaired."""
    edit = matter.mended_by()
    if edit is None or edit.supposing is not None:
        return None
    changed = matter.changed(edit)
    points = _points(matter.document.problem(changed), instance, name)
    return _columns(points, turned=is_turned(changed)) if len(points) >= FEWEST else None
