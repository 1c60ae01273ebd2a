"""Rules about integrals, and about what moves."""

from proofcheck.kernel.calculus import derivative, is_continuous
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.rules.making import Conclusion, Premises, absent, binder, facts, need, over, rule
from proofcheck.kernel.terms import SCALAR, ZERO, Term, num, sub, substitute


@rule("monotonicity of the integral")
def integral_monotone(premises: Premises, left: Term, right: Term) -> Conclusion:
    """The integral is monotone, and depends on the values of its integrand alone.

    ::

        A |- for s in [a, b]: f(s) R g(s)      B |- a <= b     R is <= or =, s not free in a, b,
        --------------------------------------------------     f, g continuous in s for <=
        A, B |- int_a^b f R int_a^b g
    """
    _, s, low, high, f = binder(left, "int")
    op = premises[0].clause.relation[0]
    absent(s, low, high)
    need(right[:4] == ("int", s, low, high), "the two integrals must have the same variable and limits")
    continuous = is_continuous(f, s) and is_continuous(right[4], s)
    need(op == "=" or continuous, "the integrand need not be continuous")
    need(op in {"<=", "="}, "the integrands are compared by <= or =")
    need(premises[0].clause == over(s, low, high, (op, f, right[4])), "the premise does not compare the integrands")
    facts(premises[1:], ("<=", low, high))
    return Conclusion(fact(op, left, right), frozenset({"logic" if op == "=" else "monotonicity of the integral"}))


@rule("linearity of the integral", "normal form")
def integral_linear(premises: Premises, vector: Term, integral: Term) -> Clause:
    """An inner product can be taken under the integral.

    ::

        ------------------------------------  v continuous in s, s not free in u
        <u, int_a^b v> = int_a^b <u, v>
    """
    facts(premises)
    _, s, low, high, body = binder(integral, "int")
    absent(s, vector)
    need(is_continuous(body, s), "the integrand need not be continuous")
    return fact("=", Term("inner", vector, integral), Term("int", s, low, high, Term("inner", vector, body)))


@rule("fundamental theorem of calculus", "fundamental theorem of calculus")
def fundamental_theorem(premises: Premises, variable: Term, low: Term, high: Term, body: Term) -> Clause:
    """The integral of a derivative.

    ::

        --------------------------------------  F continuously differentiable by its form
        int_a^b (d/ds F)(s) ds = F(b) - F(a)
    """
    facts(premises)
    slope = derivative(body, variable)
    need(is_continuous(slope, variable), "the derivative need not be continuous")
    difference = sub(substitute(body, {variable: high}), substitute(body, {variable: low}))
    return fact("=", Term("int", variable, low, high, slope), difference)


@rule("gradient inequality", "gradient inequality")
def gradient_inequality(
    premises: Premises, variable: Term, horizon: Term, path: Term, energy: Term, rate: Term, factor: Term
) -> Clause:
    """The length of a path along which an energy falls fast enough (Lojasiewicz 1984; Bolte et al. 2010).

    ::

        A |- for s in [0, T]: 2 c |x'(s)| sqrt(E(s)) + d/ds E <= 0
        B |- for s in [0, T]: |x'(s)|^2 <= K E(s)      C |- for s in [0, T]: 0 <= E(s)
        D |- 0 <= c                                    F |- 0 <= T
        -------------------------------------------------------------------------------
        A, B, C, D, F |- c |x(T) - x(0)| <= sqrt(E(0))

    Where E > 0, (sqrt E)' <= -c |x'|. E does not increase, so it stays 0 once it is 0, and x stands still there.
    """
    need(variable not in rate.free | horizon.free, "the rate depends on time")
    speed = Term("norm", Term("d", variable, path))
    derivative(energy, variable)
    need(is_continuous(derivative(path, variable), variable), "the velocity need not be continuous")
    falls = Term("add", Term("mul", num(2), rate, speed, Term("sqrt", energy)), Term("d", variable, energy))
    expected = (
        over(variable, ZERO, horizon, ("<=", falls, ZERO)),
        over(variable, ZERO, horizon, ("<=", Term("pow", speed, 2), Term("mul", factor, energy))),
        over(variable, ZERO, horizon, ("<=", ZERO, energy)),
        fact("<=", ZERO, rate),
        fact("<=", ZERO, horizon),
    )
    need(tuple(premise.clause for premise in premises) == expected, "the premises are not those of the rule")
    start = {variable: ZERO}
    length = Term("norm", sub(substitute(path, {variable: horizon}), substitute(path, start)))
    return fact("<=", Term("mul", rate, length), Term("sqrt", substitute(energy, start)))


@rule("continuation", "continuation")
def continuation(premises: Premises, variable: Term, earlier: Term, quantity: Term, bound: Term) -> Clause:
    """A continuous quantity that cannot be the first to reach its bound never reaches it.

    ::

        A |- D(0) < R      B |- for all t: if 0 <= t and (for s in [0, t]: D(s) <= R) then D(t) < R
        -------------------------------------------------------------------------------------------
        A, B |- for all t: if 0 <= t then D(t) < R          D continuous in t, t not free in R

    The times up to which D <= R form an interval that contains 0, is closed, and is open in [0, oo): D < R at its end.
    """
    need(is_continuous(quantity, variable), "the quantity need not be continuous")
    need(
        variable not in bound.free and earlier not in bound.free,
        "the bound depends on time",
    )
    need(earlier not in quantity.free, "the earlier time occurs in the quantity")
    need(
        variable[2] == SCALAR and earlier[2] == SCALAR and variable != earlier,
        "two time variables are needed",
    )
    inside = over(earlier, ZERO, variable, ("<=", substitute(quantity, {variable: earlier}), bound))
    strictly: Relation = ("<", quantity, bound)
    first, second = premises
    need(
        first.clause == fact("<", substitute(quantity, {variable: ZERO}), bound),
        "it must start strictly inside",
    )
    step = Clause((variable,), (fact("<=", ZERO, variable), inside), strictly)
    need(second.clause == step, "the second premise is not the step of the rule")
    return Clause((variable,), (fact("<=", ZERO, variable),), strictly)
