"""Tactics for equations between scalars, vectors and operators."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, combinations, product

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Relation, fact
from proofcheck.kernel.terms import (
    SCALAR,
    ZERO,
    Term,
    fresh_variable,
    neg,
    sub,
    substitute,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.equations import Equations
from proofcheck.provers.forms import by_cases, divisors_of, is_scalar_variable, is_simple, paths_in, squares_of_nothing
from proofcheck.provers.instances import needed_symmetry, open_subterms
from proofcheck.provers.library import loewner, orders, zeros
from proofcheck.provers.library.applying import entry
from proofcheck.provers.motion import flat, singular
from proofcheck.provers.operators import applied
from proofcheck.provers.saturation import by_arithmetic, saturate
from proofcheck.provers.turned_round import is_stated

MOST_ADDED = 5
"""Equations among the hypotheses that are added to each other."""
MOST_DIVISORS = 2
"""Sums that are divided by, by the squares of which an equation is multiplied."""


def vector_equation(search: Search, relation: Relation) -> Theorem | None:
    """An equation between vectors or operators, by the normal form and the equations at hand."""
    _, left, right = relation
    pool = search.goal_pool(relation)
    ground = search.ground()
    for _ in range(2):
        found = Facts(ground).identity(left, right) or Equations(ground).prove(left, right)
        if found is not None:
            return found
        ground = saturate(search, ground, pool, wide=True, ahead=True)
    found = Facts(ground).identity(left, right) or Equations(ground).prove(left, right) or _said(ground, left, right)
    if found is None and search.depth == 0:
        inner = replace(search, depth=1)
        found = Equations(ground).prove(left, right, partial(_vanishing, inner)) or _undone(search, left, right)
    return found


def no_difference(search: Search, relation: Relation) -> Theorem | None:
    """An equation between vectors or operators, from the order between them, or from the length of the difference."""
    _, left, right = relation
    return _neither_above(search, left, right) or _short_difference(search, left, right)


def _said(ground: Sequence[Theorem], left: Term, right: Term) -> Theorem | None:
    """What one equation says as it stands, or two added or subtracted: no number in them has to be divided by."""
    hole = fresh_variable(Term("var", "hole", left.sort), left.free | right.free)
    alike = [t for t in ground if t.clause.relation[0] == "=" and t.clause.relation[1].sort == left.sort]
    stated = [t for t in alike if is_stated(t)][:MOST_ADDED]
    for theorems in (*((t,) for t in alike), *combinations(stated, 2)):
        for templates in product((hole, neg(hole)), repeat=len(theorems)):
            entries = [{"equation": k, "hole": hole, "template": template} for k, template in enumerate(templates)]
            found = applied(rules.identity, theorems, (left, right, entries))
            if found is not None:
                return found
    return None


def _vanishing(search: Search, number: Term) -> Theorem | None:
    """That a number is 0."""
    return search.relation(("=", number, ZERO))


def _undone(search: Search, left: Term, right: Term) -> Theorem | None:
    """``inv(A) B = X`` from ``A X = B``: the difference is ``(inv(A) A - I) X - inv(A) (A X - B)``."""
    undoing, other = (left, right) if _undoes(left) else (right, left)
    if not _undoes(undoing):
        return None
    inverse = undoing if undoing[0] == "inv" else undoing[1]
    operator, whole = inverse[1], Term("id", inverse.sort[1]) if undoing is inverse else undoing[2]
    composed = search.relation(("=", Term("dot", operator, other), whole))
    invertible = search.relation(("<", ZERO, Term("smin", operator))) if composed is not None else None
    if composed is None or invertible is None:
        return None
    taken = left.free | right.free
    before, after = (fresh_variable(Term("var", "hole", sort), taken) for sort in (operator.sort, whole.sort))
    entries = [
        {"equation": 0, "hole": before, "template": Term("dot", before, other)},
        {"equation": 1, "hole": after, "template": neg(Term("dot", inverse, after))},
    ]
    premises = [rules.inverse([invertible], operator), composed]
    return Equations([rules.identity(premises, undoing, other, entries)]).prove(left, right)


def _undoes(side: Term) -> bool:
    return "inv" in {side[0], side[1][0] if side[0] == "dot" else ""}


def _neither_above(search: Search, left: Term, right: Term) -> Theorem | None:
    """Two symmetric operators are equal where neither is above the other in the Loewner order."""
    known = [theorem for theorem in search.ground() if "lmin" in {side[0] for side in theorem.clause.relation[1:]}]
    if left.sort[0] != "O" or left.sort[1] != left.sort[2] or search.depth > 0 or not known:
        return None
    difference = sub(left, right)
    equations = [theorem for theorem in search.ground() if theorem.clause.relation[0] == "="]
    symmetry = needed_symmetry(difference, equations)
    if symmetry is None:
        return None
    inner = replace(search, depth=search.depth + 1)
    signs = [inner.relation(("<=", ZERO, Term("lmin", side))) for side in (difference, neg(difference))]
    shown = [sign for sign in signs if sign is not None]
    if len(shown) < 2:
        return None
    return Equations([loewner.equal_in_order([*symmetry, *shown], difference)]).prove(left, right)


def by_definiteness(search: Search, relation: Relation) -> Theorem | None:
    """Two vectors are equal, since ``c |v|^2 <= q(v)`` for all v, and q is at most 0 at their difference."""
    _, left, right = relation
    difference, norm = sub(left, right), Term("norm", sub(left, right))
    for schema in search.known if search.depth == 0 and left.sort[0] == "V" else ():
        variables, (op, below, _) = schema.clause.variables, schema.clause.relation
        if op == "=" or schema.clause.conditions or [v.sort for v in variables] != [left.sort]:
            continue
        if Term("norm", variables[0]) not in subterms(below):
            continue
        instance = rules.instantiate([schema], [(variables[0], difference)])
        above = by_arithmetic(search, ("<=", instance.clause.relation[2], ZERO), stages=2)
        nothing: Relation = ("<=", Term("pow", norm, 2), ZERO)
        square = None if above is None else Facts([instance, above, *search.ground()]).prove(nothing)
        if square is not None:
            short = orders.compare_squares(squares_of_nothing(square, norm), norm, ZERO)
            return Equations([zeros.definite(short, difference)]).prove(left, right)
    return None


def _short_difference(search: Search, left: Term, right: Term) -> Theorem | None:
    """Two vectors, or operators, are equal where the norm of their difference is not positive."""
    if search.depth > 1 or paths_in(("=", left, right)):
        return None
    difference = sub(left, right)
    norm = Term("norm" if left.sort[0] == "V" else "opnorm", difference)
    inner = replace(search, depth=search.depth + 1)
    if search.depth:
        said = by_arithmetic(inner, ("<=", norm, ZERO), stages=1)
        return None if said is None else Equations([zeros.definite(said, difference)]).prove(left, right)
    square = inner.relation(("<=", Term("pow", norm, 2), ZERO))
    none = None if square is None else orders.compare_squares(squares_of_nothing(square, norm), norm, ZERO)
    short = none or by_arithmetic(inner, ("<=", norm, ZERO), stages=2) or _contracted(inner, norm)
    return None if short is None else Equations([zeros.definite(short, difference)]).prove(left, right)


def _contracted(search: Search, norm: Term) -> Theorem | None:
    """``|x| <= 0`` from ``|x| <= c |x|``, where c < 1, as of the distance of two fixed points of a contraction."""
    relation: Relation = ("<=", norm, ZERO)
    inner = search.with_assumptions([fact("<", ZERO, norm)])
    known = saturate(inner, inner.ground(), inner.goal_pool(relation))
    sides = (t.clause.relation[2] for t in known if t.clause.relation[0] == "<=")
    for bound in [*dict.fromkeys(side for side in sides if side[0] == "mul" and norm in side[1:])][:MOST_DIVISORS]:
        below = Facts(inner.ground()).prove(("<", bound, norm))
        above = None if below is None else by_arithmetic(inner, ("<=", norm, bound), stages=2)
        if below is not None and above is not None:
            impossible = rules.arithmetic([below, above], ("<", ZERO, ZERO), [entry(0), entry(1)])
            return by_cases(relation, rules.assume([], fact(*relation)), rules.absurd([impossible], relation))
    return None


def two_inequalities(search: Search, relation: Relation) -> Theorem | None:
    """Equal is what is not greater either way."""
    _, left, right = relation
    first = search.relation(("<=", left, right))
    second = search.relation(("<=", right, left)) if first is not None else None
    return None if first is None or second is None else orders.antisymmetry([first, second])


def substituted(search: Search, relation: Relation) -> Theorem | None:
    """The relation with a scalar variable replaced by what an equation says that it is."""
    if search.depth > 1:
        return None
    free = frozenset().union(*(side.free for side in relation[1:]))
    for equation in search.ground():
        op, one, other = equation.clause.relation
        for variable, value in ((one, other), (other, one)) if op == "=" else ():
            if variable in free and is_scalar_variable(variable) and variable not in value.free:
                deeper = replace(search, depth=search.depth + 1)
                found = _with_value(deeper, relation, equation, variable, value)
                if found is not None:
                    return found
    return None


def images_put_in(search: Search, relation: Relation) -> Theorem | None:
    """The relation, with A z in what else is known for a vector that an equation says to be that."""
    equations = [t for t in search.known if is_stated(t) and t.clause.relation[1].sort[0] == "V"]
    equations = [t for t in equations if t.clause.relation[0] == "=" and not t.clause.variables]
    free = frozenset().union(*(side.free for side in relation[1:]))
    for equation in equations if search.depth == 0 else ():
        _, *sides = equation.clause.relation
        for vector, image in (sides, sides[::-1]):
            about = [t for t in equations if t is not equation and vector in t.clause.free_variables()]
            if vector[0] != "var" or image[0] != "dot" or vector in image.free or vector in free or not about:
                continue
            moved = [_put_in(equation, t, {vector: image}) for t in about]
            kept = tuple(t for t in search.known if t is not equation and t not in about)
            told = tuple(t for t in moved if t is not None)
            return replace(search, known=(*kept, *told)).relation(relation)
    return None


def _put_in(equation: Theorem, theorem: Theorem, values: Mapping[Term, Term]) -> Theorem | None:
    """An equation with the values that another one gives."""
    _, left, right = theorem.clause.relation
    return Equations([theorem, equation]).prove(substitute(left, values), substitute(right, values))


def from_the_start(search: Search, relation: Relation) -> Theorem | None:
    """The relation with the values of paths and sequences in the place of the letters that stand for these."""
    free = frozenset().union(*(side.free for side in relation[1:]))
    moving = paths_in(relation)
    for equation in search.ground() if moving else ():
        op, one, other = equation.clause.relation
        for variable, value in ((one, other), (other, one)) if op == "=" else ():
            if variable in free and variable[0] == "var" and value[0] == "path" and value[1] in moving:
                return _with_value(search, relation, equation, variable, value)
    return None


def _with_value(search: Search, relation: Relation, equation: Theorem, variable: Term, value: Term) -> Theorem | None:
    op, *sides = relation
    left, right = (substitute(side, {variable: value}) for side in sides)
    known = tuple(t for t in search.known if t.clause != equation.clause)
    found = replace(search, known=known).relation((op, left, right))
    if found is None:
        return None
    oriented = equation
    if equation.clause.relation[1] != variable:
        entry = {"equation": 0, "hole": variable, "template": neg(variable)}
        oriented = rules.identity([equation], variable, value, [entry])
    equal = [rules.congruence([oriented], variable, side) for side in sides]
    return Facts([found, *equal]).prove(relation)


def cancelled(search: Search, relation: Relation) -> Theorem | None:
    """Equal sides, because a multiple of them by what is not zero is equal."""
    _, left, right = relation
    if search.depth > 1:
        return None
    squares = [t for t in search.ground() if t.clause.relation[0] == "<" and t.clause.relation[2][0] == "pow"]
    for theorem in squares if search.depth else chain(search.ground(), _squared_divisors(search, relation)):
        op, low, high = theorem.clause.relation
        if op != "<" or (low != ZERO and not is_simple(theorem.clause)):
            continue
        factor = high if low == ZERO else sub(high, low)
        multiplied = by_arithmetic(search, ("=", Term("mul", factor, left), Term("mul", factor, right)))
        square = None if multiplied is None else Facts([theorem]).prove(("<", ZERO, Term("pow", factor, 2)))
        if multiplied is None or square is None:
            continue
        hole = fresh_variable(Term("var", "hole", SCALAR), left.free | right.free | factor.free)
        templates = (Term("div", hole, factor), Term("mul", hole, sub(right, left)))
        entries = [{"equation": k, "hole": hole, "template": template} for k, template in enumerate(templates)]
        return rules.identity([multiplied, orders.reciprocal([square], factor)], left, right, entries)
    return None


def differentiated(search: Search, relation: Relation) -> Theorem | None:
    """The relation with its derivatives carried out."""
    op, *sides = relation
    left, right = (flat(side, {}, nonzero=lambda _: True) for side in sides)
    if (op, left, right) == relation:
        return None
    shown = search.relation((op, left, right))
    if shown is None:
        return None
    ground = [shown, *search.ground()]
    return Facts(ground).prove(relation) or Facts([*ground, *_regular(search, sides)]).prove(relation)


def _regular(search: Search, sides: Sequence[Term]) -> Iterator[Theorem]:
    """That what is differentiated does not divide by 0, nor has a root or a logarithm of it."""
    derivatives = (part for side in sides for part in open_subterms(side) if part[0] == "d")
    for divisor in dict.fromkeys(chain.from_iterable(singular(part[2], part[1]) for part in derivatives)):
        apart = search.relation(("<", ZERO, Term("pow", divisor, 2)))
        if apart is not None:
            yield apart


def _squared_divisors(search: Search, relation: Relation) -> Iterator[Theorem]:
    """That the squares of the sums that are divided by are positive."""
    found = (divisor for side in relation[1:] for part in open_subterms(side) for divisor in divisors_of(part))
    facts = Facts(search.ground())
    for divisor in [divisor for divisor in dict.fromkeys(found) if divisor[0] == "add"][:MOST_DIVISORS]:
        positive = facts.prove(("<", ZERO, Term("pow", divisor, 2)))
        if positive is not None:
            yield positive


def by_square_of_difference(search: Search, relation: Relation) -> Theorem | None:
    """What has a difference whose square is not positive is equal."""
    _, left, right = relation
    difference = sub(left, right)
    square = by_arithmetic(search, ("<=", Term("pow", difference, 2), ZERO), stages=2)
    if square is None:
        return None
    signs = [orders.compare_squares(squares_of_nothing(square, d), d, ZERO) for d in (difference, neg(difference))]
    ordered = [Facts(signs).prove(("<=", *sides)) for sides in ((left, right), (right, left))]
    return orders.antisymmetry([theorem for theorem in ordered if theorem is not None])
