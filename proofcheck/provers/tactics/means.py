"""The tactic for convex functions of means: f(E Y) <= E f(Y), since f lies above its tangent at E Y (Jensen)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from proofcheck.kernel import rules
from proofcheck.kernel.calculus import derivative
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.normal import Normalizer
from proofcheck.kernel.terms import ONE, SCALAR, ZERO, KernelError, Term, fresh_variable, sub, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import with_part
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library import functionals
from proofcheck.provers.library.applying import entry
from proofcheck.provers.library.functionals import Functional
from proofcheck.provers.library.terms import plus, times
from proofcheck.provers.saturation import finish

MOST_FUNCTIONS = 3
"""Functions of means that are looked at."""


def by_tangent_at_mean(search: Search, relation: Relation) -> Theorem | None:
    """The relation, by what tangents at a mean say of the mean of the function of which one side takes its value."""
    op, left, right = relation
    if op == "=" or search.depth > 1 or not search.may("monotonicity"):
        return None
    for side, other, sign in ((left, right, "<="), (right, left, ">=")):
        cases = [*_functions_of_means(side, other), *_functions_of_named_means(search, other)]
        for mean, f, total in cases[:MOST_FUNCTIONS]:
            found = _jensen(search, mean, f, total, sign)
            shown = None if found is None else finish(search, relation, [found])
            if shown is not None:
                return shown
    return None


def at_weighted_mean(search: Search, relation: Relation) -> Theorem | None:
    """The relation, by ``f(sum w_i x_i) <= sum w_i f(x_i)`` for weights that are not negative and add up to 1."""
    if relation[0] == "=" or search.depth > 1:
        return None
    for value in dict.fromkeys(part for part in open_subterms(relation[1]) if part[0] == "fn"):
        if value[4][0] == "sum" and value[4][4][0] == "mul":
            found = _weighted_jensen(search, value, *functionals.read(value[4], value.free))
            if found is not None:
                return finish(search, relation, [found])
    return None


def _weighted_jensen(search: Search, value: Term, functional: Functional, body: Term) -> Theorem | None:
    """Jensen's inequality with weights, from the tangent at a letter for the mean."""
    (*_, middle), (_, *weights, point) = value, body
    weight = Term("mul", ONE, *weights)
    sign = search.soon(functional.everywhere(("<=", ZERO, weight)))
    mass = None if sign is None else search.relation(("=", functional.of(weight), ONE))
    c = fresh_variable(Term("var", "c", point.sort), frozenset().union(value.free, body.free, *search.fixed()))
    here, there = (Term(*value[:4], place) for place in (c, point))
    slope = Term("gradfn", value[1], point.sort[1], c)
    tangent = Term("add", here, Term("inner", slope, sub(point, c)))
    below = None if mass is None else search.prove(functional.everywhere(("<=", tangent, there)))
    if sign is None or mass is None or below is None:
        return None
    sides = [Term("mul", weight, side) for side in (tangent, there)]
    each = rules.arithmetic([functional.at(below), functional.at(sign)], ("<=", *sides), [entry(0, 1)])
    total = rules.specialize([functional.compare(each)], [(c, middle)], [])
    rest = substitute(sub(Term("inner", slope, c), here), {c: middle})
    relation: Relation = ("<=", value, functional.of(sides[1]))
    return rules.arithmetic([total, mass], relation, [entry(0), entry(equality=1, multiplier=rest)])


Case = tuple[Term, Callable[[Term], Term], Term]
"""A mean of Y, a function f of a number, and the mean of f(Y)."""


def _functions_of_means(side: Term, other: Term) -> Iterator[Case]:
    """Where one side takes the value of f at a mean, and the other the mean of f."""
    totals = [part for part in open_subterms(other) if part[0] == "expect" and part.sort == SCALAR]
    means = dict.fromkeys(p for p in open_subterms(side) if p[0] == "expect" and p.sort == SCALAR) if totals else ()
    for mean in means:
        for whole in dict.fromkeys(p for p in open_subterms(side) if p is not mean and p.sort == SCALAR):
            for total in totals if mean in open_subterms(whole) else ():
                functional, body = functionals.read(total, side.free)
                if _is(with_part(whole, mean, _of(functional, mean)), body):
                    yield mean, partial(with_part, whole, mean), total


def _functions_of_named_means(search: Search, other: Term) -> Iterator[Case]:
    """Where the mean of f(Y) is spoken of, and an equation says what that of Y is."""
    totals = [part for part in open_subterms(other) if part[0] == "expect" and part.sort == SCALAR]
    for equation in search.ground() if totals else ():
        op, *sides = equation.clause.relation
        for mean in sides if op == "=" else ():
            for total in totals if mean[0] == "expect" and mean.sort == SCALAR else ():
                functional, body = functionals.read(total, mean.free)
                value = _of(functional, mean)
                if body != value and functional.variable not in with_part(body, value, mean).free:
                    yield mean, partial(with_part, body, value), total


def _of(functional: Functional, mean: Term) -> Term:
    """What a mean is of, with the index of another."""
    value: Term = substitute(mean[2], {mean[1]: functional.variable})
    return value


def _is(one: Term, other: Term) -> bool:
    try:
        return not Normalizer().scalar(sub(one, other))
    except KernelError:
        return False


def _jensen(search: Search, mean: Term, f: Callable[[Term], Term], total: Term, sign: str) -> Theorem | None:
    """``f(E Y) <= E f(Y)``, or the opposite, where the tangent at E Y is shown to be below f, or above."""
    functional, _ = functionals.read(total, mean.free)
    value = _of(functional, mean)
    taken = frozenset().union(f(mean).free, total.free, *search.fixed())
    x = fresh_variable(Term("var", "x", SCALAR), taken)
    y = fresh_variable(Term("var", "y", SCALAR), taken | {x})
    here, there = f(x), f(y)
    tangent = plus(here, times(derivative(here, x, lambda _: True), sub(y, x)))
    for op in ("<", "<=", None):
        signs = [] if op is None else _signs(search, functional, mean, value, op)
        if signs is None:
            continue
        conditions = [] if op is None else [fact(op, ZERO, x), fact(op, ZERO, y)]
        sides = (tangent, there) if sign == "<=" else (there, tangent)
        pointwise = replace(search, depth=search.depth - 1)  # it speaks of no means
        every = pointwise.prove(Clause((x, y), tuple(conditions), ("<=", *sides)))
        if every is not None:
            return functional.compare(rules.instantiate([every, *signs], [(x, mean), (y, value)]))
    return None


def _signs(search: Search, functional: Functional, mean: Term, value: Term, op: str) -> list[Theorem] | None:
    """That a mean is positive, or not negative, and what it is of."""
    everywhere = search.prove(functional.everywhere((op, ZERO, value)))
    of_mean = None if everywhere is None else search.relation((op, ZERO, mean))
    return None if everywhere is None or of_mean is None else [of_mean, functional.at(everywhere)]
