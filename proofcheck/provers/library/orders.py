"""Laws about the order of numbers."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, KernelError, Term, neg, num, sub
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.forms import by_cases, opposite
from proofcheck.provers.library.applying import apply, read, worded_as

A, B, C, S = (Term("var", name, SCALAR) for name in "abcs")
J, K = (Term("var", name, NATURAL) for name in "jk")
_ONCE = {"coefficient": 1, "premises": [0]}
Entries = Sequence[Mapping[str, object]]


@cache
def antisymmetry_law() -> Theorem:
    """If a <= b and b <= a then a = b: the square of the difference is at most 0."""
    order = [rules.assume([], fact("<=", *sides)) for sides in ((A, B), (B, A))]
    difference = sub(A, B)
    square = rules.arithmetic(order, ("<=", Term("pow", difference, 2), ZERO), [{"coefficient": 1, "premises": [0, 1]}])
    nothing = rules.definite([square], difference)
    shown = rules.arithmetic([nothing], ("=", A, B), [{"coefficient": 1, "equality": 0}])
    return rules.generalize([shown], [], [theorem.clause for theorem in order])


def antisymmetry(premises: Sequence[Theorem]) -> Theorem:
    """``a = b``, from ``a <= b`` and ``b <= a``.

    Raises:
        KernelError: the premises say something else.
    """
    _, left, right = premises[0].clause.relation
    return apply(antisymmetry_law(), premises, variables=[(A, left), (B, right)])


@cache
def squares_law() -> Theorem:
    """If 0 <= b and a^2 <= b^2 then a <= b."""
    return _squares_law("<=")


@cache
def strict_squares_law() -> Theorem:
    """If 0 <= b and a^2 < b^2 then a < b."""
    return _squares_law("<")


def _squares_law(op: str) -> Theorem:
    """Otherwise b R a, and a^2 - b^2 = (a - b)^2 + 2 b (a - b) makes the squares contradict."""
    sign, squares = fact("<=", ZERO, B), fact(op, Term("pow", A, 2), Term("pow", B, 2))
    order = fact(op, A, B)
    entries = [
        {"coefficient": 1, "premises": [2]},
        {"coefficient": 1, "premises": [1, 1]},
        {"coefficient": 2, "premises": [0, 1]},
    ]
    given = [rules.assume([], clause) for clause in (sign, fact(*opposite(order.relation)), squares)]
    impossible = rules.absurd([rules.arithmetic(given, ("<", ZERO, ZERO), entries)], order.relation)
    shown = by_cases(order.relation, rules.assume([], order), impossible)
    return rules.generalize([shown], [], [sign, squares])


def compare_squares(premises: Sequence[Theorem], left: Term, right: Term) -> Theorem:
    """The order of two numbers by that of their squares, from ``0 <= b`` and ``a^2 R b^2``.

    Raises:
        KernelError: the premises say something else.
    """
    if len(premises) != 2:
        raise KernelError("two premises are needed")
    law = strict_squares_law() if premises[1].clause.relation[0] == "<" else squares_law()
    return apply(law, premises, variables=[(A, left), (B, right)])


@cache
def root_law() -> Theorem:
    """If a^2 <= b then a <= sqrt(b): sqrt(a^2) is at most sqrt(b), and its square is that of a."""
    square, size = Term("pow", A, 2), Term("sqrt", Term("pow", A, 2))
    given = rules.assume([], fact("<=", square, B))
    sign = rules.arithmetic([], ("<=", ZERO, size), [{"coefficient": 1, "multiplier": size}])
    below = compare_squares([sign, rules.arithmetic([], ("<=", square, Term("pow", size, 2)), [])], A, size)
    entries = [{"coefficient": 1, "premises": [place]} for place in (0, 1)]
    shown = rules.arithmetic([below, rules.monotone_root([given])], ("<=", A, Term("sqrt", B)), entries)
    return rules.generalize([shown], [], [given.clause])


def below_root(premises: Sequence[Theorem], left: Term, inside: Term) -> Theorem:
    """``a <= sqrt(b)``, from ``a^2 <= b``.

    Raises:
        KernelError: the premise says something else.
    """
    return apply(root_law(), premises, variables=[(A, left), (B, inside)])


@cache
def equals_law() -> Theorem:
    """If a = b and b = c then a = c."""
    given = [rules.assume([], fact("=", *sides)) for sides in ((A, B), (B, C))]
    entries = [{"equation": place, "hole": S, "template": S} for place in (0, 1)]
    return rules.generalize([rules.identity(given, A, C, entries)], [], [theorem.clause for theorem in given])


def equals(premises: Sequence[Theorem]) -> Theorem:
    """``a = c``, from ``a = b`` and ``b = c``, though b may have no normal form.

    Raises:
        KernelError: the premises say something else.
    """
    (_, first, middle), (_, _, last) = (premise.clause.relation for premise in premises)
    return apply(equals_law(), premises, variables=[(A, first), (B, middle), (C, last)])


@cache
def _rising_law() -> Theorem:
    """For all a <= b: exp(a) <= exp(b), since the slope is positive."""
    order = rules.assume([], fact("<=", A, B))
    falling = neg(Term("exp", S))
    steady = rules.over(S, A, B, ("<=", Term("d", S, falling), ZERO))
    slope = rules.arithmetic([], steady.relation, [{"coefficient": 1, "multiplier": Term("exp", S)}])
    flat = rules.generalize([slope], [S], steady.conditions)
    shown = rules.mean_value_inequality([flat, order], S, A, B, falling)
    rising = rules.arithmetic([shown], ("<=", Term("exp", A), Term("exp", B)), [_ONCE])
    return rules.generalize([rising], [A, B], [order.clause])


@cache
def tangent_law() -> Theorem:
    """1 + a <= exp(a): the difference falls before 0, and rises after it."""
    difference = sub(Term("exp", S), Term("add", ONE, S))

    def falls(low: Term, high: Term, order: Theorem) -> Theorem:
        """The difference is not negative at a, one of the ends, between which it moves away from that at 0."""
        body = difference if high is ZERO else neg(difference)
        steady = rules.over(S, low, high, ("<=", Term("d", S, body), ZERO))
        inside = [rules.assume([], condition) for condition in steady.conditions]
        ends, near = ((S, ZERO), inside[1]) if high is ZERO else ((ZERO, S), inside[0])
        risen = rules.instantiate([_rising_law(), near], list(zip((A, B), ends, strict=True)))
        slope = rules.arithmetic([risen], steady.relation, [_ONCE])
        flat = rules.generalize([slope], [S], steady.conditions)
        shown = rules.mean_value_inequality([flat, order], S, low, high, body)
        return rules.arithmetic([shown], ("<=", Term("add", ONE, A), Term("exp", A)), [_ONCE])

    later = rules.arithmetic([rules.assume([], fact("<", ZERO, A))], ("<=", ZERO, A), [_ONCE])
    return rules.cases([falls(A, ZERO, rules.assume([], fact("<=", A, ZERO))), falls(ZERO, A, later)], A, ZERO)


def tangent_of_exp(exponent: Term) -> Theorem:
    """``1 + a <= exp(a)``: the exponential lies above its tangent at 0."""
    return apply(tangent_law(), variables=[(A, exponent)])


@cache
def growth_law(function: str, op: str) -> Theorem:
    """If a R b then exp(a) R exp(b), and log(a) R log(b) where 0 < a: tangents lie below the exponential.

    The tangent at a is exp(a) (1 + b - a) <= exp(b), and that at log(b) is b (1 + log(a) - log(b)) <= a.
    """
    given = rules.assume([], fact(op, A, B))
    if function == "exp":
        value = Term("exp", A)
        entries = [{**_ONCE, "multiplier": value}, {"coefficient": 1, "premises": [1], "multiplier": value}]
        tangent = tangent_of_exp(sub(B, A))
        shown = rules.arithmetic([tangent, given], (op, value, Term("exp", B)), entries)
        return rules.generalize([shown], [], [given.clause])
    positive = rules.assume([], fact("<", ZERO, A))
    above = rules.arithmetic([positive, given], ("<", ZERO, B), [{"coefficient": 1, "premises": [i]} for i in (0, 1)])
    tangent = tangent_of_exp(sub(Term("log", A), Term("log", B)))
    entries = [_ONCE, {"coefficient": 1, "premises": [1], "multiplier": Term("div", ONE, B)}]
    relation = (op, Term("log", A), Term("log", B))
    shown = rules.arithmetic([tangent, given, positive, above], relation, entries)
    return rules.generalize([shown], [], [given.clause, positive.clause])


def monotone(premises: Sequence[Theorem], function: str) -> Theorem:
    """``f(a) R f(b)`` from ``a R b``, for exp, sqrt (``<=`` only), and log, which needs ``0 < a`` too.

    Raises:
        KernelError: the premises say something else.
    """
    if function == "sqrt":
        return rules.monotone_root(premises)
    op, left, right = premises[0].clause.relation
    return apply(growth_law(function, op), premises, variables=[(A, left), (B, right)])


@cache
def powers_law() -> Theorem:
    """If 0 <= a and a <= b then a^k <= b^k for natural k.

    By induction, as b b^k - a a^k = (b - a) b^k + a (b^k - a^k).
    """
    sign, order = (rules.assume([], fact("<=", *sides)) for sides in ((ZERO, A), (A, B)))
    positive = rules.arithmetic([sign, order], ("<=", ZERO, B), [{"coefficient": 1, "premises": [i]} for i in (0, 1)])
    relation: Relation = ("<=", Term("powi", A, K), Term("powi", B, K))
    statement = fact(*relation)
    base = rules.arithmetic([], statement.substitute({K: ZERO}).relation, [])
    step = rules.arithmetic(
        [sign, order, rules.assume([], statement), positive],
        statement.substitute({K: Term("add", K, ONE)}).relation,
        [
            {"coefficient": 1, "premises": [1], "multiplier": Term("powi", B, K)},
            {"coefficient": 1, "premises": [0, 2]},
        ],
    )
    every = rules.induction([base, rules.generalize([step], [K], [statement])], K, statement)
    return rules.generalize([rules.instantiate([every], [(K, K)])], [], [sign.clause, order.clause])


def compare_powers(premises: Sequence[Theorem], a: Term, b: Term, k: Term) -> Theorem:
    """``a^k <= b^k`` for a natural k, from ``0 <= a`` and ``a <= b``.

    Raises:
        KernelError: the premises say something else.
    """
    return apply(powers_law(), premises, variables=[(A, a), (B, b), (K, k)])


@cache
def bernoulli_law() -> Theorem:
    """If 0 <= a then 1 + k (a - 1) <= a^k for natural k (Bernoulli's inequality).

    By induction, as a (1 + k (a - 1)) = 1 + (k + 1) (a - 1) + k (a - 1)^2.
    """
    sign, rise = rules.assume([], fact("<=", ZERO, A)), sub(A, ONE)
    relation: Relation = ("<=", Term("add", ONE, Term("mul", K, rise)), Term("powi", A, K))
    statement = fact(*relation)
    base = rules.arithmetic([], statement.substitute({K: ZERO}).relation, [])
    following = statement.substitute({K: Term("add", K, ONE)}).relation
    entries = [
        {"coefficient": 1, "premises": [0, 1]},
        {"coefficient": 1, "multiplier": K, "square": rise},
    ]
    step = rules.arithmetic([sign, rules.assume([], statement)], following, entries)
    every = rules.induction([base, rules.generalize([step], [K], [statement])], K, statement)
    return rules.generalize([rules.instantiate([every], [(K, K)])], [], [sign.clause])


def bernoulli(premises: Sequence[Theorem], base: Term, count: Term) -> Theorem:
    """``1 + k (a - 1) <= a^k`` for a natural k, from ``0 <= a``.

    Raises:
        KernelError: the premise says something else.
    """
    return apply(bernoulli_law(), premises, variables=[(A, base), (K, count)])


def dimension_is_positive(premises: Sequence[Theorem], dimension: str) -> Theorem:
    """1 <= n, from no premises: a dimension is positive, and a whole number."""
    size = Term("dim", dimension)
    positive = rules.arithmetic(premises, ("<", ZERO, size), [{"coefficient": 1, "multiplier": size}])
    once = {"coefficient": 1, "premises": [0]}
    return rules.arithmetic([whole_numbers([positive])], ("<=", ONE, size), [once])


@cache
def whole_numbers_law() -> Theorem:
    """If j < k then j + 1 <= k, for natural j and k: 0 <= (k - j) (k - j - 1), by induction over both."""
    statement = fact("<=", ZERO, Term("mul", sub(K, J), sub(sub(K, J), ONE)))
    every = Clause((K,), (), statement.relation)
    positive = [{"coefficient": 1, "multiplier": K, "square": ONE}, {"coefficient": 1, "multiplier": Term("pow", K, 2)}]
    first = _over_all(statement.substitute({J: ZERO}), [], [], positive)
    later = statement.substitute({J: Term("add", J, ONE)})
    sign = [{"coefficient": 1, "multiplier": later.substitute({K: ZERO}).relation[2]}]
    second = _over_all(later, [rules.instantiate([rules.assume([], every)], [(K, K)])], sign, [_ONCE])
    both = rules.induction([first, rules.generalize([second], [J], [every])], J, every)
    order, other = (rules.assume([], fact("<", *sides)) for sides in ((J, K), (K, Term("add", J, ONE))))
    known = [rules.instantiate([both], [(J, J), (K, K)]), order, other]
    goal: Relation = ("<=", Term("add", J, ONE), K)
    impossible = rules.arithmetic(known, ("<", ZERO, ZERO), [_ONCE, {"coefficient": 1, "premises": [1, 2]}])
    shown = by_cases(goal, rules.assume([], fact(*goal)), rules.absurd([impossible], goal))
    return rules.generalize([shown], [], [order.clause])


def _over_all(statement: Clause, known: Sequence[Theorem], first: Entries, later: Entries) -> Theorem:
    """A statement about all natural k, by certificates at 0 and at k + 1."""
    base, following = (statement.substitute({K: k}).relation for k in (ZERO, Term("add", K, ONE)))
    step = rules.generalize([rules.arithmetic(known, following, later)], [K], [statement])
    return rules.induction([rules.arithmetic([], base, first), step], K, statement)


def whole_numbers(premises: Sequence[Theorem]) -> Theorem:
    """``a + 1 <= b``, from ``a < b`` between natural numbers by their form.

    Raises:
        KernelError: the premises say something else.
    """
    _, left, right = premises[0].clause.relation
    return apply(whole_numbers_law(), premises, variables=[(J, left), (K, right)])


def undone(divisor: Term) -> Relation:
    """``q (1 / q) = 1``."""
    return ("=", Term("mul", divisor, Term("div", ONE, divisor)), ONE)


@cache
def reciprocal_law() -> Theorem:
    """If 0 < a^2 then a (1 / a) = 1: the normal form of a product, which a sum in the place of a would be no more."""
    given = rules.assume([], fact("<", ZERO, Term("pow", A, 2)))
    return rules.generalize([rules.identity([given], *undone(A)[1:])], [], [given.clause])


def reciprocal(premises: Sequence[Theorem], divisor: Term) -> Theorem:
    """``q (1 / q) = 1``, from ``0 < q^2``.

    Raises:
        KernelError: the premise says something else.
    """
    return apply(reciprocal_law(), premises, variables=[(A, divisor)])


def _larger(left: Term, right: Term) -> tuple[Theorem, Theorem]:
    """That max(a, b) is b where a <= b, and a where b < a."""
    lower, higher = rules.assume([], fact("<=", left, right)), rules.assume([], fact("<", right, left))
    return rules.maximum([lower]), rules.maximum([rules.arithmetic([higher], ("<=", right, left), [_ONCE])])


@cache
def maximum_law(op: str) -> Theorem:
    """If a R c and b R c then max(a, b) R c: it is one of them."""
    goal: Relation = (op, Term("max", A, B), C)
    given = [rules.assume([], fact(op, side, C)) for side in (A, B)]
    entries = [_ONCE, {"coefficient": 1, "equality": 1}]
    first, second = _larger(A, B)
    cases = [
        rules.arithmetic([bound, equal], goal, entries) for bound, equal in ((given[1], first), (given[0], second))
    ]
    return rules.generalize([rules.cases(cases, A, B)], [], [premise.clause for premise in given])


def maximum(premises: Sequence[Theorem]) -> Theorem:
    """``max(a, b) R c``, from ``a R c`` and ``b R c``, where R is <= or <.

    Raises:
        KernelError: the premises say something else.
    """
    (op, left, bound), (_, right, _) = (premise.clause.relation for premise in premises)
    return apply(maximum_law(op), premises, variables=[(A, left), (B, right), (C, bound)])


@cache
def extremes_law(place: int) -> Theorem:
    """a <= max(a, b), and b <= max(a, b): it is one of them, where the other is no more."""
    goal: Relation = ("<=", (A, B)[place - 1], Term("max", A, B))
    equal, order = {"coefficient": -1, "equality": 0}, {"coefficient": 1, "premises": [1]}
    orders = (fact("<=", A, B), fact("<", B, A))
    cases = [
        rules.arithmetic([larger, rules.assume([], given)], goal, [equal] if chosen == place else [equal, order])
        for larger, given, chosen in zip(_larger(A, B), orders, (2, 1), strict=True)
    ]
    return rules.cases(cases, A, B)


def extreme(premises: Sequence[Theorem], term: Term, place: int) -> Theorem:
    """A maximum is at least its argument in that place, a minimum at most: ``min(a, b) = a + b - max(a, b)``.

    Raises:
        KernelError: the term is neither, or there are premises.
    """
    head, *sides = term
    if head == "max":
        return apply(extremes_law(place), premises, variables=list(zip((A, B), sides, strict=True)))
    if head != "min":
        raise KernelError("a maximum or a minimum is needed")
    other = extreme(premises, Term("max", *sides), 3 - place)
    return rules.arithmetic([other], ("<=", term, term[place]), [_ONCE])


def least(premises: Sequence[Theorem]) -> Theorem:
    """``c R min(a, b)``, from ``c R a`` and ``c R b``: both numbers are at most a + b - c.

    Raises:
        KernelError: the premises say something else.
    """
    (op, bound, left), (_, _, right) = (premise.clause.relation for premise in premises)
    above = Term("add", left, right, neg(bound))
    both = [
        rules.arithmetic([premise], (op, other, above), [_ONCE])
        for premise, other in zip(reversed(premises), (left, right), strict=True)
    ]
    return rules.arithmetic([maximum(both)], (op, bound, Term("min", left, right)), [_ONCE])


def quadratic_form(p: Term, q: Term, ff: Term, fg: Term, gg: Term) -> Term:
    """``p^2 ff - 2 p q fg + q^2 gg``."""
    return Term(
        "add",
        Term("mul", Term("pow", p, 2), ff),
        Term("mul", num(-2), p, q, fg),
        Term("mul", Term("pow", q, 2), gg),
    )


@cache
def discriminant_law() -> Theorem:
    """If 0 <= p^2 a - 2 p q b + q^2 c for all p and q then b^2 <= a c.

    With p = c and q = b, or p = b and q = a, that is the claim times c, or a; and if both are at most 0, so is b^2, by
    p = b and q = 1.
    """
    p, q = (Term("var", name, SCALAR) for name in "pq")
    every = Clause((p, q), (), ("<=", ZERO, quadratic_form(p, q, A, B, C)))
    given, relation = rules.assume([], every), ("<=", Term("pow", B, 2), Term("mul", A, C))
    pairs = ((C, B), (B, A), (B, ONE))
    by_last, by_first, by_both = (rules.instantiate([given], [(p, one), (q, other)]) for one, other in pairs)
    small = [rules.assume([], fact("<=", part, ZERO)) for part in (A, C)]
    half = {"coefficient": Fraction(1, 2)}
    entries = [
        {"coefficient": 1, "premises": [0, 1]},
        {**half, "premises": [2]},
        {**half, "premises": [0], "square": B},
        {**half, "premises": [1]},
    ]
    shown = rules.arithmetic([*small, by_both], relation, entries)
    for part, known in ((A, by_first), (C, by_last)):
        positive = rules.assume([], fact("<", ZERO, part))
        entry = {"coefficient": 1, "premises": [0], "multiplier": Term("pow", part, -1)}
        shown = rules.cases([shown, rules.arithmetic([known, positive], relation, [entry])], part, ZERO)
    return rules.generalize([shown], [], [every])


def discriminant(every: Theorem, ff: Term, fg: Term, gg: Term) -> Theorem:
    """``fg^2 <= ff gg``, from ``0 <= p^2 ff - 2 p q fg + q^2 gg`` for all p and q.

    Raises:
        KernelError: the theorem says something else.
    """
    return _said_of_all(discriminant_law(), [every], [(A, ff), (B, fg), (C, gg)])


def _said_of_all(law: Theorem, premises: Sequence[Theorem], values: Sequence[tuple[Term, Term]]) -> Theorem:
    """A law for other letters whose condition is for all values of variables, however these are called."""
    law = read(law, variables=values)
    said = [worded_as(theorem, law.clause.conditions[0]) for theorem in premises]
    return rules.instantiate([law, *said], [])


@cache
def limit_law() -> Theorem:
    """If a <= b + c s for all s > 0 then a <= b.

    Where c is not positive, s = 1 shows it; else s = (a - b) / (2 c) would contradict b < a.
    """
    positive = fact("<", ZERO, S)
    every = Clause((S,), (positive,), ("<=", A, Term("add", B, Term("mul", C, S))))
    relation: Relation = ("<=", A, B)
    given = rules.assume([], every)
    one = rules.arithmetic([], ("<", ZERO, ONE), [{"coefficient": 1}])
    first, flat = rules.instantiate([given, one], [(S, ONE)]), rules.assume([], fact("<=", C, ZERO))
    small = rules.arithmetic([first, flat], relation, [{"coefficient": 1, "premises": [place]} for place in (0, 1)])
    steep, above = rules.assume([], fact("<", ZERO, C)), rules.assume([], fact("<", B, A))
    half: Term = Term("mul", num("1/2"), Term("pow", C, -1), sub(A, B))
    entry = {"coefficient": Fraction(1, 2), "premises": [1], "multiplier": Term("pow", C, -1)}
    near = rules.arithmetic([steep, above], ("<", ZERO, half), [entry])
    closer = rules.instantiate([given, near], [(S, half)])
    large = rules.arithmetic([closer, steep], relation, [{"coefficient": 2, "premises": [0]}])
    large = rules.cases([rules.assume([], fact(*relation)), large], A, B)
    return rules.generalize([rules.cases([small, large], C, ZERO)], [], [every])


def limit(premises: Sequence[Theorem], low: Term, high: Term, slope: Term) -> Theorem:
    """``a <= b``, from ``a <= b + c s`` for all positive s.

    Raises:
        KernelError: the premise says something else.
    """
    return _said_of_all(limit_law(), premises, [(A, low), (B, high), (C, slope)])


@cache
def tangent_of_root_law() -> Theorem:
    """If 0 < a and 0 <= b then sqrt(b) <= sqrt(a) + (b - a) / (2 sqrt(a)): (sqrt(b) - sqrt(a))^2 is not negative."""
    positive, sign = rules.assume([], fact("<", ZERO, A)), rules.assume([], fact("<=", ZERO, B))
    here, there = Term("sqrt", A), Term("sqrt", B)
    line: Term = Term("add", here, Term("div", sub(B, A), Term("mul", num(2), here)))
    entry = {"coefficient": Fraction(1, 2), "square": sub(there, here), "multiplier": Term("pow", here, -1)}
    shown = rules.arithmetic([positive, sign], ("<=", there, line), [entry])
    return rules.generalize([shown], [], [positive.clause, sign.clause])


def tangent_of_root(premises: Sequence[Theorem], here: Term, there: Term) -> Theorem:
    """``sqrt(b) <= sqrt(a) + (b - a) / (2 sqrt(a))``, from ``0 < a`` and ``0 <= b``.

    Raises:
        KernelError: the premises say something else.
    """
    return apply(tangent_of_root_law(), premises, variables=[(A, here), (B, there)])
