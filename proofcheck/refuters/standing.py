"""Sequences that stand still after their first steps: such a one is given by these, and needs no iteration.

What holds of all members of a sequence that is iterated is hard to show. Where it is the same from some member on, the
instance lists the members before, and all that is left to show is about a constant.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from proofcheck.kernel.clauses import Problem
from proofcheck.models.confirmation import Confirmation, NotConfirmed, confirm
from proofcheck.models.instance import ExpPolynomial, Instance, clause_terms
from proofcheck.models.interval import Interval, Undefined
from proofcheck.models.scalars import number
from proofcheck.models.valuation import Valuation

STEPS = 6
"""After how many steps a sequence has to stand still, and for how many it is seen to."""


def standing(problem: Problem, instance: Instance) -> Instance | None:
    """The instance with all iterated sequences given by their members; ``None`` where one is seen not to stand still.

    That it never moves again is left to whoever confirms the instance.
    """
    if not instance.initial:
        return None
    valuation = Valuation(problem, instance)
    sorts = {t[1]: t[2] for c in (*problem.hypotheses, problem.goal) for t in clause_terms(c) if t[0] == "path"}
    names = valuation.recurrences.keys() & instance.initial.keys() & sorts.keys()
    listed: dict[str, list[tuple[Fraction, ...]]] = {}
    try:
        for name in names:
            found = [valuation.path(name, sorts[name], Interval.of(k)).entries for k in range(2 * STEPS)]
            members = [tuple(number(x) for x in entries) for entries in found]
            if not all(x.exact for member in members for x in member):
                return None
            listed[name] = [tuple(x.lo for x in member) for member in members]
    except (NotConfirmed, Undefined):
        return None
    if not listed or any(members[STEPS:] != [members[-1]] * STEPS for members in listed.values()):
        return None
    started = {name: start for name, start in instance.initial.items() if name not in listed}
    return with_members(replace(instance, initial=started), listed)


def with_members(instance: Instance, listed: Mapping[str, Sequence[tuple[Fraction, ...]]]) -> Instance:
    """The instance with sequences given by their members, the last of which is that at all later indices, too."""
    rest: dict[str, tuple[ExpPolynomial, ...]] = {
        name: tuple({(0, Fraction(0)): x} if x else {} for x in members[-1]) for name, members in listed.items()
    }
    firsts = {name: _before_the_rest(members) for name, members in listed.items()}
    return replace(
        instance,
        paths={**instance.paths, **rest},
        firsts={**instance.firsts, **{name: first for name, first in firsts.items() if first}},
    )


def _before_the_rest(members: Sequence[tuple[Fraction, ...]]) -> tuple[tuple[Fraction, ...], ...]:
    """The members before all that are equal to the last."""
    last = next((k for k in reversed(range(len(members))) if members[k] != members[-1]), -1)
    return tuple(members[: last + 1])


def confirmed(problem: Problem, instance: Instance) -> tuple[Instance, Confirmation]:
    """The instance, or that with sequences standing still, and how it was confirmed to be one against a problem.

    Raises:
        NotConfirmed: neither could be shown to be one.
    """
    try:
        return instance, confirm(problem, instance)
    except NotConfirmed:
        still = standing(problem, instance)
        if still is None:
            raise
        return still, confirm(problem, still)
