"""Tactics that tell cases apart."""

from dataclasses import replace
from functools import partial
from itertools import product

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import (
    SCALAR,
    ZERO,
    Term,
    neg,
    num,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search, attempted
from proofcheck.provers.forms import by_cases, is_scalar_variable, is_simple, opposite, paths_in, put_in, replaced
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library import orders, spectra
from proofcheck.provers.library.applying import entry
from proofcheck.provers.saturation import by_arithmetic

MOST_DEEP = 2
"""How deep in an argument the hypotheses are told apart by cases."""


def maximum(search: Search, relation: Relation) -> Theorem | None:
    """A maximum is bounded where both its arguments are."""
    op, (_, left, right), bound = relation
    first = _argument_below(search, (op, left, bound))
    second = _argument_below(search, (op, right, bound)) if first is not None else None
    return None if first is None or second is None else orders.maximum([first, second])


def _argument_below(search: Search, relation: Relation) -> Theorem | None:
    """One argument of a maximum below the bound; minus a sum of greatest values also with its summands taken apart."""
    op, argument, bound = relation
    found = search.relation(relation)
    is_minus_sum = argument[0] == "mul" and argument[1] == num(-1) and argument[2][0] == "add"
    if found is None and is_minus_sum and any(part[0] == "inf" for part in subterms(argument)):
        shown = search.relation((op, Term("add", *map(_opposite, argument[2][:0:-1])), bound))
        return None if shown is None else Facts([shown]).prove(relation)
    return found


def _opposite(part: Term) -> Term:
    """Minus a greatest value, or what minus such a term is of."""
    return part[2] if part[0] == "mul" and part[1] == num(-1) and part[2][0] == "mul" else neg(part)


def minimum(search: Search, relation: Relation) -> Theorem | None:
    """A minimum is bounded below where both its arguments are."""
    op, bound, (_, left, right) = relation
    first = search.relation((op, bound, left))
    second = search.relation((op, bound, right)) if first is not None else None
    return None if first is None or second is None else orders.least([first, second])


def divides(relation: Relation) -> bool:
    """Whether something is divided by a maximum: what an indicator is made of."""
    parts = (part for side in relation[1:] for part in open_subterms(side))
    return any(part[0] == "div" and part[2][0] == "max" for part in parts)


def split(search: Search, relation: Relation) -> Theorem | None:
    """Tell apart which of two numbers is the larger one, where a maximum or minimum of them stands in the way."""
    extremes = (part for side in relation[1:] for part in open_subterms(side) if part[0] in {"max", "min"})
    extreme = min(extremes, key=lambda part: part.size, default=None)
    if extreme is None:
        return None
    head, left, right = extreme
    if left == ZERO:  # where the larger of 0 and a number divides, it is that number, and positive
        left, right = right, left
    shown: list[Theorem] = []
    for order, larger, smaller in ((fact("<=", left, right), right, left), (fact("<", right, left), left, right)):
        value = larger if head == "max" else smaller
        inner = search.with_assumptions([order])
        known = _is_value(inner, extreme, value)
        found = None if known is None else inner.relation(replaced(relation, extreme, value))
        if found is None or known is None:
            return None
        sides = [put_in(known, extreme, side) for side in relation[1:]]
        whole = Facts([found, *sides]).prove(relation)
        if whole is None:
            return None
        shown.append(whole)
    return rules.cases(shown, left, right)


def split_what_is_known(search: Search, relation: Relation) -> Theorem | None:
    """Tell apart which of two numbers is the larger one, where a hypothesis speaks of their maximum or minimum."""
    if search.depth > MOST_DEEP or relation[1].sort != SCALAR:
        return None
    sides = [side for theorem in search.ground() if theorem.rule == "assume" for side in theorem.clause.relation[1:]]
    extremes = dict.fromkeys(part for side in sides for part in open_subterms(side) if part[0] in {"max", "min"})
    for extreme in extremes:
        head, left, right = extreme
        orders_of_both = fact("<=", left, right), fact("<", right, left)
        if any(order in {theorem.clause for theorem in search.known} for order in orders_of_both):
            continue
        shown: list[Theorem] = []
        for order, value in zip(orders_of_both, (right, left) if head == "max" else (left, right), strict=True):
            inner = search.with_assumptions([order])
            known = _is_value(inner, extreme, value)
            found = None if known is None else inner.with_theorems([known]).relation(relation)
            if found is None:
                break
            shown.append(found)
        if len(shown) == len(orders_of_both):
            return rules.cases(shown, left, right)
    return None


def _is_value(search: Search, extreme: Term, value: Term) -> Theorem | None:
    """The equation between a maximum or minimum and one of its arguments, if that is the one."""
    head, left, right = extreme
    bounds: list[Relation] = [("<=", a, value) if head == "max" else ("<=", value, a) for a in (left, right)]
    facts = Facts(search.ground())
    shown = [theorem for bound in bounds if (theorem := facts.prove(bound)) is not None]
    if len(shown) < 2:
        return None
    one = orders.least(shown) if head == "min" else orders.maximum(shown)
    other = orders.extreme([], extreme, 1 if value == left else 2)
    return orders.antisymmetry([other, one] if head == "min" else [one, other])


def vanishing(search: Search, relation: Relation) -> Theorem | None:
    """Tell apart whether a norm in the claim vanishes, so that it can be divided by where it does not."""
    if search.depth > 0 or paths_in(relation):
        return None
    norms = dict.fromkeys(p for s in relation[1:] for p in open_subterms(s) if p[0] in {"norm", "opnorm"})
    for norm in [norm for norm in norms if norm[1][0] in {"var", "add"}][:2]:
        shown = []
        for order in (fact("<=", norm, ZERO), fact("<", ZERO, norm)):
            inner = search.with_assumptions([order])
            if order.relation[0] == "<=":
                zero = [rules.assume([], order), Facts([]).prove(("<=", ZERO, norm))]
                inner = inner.with_theorems([orders.antisymmetry([t for t in zero if t is not None])])
            found = by_arithmetic(inner, relation)
            if found is None:
                break
            shown.append(found)
        if len(shown) == 2:
            return rules.cases(shown, norm, ZERO)
    return None


def not_vanishing(search: Search, relation: Relation) -> Theorem | None:
    """``0 < |x|``, as otherwise ``|A x|``, or <x, y>, would be 0, which it is known not to be."""
    op, zero, size = relation
    if (op, zero) != ("<", ZERO) or size[0] not in {"norm", "opnorm"} or search.depth > 1:
        return None
    none = rules.assume([], fact("<=", size, ZERO))
    parts = dict.fromkeys(p for t in search.ground() if t.clause.relation[0] != "=" for p in _parts(t.clause.relation))
    small = [t for part in parts for t in _nothing(part, size, none)]
    strict = [t for t in search.ground() if t.clause.relation[0] == "<"] if small else []
    contradictions = (
        shown
        for known, part in product(strict, small)
        for shown in attempted(partial(rules.arithmetic, [known, part], ("<", ZERO, ZERO), [entry(0), entry(1)]))
    )
    impossible = next(contradictions, None)
    if impossible is None:
        return None
    return by_cases(relation, rules.assume([], fact(*relation)), rules.absurd([impossible], relation))


def _parts(relation: Relation) -> list[Term]:
    return [part for side in relation[1:] for part in open_subterms(side) if part[0] in {"norm", "inner"}]


def _nothing(part: Term, size: Term, none: Theorem) -> list[Theorem]:
    """That an image, or an inner product, and its square are not positive, where what is measured vanishes."""
    measured = size[1]
    if part[0] == "norm" and part[1][0] == "dot" and measured in part[1][1:]:
        below = _times_nothing(spectra.operator_norm([], *part[1][1:]), size, none)
        return [below, rules.arithmetic([below], ("<=", Term("pow", part, 2), ZERO), [entry(0, multiplier=part)])]
    if part[0] == "inner" and measured in part[1:] and measured.sort[0] == "V":
        ends = (part[1:], (neg(part[1]), part[2]))
        both = [_times_nothing(spectra.cauchy_schwarz([], *pair), size, none) for pair in ends]
        return [*both, rules.arithmetic(both, ("<=", Term("pow", part, 2), ZERO), [entry(0, 1)])]
    return []


def _times_nothing(bound: Theorem, size: Term, none: Theorem) -> Theorem:
    """What is at most a product is not positive, as one of the factors is not."""
    _, low, most = bound.clause.relation
    other = next((factor for factor in most[1:] if factor != size), size)
    return rules.arithmetic([bound, none], ("<=", low, ZERO), [entry(0), entry(1, multiplier=other)])


def by_sign_of_tilt(search: Search, relation: Relation) -> Theorem | None:
    """Tell apart the signs of c in a bound of ``E exp(c Y)``."""
    op, left, _ = relation
    if search.depth > 0 or op == "=" or left[0] != "expect" or left[2][0] != "exp" or left[2][1][0] != "mul":
        return None
    for tilt in filter(is_scalar_variable, left[2][1][1:]):
        shown = []
        for order in (fact("<=", tilt, ZERO), fact("<", ZERO, tilt)):
            if fact(*opposite(order.relation)) in {theorem.clause for theorem in search.known}:
                return None
            found = by_arithmetic(search.with_assumptions([order]), relation)
            if found is None:
                break
            shown.append(found)
        if len(shown) == 2:
            return rules.cases(shown, tilt, ZERO)
    return None


def alternatives(search: Search, relation: Relation) -> Theorem | None:
    """Tell apart whether the condition of something known holds, as in "a <= b, or else c <= d"."""
    if search.depth > 1:
        return None
    for theorem in search.known:
        clause = theorem.clause
        if clause.variables or len(clause.conditions) != 1 or not _is_order(clause.conditions[0]):
            continue
        rest = replace(search, known=tuple(other for other in search.known if other is not theorem))
        order = clause.conditions[0].relation
        denied = rules.assume([], fact(*opposite(order)))
        found = rest.with_assumptions([denied.clause]).with_theorems(_vanishes(denied)).relation(relation)
        if found is None:
            continue
        conclusion = rules.instantiate([theorem, rules.assume([], clause.conditions[0])], [])
        other = rest.with_assumptions([clause.conditions[0]]).with_theorems([conclusion]).relation(relation)
        if other is not None:
            return by_cases(order, other, found)
    return None


def _vanishes(denied: Theorem) -> list[Theorem]:
    """That a number whose square is not positive is 0."""
    op, square, bound = denied.clause.relation
    if square[0] != "pow" or square[2] != 2 or (op, bound) != ("<=", ZERO):
        return []
    signs: list[Relation] = [("<=", square[1], ZERO), ("<=", ZERO, square[1])]
    return [orders.antisymmetry([_by_denial(relation, denied) for relation in signs])]


def _by_denial(relation: Relation, known: Theorem) -> Theorem:
    """A sign of a number whose square is not positive: else the square would be."""
    strict = rules.assume([], fact(*opposite(relation)))
    impossible = rules.arithmetic([known, strict], ("<", ZERO, ZERO), [entry(0), entry(1, 1)])
    return by_cases(relation, rules.assume([], fact(*relation)), rules.absurd([impossible], relation))


def _is_order(condition: Clause) -> bool:
    op, left, _ = condition.relation
    return not condition.variables and not condition.conditions and op != "=" and left.sort == SCALAR


def by_contradiction(search: Search, relation: Relation) -> Theorem | None:
    """The opposite, together with the hypotheses, is impossible."""
    if search.depth > 1 or not is_simple(fact(*relation)):
        return None
    inner = search.with_assumptions([fact(*opposite(relation))])
    simple = [t for t in inner.ground() if is_simple(t.clause)]
    search.budget.spend()
    impossible = Facts(simple).prove(("<", ZERO, ZERO))
    if impossible is None:
        return None
    return by_cases(relation, rules.assume([], fact(*relation)), rules.absurd([impossible], relation))
