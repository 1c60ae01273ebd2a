"""What roots of squares are, and powers compared with each other: facts for arithmetic, from a few others."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import permutations

from proofcheck.kernel import rules
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, KernelError, Term, neg, num, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.models.interval import rational_root
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library import orders
from proofcheck.provers.library import powers as power_laws

MOST_COMPARED = 4
"""Powers that are compared with each other."""
LARGEST_POWER = 8


def roots(terms: Iterable[Term], ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """The signs of what stands under these roots, and what the roots of squares are, or bound."""
    terms, facts = list(terms), Facts(ground)
    if any(root[1][0] == "add" for root in terms):
        for theorem in ground:
            op, left, right = theorem.clause.relation
            if op != "=" and left != ZERO and left.sort == right.sort == SCALAR and theorem.rule == "assume":
                yield from _found(facts, (op, ZERO, sub(right, left)))
    signs: dict[Term, tuple[Theorem, ...]] = {}
    for root in terms:
        inside = root[1]
        base = _base_of_square(inside)
        if base is not None:
            yield from _absolute_value(root, base, facts)
        elif inside[0] == "add":
            signs[root] = tuple(_found(facts, ("<", ZERO, inside), ("<=", ZERO, inside)))
            yield from signs[root]
            yield from _squares_inside(root, facts)
    yield from _tangents(terms[:MOST_COMPARED], facts, signs)


def _tangents(roots: Sequence[Term], facts: Facts, signs: dict[Term, tuple[Theorem, ...]]) -> Iterator[Theorem]:
    """Each root lies below the tangents at the others; of some, the signs of what is inside are known."""
    if len(roots) < 2:
        return
    for root in roots:
        if root not in signs:
            ops = ("<=",) if _may_vanish(root[1], facts.normalizer) else ("<", "<=")
            signs[root] = tuple(_found(facts, *((op, ZERO, root[1]) for op in ops), quick=True))
    for here, there in permutations(roots, 2):
        if signs[there] and [sign.clause.relation[0] for sign in signs[here]] == ["<"]:
            (positive,), (sign,) = signs[here], signs[there]
            weak = facts.prove(("<=", ZERO, there[1])) if sign.clause.relation[0] == "<" else sign
            if weak is not None:
                yield orders.tangent_of_root([positive, weak], here[1], there[1])


def _may_vanish(term: Term, normalizer: Normalizer) -> bool:
    """Whether a product has a factor that may be zero, for all that the normal form knows of signs."""
    if term[0] in {"mul", "pow"}:
        return any(_may_vanish(part, normalizer) for part in (term[1:] if term[0] == "mul" else term[1:2]))
    try:
        form = normalizer.scalar(term)
    except KernelError:
        return False
    return len(form) == 1 and not all(map(normalizer.is_nonzero_atom, (atom for mono in form for atom, _ in mono)))


def factor_signs(relation: tuple[str, Term, Term], ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """The signs of the sums that vectors or operators under norms are multiplied by."""
    facts = Facts(ground)
    norms = [part for side in relation[1:] for part in open_subterms(side) if part[0] in {"norm", "opnorm"}]
    inside = [part for norm in norms for part in open_subterms(norm[1]) if part[0] == "mul" and part.sort[0] in "VO"]
    for factor in dict.fromkeys(factor for part in inside for factor in part[1:-1] if factor[0] == "add"):
        yield from _found(facts, ("<", ZERO, factor), ("<=", ZERO, factor))


def _base_of_square(term: Term) -> Term | None:
    if term[0] == "pow" and term[2] > 0 and term[2] % 2 == 0:
        return Term("pow", term[1], term[2] // 2) if term[2] > 2 else term[1]
    if term[0] == "mul" and len(term) == 3 and term[1][0] == "num" and term[2][0] == "pow":
        root, base = rational_root(max(term[1][1], Fraction(0))), _base_of_square(term[2])
        return None if not root or base is None else Term("mul", num(root), base)
    return term[1] if term[0] == "mul" and len(term) == 3 and term[1] == term[2] else None


def _absolute_value(root: Term, base: Term, facts: Facts) -> Iterator[Theorem]:
    """The root of ``base^2`` is at least ``base`` and ``-base``; and it is the one of them that is not negative."""
    square = rules.arithmetic([], ("<=", ZERO, root[1]), [{"coefficient": 1, "premises": [], "square": base}])
    known = Facts([square])
    positive = known.prove(("<=", ZERO, root))
    if positive is None:
        return
    yield square
    for value in (base, neg(base)):
        below = known.prove(("<=", Term("pow", value, 2), Term("pow", root, 2)))
        if below is not None:
            yield orders.compare_squares([positive, below], value, root)
    for value in (base, neg(base)):
        sign = facts.prove(("<=", ZERO, value))
        above = known.prove(("<=", Term("pow", root, 2), Term("pow", value, 2)))
        if sign is not None and above is not None:
            yield orders.compare_squares([sign, above], root, value)
            return


def _squares_inside(root: Term, facts: Facts) -> Iterator[Theorem]:
    """The root of a sum is at least the root of each square among its summands, where the others add up to enough."""
    inside = root[1]
    for base in filter(None, map(_base_of_square, inside[1:])):
        below = facts.prove(("<=", Term("pow", base, 2), inside))
        if below is None:
            continue
        for value in (base, neg(base)):
            square = Facts([below]).prove(("<=", Term("pow", value, 2), inside))
            if square is not None:
                yield orders.below_root([square], value, inside)


def powers(terms: Sequence[Term], ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """Powers of compared numbers that are not negative."""
    facts = Facts(ground)
    high = [term for term in terms if 2 < term[2] <= LARGEST_POWER][:MOST_COMPARED]
    for one, other in permutations(high, 2):
        if one[2] == other[2]:
            sign, order = facts.prove(("<=", ZERO, one[1])), facts.prove(("<=", one[1], other[1]))
            if sign is not None and order is not None:
                yield from _raised(one[1], other[1], one[2], [sign, order])


def _raised(low: Term, high: Term, exponent: int, premises: list[Theorem]) -> Iterator[Theorem]:
    known = premises
    for n in range(2, exponent + 1):
        found = Facts(known).prove(("<=", Term("pow", low, n), Term("pow", high, n)))
        if found is None:
            return
        known = [*premises, found]
    yield known[-1]


def _found(facts: Facts, *relations: tuple[str, Term, Term], quick: bool = False) -> Iterator[Theorem]:
    """The first of the relations that follows."""
    for relation in relations:
        try:
            shown = facts.prove(relation, quick=quick)
        except KernelError:
            return
        if shown is not None:
            yield shown
            return


def bounds_of_powers(terms: Sequence[Term], ground: Sequence[Theorem]) -> Iterator[Theorem]:
    """Bernoulli's inequality for natural powers of sums and of numbers; powers of what is in [0, 1] are so, too."""
    facts = Facts(ground)
    for _, base, count in terms[:MOST_COMPARED]:
        if base[0] == "add" or (base[0] == "num" and base[1] > 1):
            for sign in _found(facts, ("<=", ZERO, base), quick=True):
                yield orders.bernoulli([sign], base, count)
        elif base.free:
            for order in _found(facts, ("<=", base, ONE), quick=True):
                for sign in _found(facts, ("<=", ZERO, base), quick=True):
                    yield power_laws.below_one([sign, order], base, count)
