"""How near a claim is to failing at a candidate, at the time where it is nearest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

from proofcheck.kernel.terms import NATURAL, Term
from proofcheck.models.instance import Instance
from proofcheck.models.scope import Scope
from proofcheck.refuters.candidates import Candidate, Search
from proofcheck.refuters.families import BEFORE, INDICES, TIMES
from proofcheck.refuters.judging import NO_VALUE, middle, sides, verdict

RANDOM_CANDIDATES = 200

FACTORS = tuple(Fraction(x) for x in ("3/2", "2/3", "2", "1/2"))
"""By what a time is multiplied, to come closer to a violation."""

FINEST, LATEST = 64, 100
"""The largest denominator of such a time, and the latest one."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a claim looks like at a candidate, at the time where it is closest to being violated."""

    candidate: Candidate
    instance: Instance
    scope: Scope
    margin: Fraction
    """The difference of the two sides, relative to their size; negative where the claim fails."""
    closed: bool
    """The paths that the claim speaks of have closed forms."""


def look_at(
    search: Search, candidate: Candidate, seen: set[object] | None = None, indices: Sequence[Fraction] = INDICES
) -> Look | None:
    """``None`` if a hypothesis fails there, or nothing is known; a sequence is looked at at some indices.

    What the claim sees of a candidate goes into ``seen`` if the claim is not violated, whatever the hypotheses say.
    """
    closed = _is_closed(search, candidate)
    best: Look | None = None
    violated = False
    for time in _times(search, candidate, indices):
        instance, scope = search.settled(candidate, time)
        margin = margin_at(search, candidate, scope)
        violated |= margin is not None and margin < 0
        if margin is None or (best is not None and margin >= best.margin):
            continue
        if (time == 0 and margin == 0) or search.is_ruled_out(candidate, scope):
            continue
        if margin < 0 and search.breaks_a_limit(candidate):
            return None
        best = Look(candidate, instance, scope, margin, closed)
        if margin < 0:
            break
    if seen is not None and not violated:
        seen.add(search.what_the_claim_sees(candidate))
    return best


def at_better_times(search: Search, look: Look) -> Look:
    """The same candidate at times near by, as long as the claim comes closer to failing there."""
    variable = search.outline.time
    if variable is None or variable[2] == NATURAL:
        return look
    improved = True
    while improved and look.margin >= 0:
        now = look.instance.scalars[variable[1]]
        looks = (_look_at_time(search, look, now * factor) for factor in FACTORS)
        better = next((other for other in looks if other is not None and other.margin < look.margin), None)
        look, improved = better or look, better is not None
    return look


def _look_at_time(search: Search, look: Look, time: Fraction) -> Look | None:
    """The candidate at another time; ``None`` where a hypothesis fails."""
    if time.denominator > FINEST or abs(time) > LATEST:
        return None
    instance, scope = search.settled(look.candidate, time)
    margin = margin_at(search, look.candidate, scope)
    if margin is None or margin >= look.margin or search.is_ruled_out(look.candidate, scope):
        return None
    if margin < 0 and search.breaks_a_limit(look.candidate):
        return None
    return replace(look, instance=instance, scope=scope, margin=margin)


def margin_at(search: Search, candidate: Candidate, scope: Scope) -> Fraction | None:
    """Negative only if the claim is certainly violated (as far as approximations are certain)."""
    relation = search.outline.problem.goal.relation
    pairs = sides(relation, scope, candidate.valuation)
    if verdict(relation[0], pairs) is False:
        return Fraction(-1)
    if pairs is None:
        return None
    if relation[0] == "=":
        return Fraction(0)
    left, right = (x.middle for x in pairs[0])
    size = abs(left) + abs(right)
    return max(Fraction(0), right - left) / size if size else None


def all_candidates(search: Search, seed: int) -> Iterator[Candidate]:
    """The simplest ones, then random ones."""
    yield from simplest(search)
    yield from random_candidates(search, seed)


def simplest(search: Search) -> Iterator[Candidate]:
    """The simplest candidates, as long as the meter is not running low."""
    for candidate in search.candidates():
        yield candidate
        if search.meter.is_running_low:
            break


def random_candidates(search: Search, seed: int) -> Iterator[Candidate]:
    """Candidates with every choice left to chance."""
    random = Random(seed)
    for _ in range(RANDOM_CANDIDATES):
        candidate = search.random_candidate(random)
        if candidate is not None:
            yield candidate


def _is_closed(search: Search, candidate: Candidate) -> bool:
    try:
        return all(candidate.valuation.solution(*flow).closed is not None for flow in search.outline.flows)
    except NO_VALUE:
        return False


def _times(search: Search, candidate: Candidate, indices: Sequence[Fraction]) -> list[Fraction | None]:
    """At which times the claim is looked at: a few, and where hypotheses end."""
    variable = search.outline.time
    if variable is None:
        return [None]
    if variable[2] == NATURAL:
        return list(indices)
    ends = [
        middle(end, candidate.scope, candidate.valuation)
        for clause, _ in search.outline.clauses
        if not clause.variables and not clause.conditions
        for side, end in (clause.relation[1:], clause.relation[:0:-1])
        if side == variable and variable not in end.free
    ]
    return list(dict.fromkeys([*_usual_times(search, variable), *(end for end in ends if end is not None)]))


def _usual_times(search: Search, variable: Term) -> list[Fraction | None]:
    positive = any(c.relation[2] == variable and not c.conditions for c, _ in search.outline.clauses)
    return list(TIMES if positive else TIMES + BEFORE)
