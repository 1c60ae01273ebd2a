"""Instances of what is said of all points between two: the weight is read off the point."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import permutations

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel.clauses import Clause, sides
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import SCALAR, VALUES, ZERO, KernelError, Term, sub, subterms
from proofcheck.provers.instances import Pool

MOST_POINTS = 6
"""Of which a function has a value in sight, and between which others are looked for."""

Values = tuple[tuple[Term, Term], ...]


def chords(schema: Clause, pool: Pool) -> Iterator[Values]:
    """Values for the variables of a clause about f(s u + (1 - s) v): two points, and the weight of one in between."""
    found = _pattern(schema)
    if found is None:
        return
    value, first, last, weight = found
    points = dict.fromkeys(t[4] for t in pool.with_head(value[0]) if t[:4] == value[:4])
    ends = list(dict.fromkeys([*points, *(part for point in points for part in _parts(point))]))[:MOST_POINTS]
    for point in points:
        for one, other in permutations([end for end in ends if end != point], 2):
            share = _weight(point, one, other)
            if share is not None:
                yield (first, one), (last, other), (weight, share)


@lru_cache(maxsize=4096)
def _pattern(schema: Clause) -> tuple[Term, Term, Term, Term] | None:
    """The value between two points that a clause speaks of, the points, and the weight of the first."""
    scalars = [v for v in schema.variables if v.sort == SCALAR]
    vectors = [v for v in schema.variables if v.sort[0] == "V"]
    if len(scalars) != 1 or len(vectors) != 2 or len(schema.variables) != 3:
        return None
    for side in sides(schema):
        for part in subterms(side):
            if part[0] in VALUES and part[4].sort == vectors[0].sort and {*scalars, *vectors} <= part[4].free:
                for first, last in permutations(vectors):
                    if _weight(part[4], first, last) == scalars[0]:
                        return part, first, last, scalars[0]
    return None


def _parts(point: Term) -> Sequence[Term]:
    """The vectors that a point is a sum of multiples of."""
    parts = point[1:] if point[0] == "add" else (point,)
    found = [part[-1] if part[0] == "mul" else part[1] if part[0] == "div" else part for part in parts]
    return [part for part in found if part[0] in {"var", "path"}]


@lru_cache(maxsize=4096)
def _weight(point: Term, one: Term, other: Term) -> Term | None:
    """The number s with ``point = s one + (1 - s) other``."""
    if point.sort[0] != "V":
        return None
    try:
        normalizer = Normalizer()
        whole, way = (normalizer.form(sub(end, other)) for end in (one, point))
        word = next((word for word, factor in whole.items() if set(factor) == {()}), None)
        if word is None:
            return None
        length = whole[word][()]
        share = poly_term({mono: Fraction(factor) / length for mono, factor in way.get(word, {}).items()})
        rest = normalizer.form(sub(sub(point, other), Term("mul", share, sub(one, other))))
        return share if not rest and share != ZERO else None
    except KernelError:
        return None
