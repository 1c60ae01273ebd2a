"""Jensen's inequality with weights, for logarithms, exponentials and roots; means of exponentials of what is bounded.

Each is a tangent, at the mean, added up. Cover and Thomas, Elements of information theory, 2006, Section 2.7.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import NATURAL, ONE, ZERO, Term, fresh_variable, num, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import hoeffding, orders
from proofcheck.provers.library.applying import entry, equality
from proofcheck.provers.library.functionals import Functional, term_below_sum
from proofcheck.provers.library.slopes import assumed, follows
from proofcheck.provers.library.terms import plus, squared, times


def nonempty(said: Theorem, total: Term) -> Theorem:
    """``1 <= n`` from what a sum over i = 1, ..., n is said to be, a positive number: where n is 0, so is the sum.

    Raises:
        KernelError: the sum has another range, or is said to be something else.
    """
    _, index, low, high, body = total
    n = fresh_variable(Term("var", "n", NATURAL), total.free | body.free | {index})
    below = fact("<=", n, ZERO)
    statement = Clause((), (below,), ("=", Term("sum", index, low, n, body), ZERO))
    start, following = (statement.substitute({n: value}) for value in (ZERO, Term("add", n, ONE)))
    base = rules.generalize([rules.identity([], *start.relation[1:])], [], start.conditions)
    entries: list[dict[str, object]] = [entry(0), entry(multiplier=n), entry()]
    never = rules.arithmetic([rules.assume([], following.conditions[0])], ("<", ZERO, ZERO), entries)
    absurd = rules.absurd([never], following.relation)
    step = rules.generalize([absurd], [n], [statement, *following.conditions])
    empty, some = (rules.assume([], fact(*order)) for order in (("<=", high, ZERO), ("<", ZERO, high)))
    none = rules.instantiate([rules.induction([base, step], n, statement), empty], [(n, high)])
    goal: Relation = ("<=", low, high)
    sign, value = (-1, said.clause.relation[2]) if said.clause.relation[1] == total else (1, said.clause.relation[1])
    entries = [entry(multiplier=value), {"coefficient": sign, "equality": 0}, entry(equality=1)]
    impossible = rules.absurd([rules.arithmetic([said, none], ("<", ZERO, ZERO), entries)], goal)
    onwards = rules.arithmetic([orders.whole_numbers([some])], goal, [entry(0)])
    return rules.cases([impossible, onwards], high, ZERO)


def positive(functional: Functional, every: Theorem, nonempty: Sequence[Theorem] = ()) -> Theorem:
    """``0 < F x``, from ``0 < x`` for all indices; a sum must not be empty: ``low <= high``."""
    body = every.clause.relation[2]
    total = functional.of(body)
    if functional.limits is None:
        return rules.arithmetic([functional.compare(every)], ("<", ZERO, total), [entry(0)])
    low = functional.limits[0]
    here = functional.at(every)
    signs = rules.arithmetic([here], ("<=", ZERO, body), [entry(0)])
    signs = rules.generalize([signs], [functional.variable], functional.everywhere(here.clause.relation).conditions)
    start = rules.arithmetic([], ("<=", low, low), [])
    first = term_below_sum([start, *nonempty, signs], total, low)
    at_low = rules.instantiate([every, start, *nonempty], [(every.clause.variables[0], low)])
    return rules.arithmetic([first, at_low], ("<", ZERO, total), [entry(0), entry(1)])


def tangent_of_log(
    functional: Functional, weight: Term, logarithm: Term, sign: Theorem, signs: Sequence[Theorem]
) -> Theorem:
    """``F w log(x) <= F w x - F w``, where for the index ``0 <= w`` and all that x is made of is positive."""
    tangent = orders.tangent_of_exp(logarithm)
    relation: Relation = ("<=", times(weight, logarithm), sub(times(weight, logarithm[1]), weight))
    return functional.compare(rules.arithmetic([tangent, sign, *signs], relation, [entry(0, multiplier=weight)]))


def jensen_of_log(
    functional: Functional,
    logarithm: Term,
    weight: Term,
    moment: Term,
    signs: Sequence[Theorem],
    sums: Sequence[Theorem],
    equations: Sequence[Theorem] = (),
) -> Theorem:
    """``F w l <= W (log M - log W)`` for a logarithm l, where ``F w = W`` and ``F m = M`` for ``m = w exp(l)``.

    ``signs`` say for all indices that what l is made of is positive; ``sums``, that W and M are; ``equations``, that
    these are the sums, where they are written otherwise.
    """
    mass, mean = (theorem.clause.relation[2] for theorem in sums)
    place = sub(Term("log", mean), Term("log", mass))
    tangent = orders.tangent_of_exp(sub(logarithm, place))
    here = [functional.at(sign) for sign in signs]
    bound = plus(times(weight, sub(place, ONE)), times(moment, Term("div", mass, mean)))
    below = follows([tangent, *here, *sums], ("<=", times(weight, logarithm), bound))
    summed = functional.compare(below)
    return follows([summed, *sums, *equations], ("<=", functional.of(times(weight, logarithm)), times(mass, place)))


def jensen_of_exp(functional: Functional, weight: Term, value: Term, sign: Theorem, positive_mass: Theorem) -> Theorem:
    """``W exp(F (w x) / W) <= F (w exp x)`` for weights that are not negative, with ``W = F w`` positive."""
    mass, total = positive_mass.clause.relation[2], functional.of(times(weight, value))
    mean: Term = Term("div", total, mass)
    least = times(weight, Term("exp", mean), plus(ONE, sub(value, mean)))
    tangent, here = orders.tangent_of_exp(sub(value, mean)), functional.at(sign)
    parts = [entry(0, 1, multiplier=Term("exp", mean))]
    above = rules.arithmetic([tangent, here], ("<=", least, times(weight, Term("exp", value))), parts)
    relation: Relation = ("<=", times(mass, Term("exp", mean)), functional.of(times(weight, Term("exp", value))))
    return rules.arithmetic([functional.compare(above), positive_mass], relation, [entry(0)])


def jensen_of_root(
    functional: Functional, weight: Term, value: Term, signs: Sequence[Theorem], positive_mass: Theorem
) -> Theorem:
    """``F (w sqrt x) <= sqrt(W F (w x))``, where w and x are not negative and ``W = F w`` is positive."""
    mass, root = positive_mass.clause.relation[2], Term("sqrt", value)
    total = functional.of(times(weight, root))
    mean: Term = Term("div", total, mass)
    expanded = times(weight, plus(value, times(num(-2), mean, root), squared(mean)))
    here = [functional.at(sign) for sign in signs]
    spread = rules.arithmetic(here, ("<=", ZERO, expanded), [entry(0, square=sub(root, mean))])
    square = times(mass, functional.of(times(weight, value)))
    parts = [entry(0, multiplier=mass)]
    below = rules.arithmetic([functional.compare(spread), positive_mass], ("<=", squared(total), square), parts)
    return orders.below_root([below], total, square)


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of what a functional adds up: that they are not negative, whatever the index, and that they add up to 1.

    Of an expectation, there need be none: the premises are then empty.
    """

    functional: Functional
    premises: tuple[Theorem, ...] = ()

    def of(self, body: Term) -> Term:
        """The weighted functional of a body."""
        weighted = [times(premise.clause.relation[2], body) for premise in self.premises[:1]]
        return self.functional.of(weighted[0] if weighted else body)

    def compare(self, pointwise: Theorem, relation: Relation, constant: Term, sign: int = 1) -> Theorem:
        """What follows of means from a comparison for each index: a constant in it is the mean of itself."""
        if not self.premises:
            return rules.arithmetic([self.functional.compare(pointwise)], relation, [entry(0)])
        every, whole = self.premises
        here = self.functional.at(every)
        op, *sides = pointwise.clause.relation
        low, high = (times(here.clause.relation[2], side) for side in sides)
        compared = self.functional.compare(rules.arithmetic([pointwise, here], (op, low, high), [entry(0, 1)]))
        return rules.arithmetic([compared, whole], relation, [entry(0), equality(1, sign, multiplier=constant)])


