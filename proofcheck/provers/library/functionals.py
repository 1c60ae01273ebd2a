"""What holds of finite sums and of expectations alike: each is derived from monotonicity and the normal form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, Term, fresh_variable, neg, num, sub, substitute
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.library import orders, spectra
from proofcheck.provers.library.spectra import cauchy_schwarz as near
from proofcheck.provers.library.terms import product, squared

_ONCE, _SECOND = ({"coefficient": 1, "premises": [place]} for place in (0, 1))
HEADS = ("sum", "expect")


@dataclass(frozen=True, slots=True)
class Functional:
    """The sum over i in [low, high], or the expectation over a number of outcomes, with the index that it binds."""

    variable: Term
    limits: tuple[Term, Term] | None
    outcomes: int | str = 1

    def of(self, body: Term) -> Term:
        """The sum or the expectation of a body."""
        if self.limits is None:
            return Term("expect", self.variable, body, self.outcomes)
        return Term("sum", self.variable, *self.limits, body)

    @property
    def mass(self) -> Term:
        """The functional of 1, as an author writes it."""
        if self.limits is None:
            return ONE
        low, high = self.limits
        return high if low == ONE else Term("add", sub(high, low), ONE)

    @property
    def range(self) -> tuple[Term, Term]:
        """The ends between which the index is."""
        if self.limits is not None:
            return self.limits
        return ONE, rules.size(self.outcomes)

    def everywhere(self, relation: Relation) -> Clause:
        """A relation for all values of the index."""
        return rules.over(self.variable, *self.range, relation)

    def at(self, everywhere: Theorem) -> Theorem:
        """What holds for all values of the index, at a value of it."""
        assumed = [rules.assume([], condition) for condition in self.everywhere(everywhere.clause.relation).conditions]
        return rules.instantiate([everywhere, *assumed], [(self.variable, self.variable)])

    def compare(self, pointwise: Theorem) -> Theorem:
        """The comparison of the functionals, from one of the bodies, for a free index or for all."""
        clause = pointwise.clause
        if clause.relation[0] == "<" and self.limits is not None and not clause.variables:
            pointwise = rules.arithmetic([pointwise], ("<=", *clause.relation[1:]), [_ONCE])
            clause = pointwise.clause
        if not clause.variables:
            conditions = self.everywhere(clause.relation).conditions
            pointwise = rules.generalize([pointwise], [self.variable], conditions)
        _, left, right = clause.relation
        return rules.functional_monotone([pointwise], self.of(left), self.of(right))


def read(term: Term, taken: frozenset[Term] = frozenset()) -> tuple[Functional, Term]:
    """The functional and the body of a sum or an expectation; the index is none of the variables that are taken."""
    body = term[4] if term[0] == "sum" else term[2]
    limits = (term[2], term[3]) if term[0] == "sum" else None
    outside = taken.union(*(end.free for end in limits or ()))
    variable = fresh_variable(term[1], outside | (body.free - {term[1]})) if term[1] in outside else term[1]
    outcomes = 1 if limits else term[3]
    return Functional(variable, limits, outcomes), substitute(body, {term[1]: variable})


def not_negative(part: Term) -> Theorem:
    """``0 <= x^2``, for a number or a vector."""
    root = part if part.sort[0] in "SN" else Term("norm", part)
    return rules.arithmetic([], ("<=", ZERO, squared(part)), [{"coefficient": 1, "square": root}])


def jensen(total: Term, positive: Sequence[Theorem] = ()) -> Theorem:
    """|F x|^2 / F 1 <= F |x|^2, if 0 < F 1: F |x - F x / F 1|^2 is not negative."""
    functional, body = read(total)
    mean = total if total[0] == "expect" else Term("div", total, functional.mass)
    spread = functional.compare(not_negative(sub(body, mean)))
    left = squared(total) if total[0] == "expect" else Term("div", squared(total), functional.mass)
    return rules.arithmetic([spread, *positive], ("<=", left, functional.of(squared(body))), [_ONCE])


def jensen_of_sum(total: Term) -> Theorem:
    """|sum_i x_i|^2 <= n sum_i |x_i|^2 for n terms, or none: the sum over i and j of |x_i - x_j|^2 is not negative."""
    functional, body = read(total)
    other = fresh_variable(functional.variable, functional.of(body).free | body.free)
    distance = sub(body, substitute(body, {functional.variable: other}))
    spread = functional.compare(replace(functional, variable=other).compare(not_negative(distance)))
    relation = ("<=", squared(total), product(functional.mass, functional.of(squared(body))))
    return rules.arithmetic([spread], relation, [{**_ONCE, "coefficient": Fraction(1, 2)}])


def weighted_jensen(total: Term, sign: Theorem, value: Term) -> Theorem:
    """0 <= F w |x|^2 - 2 |F w x|^2 + F w |F w x|^2, from 0 <= w for each index."""
    functional, _ = read(total)
    away = sub(value, total)
    weight = sign.clause.relation[2]
    here = functional.at(sign)
    root = away if away.sort[0] in "SN" else Term("norm", away)
    relation = ("<=", ZERO, Term("mul", weight, squared(away)))
    spread = functional.compare(rules.arithmetic([here], relation, [{**_ONCE, "square": root}]))
    second, mass = functional.of(Term("mul", weight, squared(value))), functional.of(weight)
    rest = Term("mul", sub(mass, num(2)), squared(total))
    return rules.arithmetic([spread], ("<=", ZERO, Term("add", second, rest)), [_ONCE])


def jensen_of_exp(mean: Term) -> Theorem:
    """exp(E u) <= E exp(u), for a mean E u: exp(u - c) is at least 1 + u - c, with c = E u."""
    functional, body = read(mean)
    tangent = orders.tangent_of_exp(sub(body, mean))
    least = Term("mul", Term("exp", mean), Term("add", ONE, sub(body, mean)))
    entry = {**_ONCE, "multiplier": Term("exp", mean)}
    above = functional.compare(rules.arithmetic([tangent], ("<=", least, Term("exp", body)), [entry]))
    relation = ("<=", Term("exp", mean), functional.of(Term("exp", body)))
    return rules.arithmetic([above], relation, [_ONCE])


def tangent_of_exp(mean: Term) -> Theorem:
    """1 + E u <= E exp(u), for a mean E u."""
    functional, body = read(mean)
    above = functional.compare(orders.tangent_of_exp(body))
    relation = ("<=", Term("add", ONE, mean), functional.of(Term("exp", body)))
    return rules.arithmetic([above], relation, [_ONCE])


def jensen_of_log(mean: Term, positive: Theorem) -> Theorem:
    """E log(u) <= log(E u), for a mean E u, from 0 < u whatever the outcome: log(u / c) is at most u / c - 1."""
    functional, body = read(mean)
    sign = functional.compare(positive)
    sign = rules.arithmetic([sign], ("<", ZERO, mean), [_ONCE])
    here = functional.at(positive)
    tangent = orders.tangent_of_exp(sub(Term("log", body), Term("log", mean)))
    most = Term("add", Term("log", mean), Term("div", body, mean), num(-1))
    below = functional.compare(rules.arithmetic([tangent, here, sign], ("<=", Term("log", body), most), [_ONCE]))
    relation = ("<=", functional.of(Term("log", body)), Term("log", mean))
    return rules.arithmetic([below, sign], relation, [_ONCE])


def geometric(count: Term, variable: Term, power: Term) -> Theorem:
    """The sum of q^j over j < n, times 1 - q, is 1 - q^n; by induction."""
    n = fresh_variable(Term("var", "n", NATURAL), power.free | {variable})
    ratio = power[1]
    total = Term("sum", variable, ZERO, sub(n, ONE), power)
    relation = ("=", Term("mul", sub(ONE, ratio), total), sub(ONE, substitute(power, {variable: n})))
    return by_induction(n, relation, count)


def by_induction(n: Term, relation: Relation, count: Term) -> Theorem:
    """An equation for a count, by adding what is added to both sides from one count to the next."""
    statement = fact(*relation)
    base = rules.identity([], *statement.substitute({n: ZERO}).relation[1:])
    following = statement.substitute({n: Term("add", n, ONE)}).relation
    step = rules.arithmetic([rules.assume([], statement)], following, [{"coefficient": 1, "equality": 0}])
    every = rules.induction([base, rules.generalize([step], [n], [statement])], n, statement)
    return rules.instantiate([every], [(n, count)])


def cauchy_schwarz(functional: Functional, first: Term, second: Term) -> Theorem:
    """(F <f, g>)^2 <= F |f|^2 F |g|^2: F |p f - q g|^2 is not negative for any p and q."""
    taken = first.free | second.free
    p = fresh_variable(Term("var", "p", SCALAR), taken)
    q = fresh_variable(Term("var", "q", SCALAR), taken | {p})
    ff, gg, fg = (functional.of(part) for part in (squared(first), squared(second), product(first, second)))
    difference = sub(Term("mul", p, first), Term("mul", q, second))
    expanded = orders.quadratic_form(p, q, ff, fg, gg)
    compared = functional.compare(not_negative(difference))
    every = rules.generalize([rules.arithmetic([compared], ("<=", ZERO, expanded), [_ONCE])], [p, q], [])
    return orders.discriminant(every, ff, fg, gg)


def cauchy_schwarz_with_roots(functional: Functional, first: Term, second: Term) -> Theorem:
    """F <f, g> <= sqrt(F |f|^2) sqrt(F |g|^2)."""
    mean, totals = functional.of(product(first, second)), [functional.of(squared(part)) for part in (first, second)]
    above = [functional.compare(not_negative(part)) for part in (first, second)]
    signs = [rules.arithmetic([t], ("<=", ZERO, total), [_ONCE]) for t, total in zip(above, totals, strict=True)]
    roots = Term("mul", *(Term("sqrt", total) for total in totals))
    known = [cauchy_schwarz(functional, first, second), *signs]
    squares = rules.arithmetic(known, ("<=", squared(mean), squared(roots)), [_ONCE])
    sign = rules.arithmetic([], ("<=", ZERO, roots), [{"coefficient": 1, "multiplier": roots}])
    return orders.compare_squares([sign, squares], mean, roots)


def cauchy_schwarz_with_weights(functional: Functional, body: Term, positive: Theorem) -> Theorem:
    """(F f)^2 <= F f^2 / w F w, from 0 < w for each index: F w (p f / w - q)^2 is not negative for any p and q."""
    here = functional.at(positive)
    weight = here.clause.relation[2]
    taken = body.free | weight.free
    p = fresh_variable(Term("var", "p", SCALAR), taken)
    q = fresh_variable(Term("var", "q", SCALAR), taken | {p})
    parts = (Term("div", squared(body), weight), body, weight)
    root = sub(Term("mul", p, Term("div", body, weight)), q)
    spread = rules.arithmetic([here], ("<=", ZERO, orders.quadratic_form(p, q, *parts)), [{**_ONCE, "square": root}])
    ff, fg, gg = map(functional.of, parts)
    relation = ("<=", ZERO, orders.quadratic_form(p, q, ff, fg, gg))
    every = rules.generalize([rules.arithmetic([functional.compare(spread)], relation, [_ONCE])], [p, q], [])
    return orders.discriminant(every, ff, fg, gg)


def cauchy_schwarz_of_sizes(functional: Functional, first: Term, second: Term) -> Theorem:
    """F |f g| <= sqrt(F f^2 F g^2), for numbers f and g: |f g| is at most sqrt(f^2) sqrt(g^2)."""
    roots = [Term("sqrt", squared(part)) for part in (first, second)]
    both, pair = Term("mul", first, second), Term("mul", *roots)
    sign = rules.arithmetic([], ("<=", ZERO, pair), [{"coefficient": 1, "multiplier": pair}])
    sides = []
    for part in (both, neg(both)):
        squares = rules.arithmetic([], ("<=", squared(part), squared(pair)), [])
        sides.append(orders.compare_squares([sign, squares], part, pair))
    compared = functional.compare(orders.maximum(sides))
    means = Term("mul", *(functional.of(squared(part)) for part in (first, second)))
    square = rules.arithmetic(
        [cauchy_schwarz(functional, *roots)], ("<=", squared(functional.of(pair)), means), [_ONCE]
    )
    below = orders.below_root([square], functional.of(pair), means)
    relation = ("<=", functional.of(Term("max", both, neg(both))), Term("sqrt", means))
    return rules.arithmetic([compared, below], relation, [_ONCE, _SECOND])


def cauchy_schwarz_of_bodies(functional: Functional, known: Sequence[Theorem]) -> Theorem:
    """(F h)^2 <= F f F g, where f and g are not negative and h^2 is f g for each index: |h| is sqrt(f) sqrt(g).

    After these three premises stand signs of what f and g are divided by.
    """
    here = [functional.at(theorem) for theorem in known]
    (f, g), body = (theorem.clause.relation[2] for theorem in here[:2]), here[2].clause.relation[1][1]
    roots = [Term("sqrt", part) for part in (f, g)]
    pair = Term("mul", *roots)
    sign = rules.arithmetic([], ("<=", ZERO, pair), [{"coefficient": 1, "multiplier": pair}])
    same = [functional.compare(rules.identity([*here[:2], *here[3:]], squared(root), root[1])) for root in roots]
    sides = []
    for part in (body, neg(body)):
        squares = rules.arithmetic(here, ("<=", squared(part), squared(pair)), [{"coefficient": 1, "equality": 2}])
        sides.append(functional.compare(orders.compare_squares([sign, squares], part, pair)))
    total, bound = functional.of(body), functional.of(pair)
    below = rules.arithmetic(sides, ("<=", squared(total), squared(bound)), [{**_ONCE, "premises": [0, 1]}])
    first, second = functional.of(f), functional.of(g)
    parts = [_ONCE, _SECOND, {"coefficient": 1, "equality": 2, "multiplier": functional.of(squared(roots[1]))}]
    parts.append({"coefficient": 1, "equality": 3, "multiplier": first})
    shown = [below, cauchy_schwarz(functional, *roots), *same]
    return rules.arithmetic(shown, ("<=", squared(total), Term("mul", first, second)), parts)


def fresh_path(name: str, term: Term) -> str:
    """A name like this that no path in a term has."""
    taken = {path[0] for path in term.paths}
    while name in taken:
        name += "'"
    return name


def inside(total: Term, hole: Term, template: Term) -> Theorem:
    """``l(F B) = F l(B)`` for a linear number l(hole), as <hole u, v>: said of any operator, and read for B."""
    functional, body = read(total, template.free)
    name = fresh_path("B", template)
    moving = Term("path", name, total.sort, functional.variable)
    values = (functional.of(moving), moving)
    whole, part = (substitute(template, {hole: value}) for value in values)
    time = fresh_variable(Term("var", "t", SCALAR), body.free)
    reading = (name, total.sort, time, substitute(body, {functional.variable: time}))
    return rules.specialize([rules.identity([], whole, functional.of(part))], [], [reading])


def triangle(total: Term) -> Theorem:
    """|F v| <= F |v| for vectors: with w = F v, |w|^2 = F <w, v> <= |w| F |v|, so that F |v| is not below |w|."""
    functional, body = read(total)
    root, size = Term("norm", body), Term("norm", total)
    length = functional.of(root)
    bound = ("<=", Term("pow", size, 2), Term("mul", size, length))
    near_square = rules.arithmetic([functional.compare(near([], total, body))], bound, [_ONCE])
    nothing = rules.arithmetic([], ("<=", ZERO, root), [{"coefficient": 1, "multiplier": root}])
    less = rules.assume([], fact("<", length, size))
    positive = rules.arithmetic([functional.compare(nothing), less], ("<", ZERO, size), [_ONCE, _SECOND])
    both = {"coefficient": 1, "premises": [1, 2]}
    absurd = rules.arithmetic([near_square, less, positive], ("<", ZERO, ZERO), [_ONCE, both])
    relation = ("<=", size, length)
    return rules.cases([rules.assume([], fact(*relation)), rules.absurd([absurd], relation)], size, length)


def operator_triangle(total: Term) -> Theorem:
    """|F B| <= F |B| for operators: |(F B) v| = |F (B v)| <= F |B v| <= F |B| |v| for each vector v."""
    functional, body = read(total)
    name, time = fresh_path("B", body), fresh_variable(Term("var", "t", SCALAR), body.free)
    moving = Term("path", name, total.sort, functional.variable)
    mean, whole = functional.of(moving), functional.of(Term("opnorm", moving))
    v = fresh_variable(Term("var", "v", ("V", total.sort[2])), mean.free | moving.free)
    each = functional.compare(spectra.operator_norm([], moving, v))
    relation = ("<=", Term("norm", Term("dot", mean, v)), Term("mul", whole, Term("norm", v)))
    applied = rules.arithmetic([triangle(functional.of(Term("dot", moving, v))), each], relation, [_ONCE, _SECOND])
    every = spectra.operator_norm_least([rules.generalize([applied], [v], [])], mean, whole, v)
    reading = (name, total.sort, time, substitute(body, {functional.variable: time}))
    return rules.specialize([every], [], [reading])


def term_below_sum(premises: Sequence[Theorem], total: Term, index: Term) -> Theorem:
    """f(m) <= sum_{i=a}^b f(i), from a <= m, m <= b, and 0 <= f(i) for all i from a to b."""
    low, high, every = premises
    supposed = [hypothesis.free_variables() for theorem in premises for hypothesis in theorem.hypotheses]
    functional, body = read(total, index.free.union(*supposed))
    variable, (first, last) = functional.variable, functional.range
    following, after = Term("add", index, ONE), Term("add", last, ONE)
    one = {"coefficient": 1}
    inside = rules.arithmetic([high], ("<=", index, after), [_ONCE, one])
    split = rules.split_sum([low, inside], functional.of(body), index)
    rest = Term("sum", variable, index, last, body)
    step = rules.arithmetic([], ("<=", index, following), [one])
    again = rules.split_sum([step, rules.arithmetic([high], ("<=", following, after), [_ONCE])], rest, following)
    ends = (first, sub(index, ONE)), (following, last)
    signs = []
    for number, part in enumerate(Functional(variable, end) for end in ends):
        here = [rules.assume([], condition) for condition in part.everywhere(("<=", ZERO, body)).conditions]
        relation = ("<=", variable, last) if number == 0 else ("<=", first, variable)
        wider = rules.arithmetic([here[1 - number], (high, low)[number]], relation, [_ONCE, _SECOND, one])
        shown = [here[0], wider] if number == 0 else [wider, here[1]]
        signs.append(part.compare(rules.instantiate([every, *shown], [(every.clause.variables[0], variable)])))
    entries = [_ONCE, _SECOND, *({"coefficient": -1, "equality": k} for k in (2, 3))]
    relation = ("<=", substitute(body, {variable: index}), total)
    return rules.arithmetic([*signs, split, again], relation, entries)


def square_of_sum(total: Term, every: Theorem) -> Theorem:
    """sum_i f(i)^2 <= (sum_i f(i))^2, from 0 <= f(i) for all i: f(i)^2 is at most f(i) times the sum."""
    functional, body = read(total, frozenset(every.clause.variables))
    inside = [rules.assume([], condition) for condition in functional.everywhere(("<=", ZERO, body)).conditions]
    below = term_below_sum([*inside, every], total, functional.variable)
    sign = rules.instantiate([every, *inside], [(every.clause.variables[0], functional.variable)])
    relation = ("<=", squared(body), Term("mul", body, total))
    shown = rules.arithmetic([below, sign], relation, [{"coefficient": 1, "premises": [0, 1]}])
    return rules.arithmetic([functional.compare(shown)], ("<=", functional.of(squared(body)), squared(total)), [_ONCE])


def telescoping(count: Term, variable: Term, body: Term) -> Theorem:
    """The sum of f(j + 1) over j < n is that of f(j), with f(n) for f(0); by induction."""
    n = fresh_variable(Term("var", "n", NATURAL), body.free | {variable})
    last = sub(n, ONE)
    moved = substitute(body, {variable: Term("add", variable, ONE)})
    ends = sub(substitute(body, {variable: n}), substitute(body, {variable: ZERO}))
    relation = (
        "=",
        Term("sum", variable, ZERO, last, moved),
        Term("add", Term("sum", variable, ZERO, last, body), ends),
    )
    return by_induction(n, relation, count)
