"""Tactics for sums and expectations: comparison term by term, and what is known of them without being asked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations

from proofcheck.evidence.readback import (
    apply_word,
    linear_term,
    mono_term,
    poly_term,
    scaled_term,
    vector_atom_term,
    word_term,
)
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation
from proofcheck.kernel.normal import Mono, Normalizer, Poly, mono_without
from proofcheck.kernel.terms import (
    NATURAL,
    ONE,
    SCALAR,
    ZERO,
    KernelError,
    Term,
    fresh_variable,
    num,
    sub,
    substitute,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import MAX_DEPTH, Budget, ExhaustedError, Search
from proofcheck.provers.forms import is_size, replaced, with_part
from proofcheck.provers.functionals import forms_at_hand
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library import averages, functionals, intervals, orders
from proofcheck.provers.library.functionals import HEADS, Functional
from proofcheck.provers.matching import Matcher, Reading
from proofcheck.provers.saturation import by_arithmetic, finish, inverses
from proofcheck.provers.tactics.roots import by_squares

MOST_FOR_WEIGHTS = 120
"""Attempts at what is to be shown for each index, once weights share out what is constant."""


def functionals_in(term: Term) -> list[Term]:
    """The sums and expectations in a term, the outermost ones first."""
    return [part for part in subterms(term) if part[0] in HEADS]


def compare_functionals(search: Search, relation: Relation) -> Theorem | None:
    """Collect what is summed over one range, and compare it with 0 for each index."""
    op, left, right = relation
    if not any(map(functionals_in, (left, right))):
        return None
    found = _with_means_as_constants(search, relation)
    if found is not None:
        return found
    found = _as_written(search, relation)
    if found is not None:
        return found
    signs = list(inverses(relation, search.ground()))
    search = search.with_theorems(signs)
    difference = Facts(search.ground()).normalizer.scalar(sub(right, left))
    for key in _keys(difference):
        found = _shared_by_weights(search, relation, difference, key) if op != "<" else None
        if found is not None:
            return found
        for spread in (True, False):
            found = _compared(search, relation, difference, key, spread)
            if found is not None:
                return found
    ways = (_lengths, _forms, partial(_distances, search), _mean_squares)
    return next((found for way in ways if (found := _through(search, relation, way)) is not None), None)


def a_member(search: Search, relation: Relation) -> Theorem | None:
    """A term of a sum of numbers that are not negative is at most the sum."""
    op, left, right = relation
    if op == "=" or search.depth > 1:
        return None
    for total in [part for part in functionals_in(right) if part[0] == "sum" and part.sort == SCALAR]:
        _, index, low, high, body = total
        matcher = Matcher(frozenset({index}))
        readings = (reading for part in open_subterms(left) for reading in matcher.match(body, part, Reading()))
        for place in dict.fromkeys(reading.variables[index] for reading in readings if index in reading.variables):
            limits = [search.relation(("<=", *ends)) for ends in ((low, place), (place, high))]
            inside = [limit for limit in limits if limit is not None]
            sign = _not_negative(search, total) if len(inside) == 2 else None
            found = None if sign is None else functionals.term_below_sum([*inside, sign], total, place)
            if found is not None and (shown := finish(search, relation, [found])) is not None:
                return shown
    return None


def _not_negative(search: Search, total: Term) -> Theorem | None:
    """That everything is at least 0 that a sum is of."""
    functional, body = functionals.read(total, frozenset().union(total.free, *search.fixed()))
    return search.prove(functional.everywhere(("<=", ZERO, body)))


def by_squares_of_functionals(search: Search, relation: Relation) -> Theorem | None:
    """Compare the square of a sum or mean, or of a multiple of it, with that of the other side."""
    _, left, right = relation
    whole = left[-1] if left[0] == "mul" else left
    if search.depth > 1 or whole[0] not in HEADS or not functionals_in(right):
        return None
    return by_squares(search, relation, compare_functionals)


def by_mean_square(search: Search, relation: Relation) -> Theorem | None:
    """``E |x| <= c`` from ``E |x|^2 <= c^2``, where something is known of a mean of squares, or x is a sum."""
    op, left, right = relation
    if op != "<=" or left[0] != "expect" or search.depth > 1 or not (left[2][0] == "norm" or is_size(left[2])):
        return None
    if not is_mean_of_sum(left) and (functionals_in(right) or not any(_has_mean_square(t) for t in search.known)):
        return None
    inner = replace(search, depth=search.depth + 1)
    sign = inner.relation(("<=", ZERO, right))
    functional, body = functionals.read(left)
    size = body[0] == "max"
    square: Relation = ("<=", functional.of(Term("pow", body[1] if size else body, 2)), _squared(right))
    below = None if sign is None else inner.relation(square)
    if sign is None or below is None:
        return None
    known = [functionals.jensen(left), below, sign]
    known += [functional.compare(intervals.square_of_size(body[1]))] if size else []
    positive = list(inverses(relation, search.ground()))
    shown = Facts([*known, *positive]).prove(("<=", Term("pow", left, 2), Term("pow", right, 2)))
    return None if shown is None else orders.compare_squares([sign, shown], left, right)


def is_mean_of_sum(side: Term) -> bool:
    """Whether a side is the mean of the size of what is made of a sum."""
    sized = side[0] == "expect" and (side[2][0] == "norm" or is_size(side[2]))
    return sized and any(part[0] == "sum" for part in subterms(side[2]))


def _squared(side: Term) -> Term:
    """The square of a number, with products and quotients of squares as they are written."""
    if side[0] in {"mul", "div"}:
        return Term(side[0], *map(_squared, side[1:]))
    return side[1] if side[0] == "sqrt" else Term("pow", side, 2)


def _has_mean_square(theorem: Theorem) -> bool:
    parts = (part for side in theorem.clause.relation[1:] for part in functionals_in(side) if part[0] == "expect")
    return any(inside[0] == "pow" and inside[2] == 2 for part in parts for inside in subterms(part[2]))


def _as_written(search: Search, relation: Relation) -> Theorem | None:
    """Compare what two sums, or expectations, over one range are of, before squares are expanded: by arithmetic."""
    op, left, right = relation
    if left[0] not in HEADS or left[0] != right[0] or (op == "<" and left[0] != "expect"):
        return None
    taken = frozenset().union(left.free, right.free, *search.fixed())
    functional, body = functionals.read(left, taken)
    other = functionals.read(right, taken)
    if functional.range != other[0].range:
        return None
    pointwise = functional.everywhere((op, body, substitute(other[1], {other[0].variable: functional.variable})))
    shown = by_arithmetic(search.with_assumptions(pointwise.conditions), pointwise.relation)
    return None if shown is None else functional.compare(shown)


def _with_means_as_constants(search: Search, relation: Relation) -> Theorem | None:
    """Show it for any numbers or vectors in the place of the means inside of means, as in ``E |X - E X|^2``."""
    inner = dict.fromkeys(
        part
        for total in (*functionals_in(relation[1]), *functionals_in(relation[2]))
        for part in open_subterms(total[-1] if total[0] == "sum" else total[2])
        if part[0] in HEADS and total[1] not in part.free
    )
    taken = frozenset().union(*(side.free for side in relation[1:]), *search.fixed())
    values: dict[Term, Term] = {}
    general = relation
    for whole in inner:
        taken_apart = _taken_apart(whole)
        for part in _outermost(taken_apart):
            if part not in values.values():
                values[fresh_variable(Term("var", "c", part.sort), taken | values.keys())] = part
        for constant, part in values.items():
            taken_apart = with_part(taken_apart, part, constant)
        general = replaced(general, whole, taken_apart)
    shown = compare_functionals(search, general) if values else None
    found = None if shown is None else rules.specialize([shown], list(values.items()), [])
    return found if found is None or found.clause.relation == relation else finish(search, relation, [found])


def _taken_apart(total: Term) -> Term:
    """A sum or an expectation by those of its terms."""
    try:
        form = Normalizer().form(total)
    except KernelError:
        return total
    return poly_term(form) if total.sort == SCALAR else linear_term(form)


def _outermost(term: Term) -> list[Term]:
    """The sums and expectations in a term that stand in no other."""
    found = functionals_in(term)
    return [part for part in found if not any(part is not other and part in subterms(other) for other in found)]


def _through(
    search: Search, relation: Relation, bounded: Callable[[Term], Iterator[tuple[Term, Theorem]]]
) -> Theorem | None:
    """The relation, with a part of its left side replaced by a bound of that part."""
    op, left, right = relation
    if op != "<=" or not search.may("Cauchy-Schwarz") or search.depth >= MAX_DEPTH:
        return None
    for part, bound in bounded(left):
        shown = compare_functionals(search, (op, with_part(left, part, bound.clause.relation[2]), right))
        if shown is not None:
            return finish(search, relation, [bound, shown])
    return None


def _lengths(side: Term) -> Iterator[tuple[Term, Theorem]]:
    """Norms of sums, which the sums of the norms bound; a number before a sum is taken into it."""
    for part in [p for p in open_subterms(side) if p[0] in {"norm", "opnorm"}]:
        *factors, total = part[1][1:] if part[1][0] == "mul" else (part[1],)
        if total[0] in HEADS and total.sort[0] == ("V" if part[0] == "norm" else "O"):
            functional, body = functionals.read(total, part.free)
            moved = functional.of(Term("mul", *factors, body)) if factors else total
            triangle = functionals.triangle if part[0] == "norm" else functionals.operator_triangle
            yield part, triangle(moved)


def _forms(side: Term) -> Iterator[tuple[Term, Theorem]]:
    """``<E[B] u, v>``, which is the mean of ``<B u, v>``."""
    for part in [p for p in open_subterms(side) if p[0] == "inner"]:
        means = (p for p in subterms(part) if p[0] in HEADS and p.sort[0] == "O")
        yield from ((part, found) for mean in means for found in forms_at_hand([part], mean))


def _distances(search: Search, side: Term) -> Iterator[tuple[Term, Theorem]]:
    """``|sum w x - y| <= sum |w x - w y|`` for weights w that add up to 1."""
    for norm in [p for p in open_subterms(side) if p[0] == "norm" and p[1][0] == "add" and p[1].sort[0] == "V"]:
        for total in [part for part in norm[1][1:] if part[0] == "sum"][:1]:
            functional, body = functionals.read(total, norm.free)
            rest = Term("add", *(part for part in norm[1][1:] if part is not total))
            for known, weight in _weights_as_written(search, functional):
                moved = functional.of(Term("add", body, Term("mul", weight, rest)))
                hole = fresh_variable(Term("var", "hole", SCALAR), norm.free | weight.free)
                template = Term("norm", Term("add", total, Term("mul", hole, rest)))
                known_facts = [functionals.triangle(moved), rules.congruence([known], hole, template)]
                bound = Facts(known_facts).prove(("<=", norm, functional.of(Term("norm", moved[4]))))
                if bound is not None:
                    yield norm, bound


def _mean_squares(side: Term) -> Iterator[tuple[Term, Theorem]]:
    """Squares of means and sums, which the means and sums of the squares bound."""
    squares = [p for p in open_subterms(side) if p[0] == "pow" and p[2] == 2]
    for square in squares:
        total = square[1][1] if square[1][0] == "norm" else square[1]
        if total[0] in HEADS:
            bound = functionals.jensen if total[0] == "expect" else functionals.jensen_of_sum
            yield square, bound(total)


def _keys(poly: Poly) -> list[tuple[str, object]]:
    """The ranges of the functionals in a polynomial that it is linear in."""
    found = [key for mono in poly if (key := _key(mono)) is not None]
    return sorted(set(found), key=lambda key: (-found.count(key), str(key)))


def _key(mono: Mono) -> tuple[str, object] | None:
    for atom, exponent in mono:
        if atom[0] in HEADS and exponent == 1:
            return atom[0], atom[1]
        if atom[0] == "gram" and exponent == 1:
            ends = [end for end in (atom[1], atom[3]) if end[0] in {"wsum", "wexpect"}]
            if len(ends) == 1:
                return ends[0][0][1:], ends[0][1]
    return None


def _compared(search: Search, relation: Relation, poly: Poly, key: tuple[str, object], spread: bool) -> Theorem | None:
    op = relation[0]
    taken = frozenset().union(*(side.free for side in relation[1:]), *search.fixed())
    index = fresh_variable(Term("var", "i", NATURAL), taken)
    functional = _functional(key, index)
    inside: list[Term] = []
    for mono, coefficient in poly.items():
        part = _body(mono, key, index) if _key(mono) == key else None
        if part is None and spread:
            part = _shared(mono, key)
            if part is None:
                return None
        if part is not None:
            inside.append(Term("mul", scaled_term(coefficient, ()), part))
    body = inside[0] if len(inside) == 1 else Term("add", *inside)
    nonempty = None
    if op == "<" and functional.limits is not None:
        nonempty = Facts(search.ground()).prove(("<=", *functional.limits), quick=True)
        if nonempty is None:
            return None
    pointwise = search.prove(functional.everywhere((op, ZERO, body)))
    if pointwise is None:
        return None
    shown = functional.compare(pointwise) if nonempty is None else averages.positive(functional, pointwise, [nonempty])
    return finish(search, relation, [shown])


def _shared_by_weights(search: Search, relation: Relation, poly: Poly, key: tuple[str, object]) -> Theorem | None:
    """The comparison for each index, with what is constant shared out by weights that add up to 1, or to no more."""
    fixed = poly_term({mono: value for mono, value in poly.items() if _key(mono) != key})
    if key[0] != "sum":
        return None
    taken = frozenset().union(*(side.free for side in relation[1:]), *search.fixed())
    index = fresh_variable(Term("var", "i", NATURAL), taken)
    functional = _functional(key, index)
    summed = [mono for mono in poly if _key(mono) == key]
    inside = [Term("mul", scaled_term(poly[mono], ()), _body(mono, key, index)) for mono in summed]
    known = list(_weights(search, key, index))
    for parts in _portions(fixed, known):
        shares = [_share(search, whole, part) for whole, _, part in parts]
        body = Term("add", *inside, *(Term("mul", part, weight) for _, weight, part in parts))
        inner = replace(search, budget=Budget(MOST_FOR_WEIGHTS))
        try:
            pointwise = None if None in shares else inner.prove(functional.everywhere((relation[0], ZERO, body)))
        except ExhaustedError:
            continue
        if pointwise is not None:
            return finish(search, relation, [functional.compare(pointwise), *shares])
    return None


def _portions(fixed: Term, known: Sequence[tuple[Theorem, Term]]) -> Iterator[tuple[tuple[Theorem, Term, Term], ...]]:
    """How what is constant may be shared out: all by one kind of weights, or by two kinds, also where it is 0."""
    if fixed != ZERO:
        yield from (((whole, weight, fixed),) for whole, weight in known)
    whole_weights = [pair for pair in known if pair[0].clause.relation[0] == "="]
    for (one, weight), (other, second) in combinations(whole_weights, 2):
        half = Term("mul", num("1/2"), fixed)
        for first, last in [(half, half)] if fixed != ZERO else [(ONE, num(-1)), (num(-1), ONE)]:
            yield (one, weight, first), (other, second, last)


def _weights(search: Search, key: tuple[str, object], index: Term) -> Iterator[tuple[Theorem, Term]]:
    """What is known to add up to 1, or to no more, over a range, with the weight of an index."""
    for known in search.ground():
        op, left, right = known.clause.relation
        if known.rule == "assume" and op != "<" and left.sort == SCALAR and "sum" in {left[0], right[0]}:
            gap = Normalizer().scalar(sub(left, right))
            (total, *others) = sorted(gap, key=lambda mono: _key(mono) != key) or [()]
            if others == [()] and _key(total) == key and gap[total] == -gap[()] and (gap[total] == 1 or op == "="):
                weight = _body(total, key, index)
                yield from ((known, weight) for weight in [weight] if weight is not None)


def _weights_as_written(search: Search, functional: Functional) -> Iterator[tuple[Theorem, Term]]:
    """What is said to add up to 1 over the range of a sum, with the weight of its index."""
    for known in search.ground():
        for total, whole in (known.clause.relation[1:], known.clause.relation[:0:-1]):
            if known.clause.relation[0] == "=" and whole == ONE and total[0] == "sum" and total.sort == SCALAR:
                other, weight = functionals.read(total)
                if other.range == functional.range:
                    yield known, substitute(weight, {other.variable: functional.variable})


def _share(search: Search, known: Theorem, fixed: Term) -> Theorem | None:
    """``c sum w = c``, or ``c sum w <= c`` where c is not negative, for what weights add up to."""
    op, *sides = known.clause.relation
    relation: Relation = (op, Term("mul", fixed, sides[0]), Term("mul", fixed, sides[1]))
    if op == "=":
        return rules.arithmetic([known], relation, [{"coefficient": 1, "equality": 0, "multiplier": fixed}])
    sign = search.relation(("<=", ZERO, fixed))
    return None if sign is None else rules.arithmetic([known, sign], relation, [{"coefficient": 1, "premises": [0, 1]}])


def _functional(key: tuple[str, object], index: Term) -> Functional:
    if key[0] == "expect":
        return Functional(index, None, key[1])  # type: ignore[arg-type]
    return Functional(index, (ZERO, sub(poly_term(dict(key[1])), ONE)))  # type: ignore[call-overload]


def _body(mono: Mono, key: tuple[str, object], index: Term) -> Term | None:
    """What a monomial with one functional sums."""
    atom = next(a for a, _ in mono if a[0] == key[0] or (a[0] == "gram" and _key(((a, 1),)) == key))
    outer = mono_term(mono_without(mono, atom))
    if atom[0] != "gram":
        return Term("mul", outer, substitute(mono_term(atom[3]), {atom[2]: index}))
    _, left, middle, right = atom
    total, other, flipped = (left, right, True) if left[0] == "w" + key[0] else (right, left, False)
    vector = substitute(Term("mul", mono_term(total[3]), word_term(total[4])), {total[2]: index})
    far = vector_atom_term(other)
    pair = (vector, apply_word(middle, far)) if flipped else (far, apply_word(middle, vector))
    return Term("mul", outer, Term("inner", *pair))


def _shared(mono: Mono, key: tuple[str, object]) -> Term | None:
    """What has to be summed to give a monomial that is constant."""
    if key[0] == "expect":
        return mono_term(mono)
    count = dict(key[1])  # type: ignore[call-overload]
    if len(count) != 1:
        return None
    ((size, coefficient),) = count.items()
    powers = dict(mono)
    for atom, exponent in size:
        powers[atom] = powers.get(atom, 0) - exponent
    if coefficient != 1:
        return None
    return mono_term(tuple((atom, exponent) for atom, exponent in powers.items() if exponent))