def jensen_of_exp_of_shares(weights: Weights, value: Term) -> Theorem:
    """``exp(F (w x)) <= F (w exp x)`` for weights that are not negative and add up to 1."""
    mean = weights.of(value)
    height = Term("exp", mean)
    least = times(height, plus(ONE, sub(value, mean)))
    tangent = orders.tangent_of_exp(sub(value, mean))
    above = rules.arithmetic([tangent], ("<=", least, Term("exp", value)), [entry(0, multiplier=height)])
    relation: Relation = ("<=", height, weights.of(Term("exp", value)))
    return weights.compare(above, relation, times(height, sub(ONE, mean)), -1)


def mean_of_exp(weights: Weights, low: Theorem, high: Theorem, most: Theorem) -> Theorem:
    """Hoeffding's lemma: ``E exp(u) <= exp(c + (b - a)^2 / 8)``, from ``a <= u``, ``u <= b`` surely, and ``E u <= c``.

    Between a and b the exponential is below its chord, and the mean of that is one over two points.
    """
    functional = weights.functional
    (_, a, value), (_, _, b) = low.clause.relation, high.clause.relation
    _, mean, level = most.clause.relation
    lower, upper = functional.at(low), functional.at(high)
    exponential, width = Term("exp", value), sub(b, a)
    relation: Relation = ("<=", weights.of(exponential), Term("exp", _exponent(level, width)))
    ends = [orders.tangent_of_exp(sub(end, value)) for end in (a, b)]
    heights = Term("exp", a), Term("exp", b)
    chord = plus(times(sub(b, value), heights[0]), times(sub(value, a), heights[1]))
    mean_chord = plus(times(sub(b, mean), heights[0]), times(sub(mean, a), heights[1]))
    parts = [entry(1, 2, multiplier=exponential), entry(0, 3, multiplier=exponential)]
    below = rules.arithmetic([lower, upper, *ends], ("<=", times(width, exponential), chord), parts)
    constant = sub(times(b, heights[0]), times(a, heights[1]))
    above = weights.compare(below, ("<=", times(width, relation[1]), mean_chord), constant)
    wide, narrow = assumed("<", a, b), assumed("<=", b, a)
    positive_width = rules.arithmetic([wide], ("<", ZERO, width), [entry(0)])
    ends_of_mean = [
        weights.compare(lower, ("<=", a, mean), a, -1),
        weights.compare(upper, ("<=", mean, plus(a, width)), b),
    ]
    top = hoeffding.interval([positive_width, *ends_of_mean], a, width, mean)
    exponent = relation[2][1]
    grown = orders.monotone([rules.arithmetic([most], ("<=", _exponent(mean, width), exponent), [entry(0)])], "exp")
    denied = assumed("<", relation[2], relation[1])
    parts = [entry(0), entry(1), entry(2, 3), entry(3, 4)]
    impossible = rules.arithmetic([above, top, grown, positive_width, denied], ("<", ZERO, ZERO), parts)
    held = rules.assume([], fact(*relation))
    inside = rules.cases([held, rules.absurd([impossible], relation)], *relation[1:])
    squared_width = {"coefficient": Fraction(1, 8), "square": width}
    short = [entry(0), entry(1), entry(2), entry(3), squared_width]
    flat = rules.arithmetic([upper, narrow, ends_of_mean[0], most], ("<=", value, exponent), short)
    point = weights.compare(orders.monotone([flat], "exp"), relation, Term("exp", exponent))
    return rules.cases([point, inside], b, a)


def _exponent(mean: Term, width: Term) -> Term:
    return plus(mean, times(num("1/8"), Term("pow", width, 2)))
