"""What a bound for all vectors implies: the sign of its constant, and of an operator's images the operator's norm."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Problem, sides
from proofcheck.kernel.terms import NATURAL, ONE, ZERO, KernelError, Term, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.forms import is_scalar_variable
from proofcheck.provers.library import orders, spectra
from proofcheck.provers.library.coordinates import first_length
from proofcheck.provers.operators import turned

_SIZES = frozenset({"norm", "opnorm", "nuclear", "frobenius"})


def not_negative(assumed: Sequence[Theorem]) -> Iterator[Theorem]:
    """``0 <= L`` for each hypothesis ``|f(u) - f(v)| <= L |u - v|`` for all u and v: there are vectors apart.

    Also for each bound on a norm or a square at all indices, numbers or vectors, which are there.
    """
    signed = {side for t in assumed if t.clause.relation[1] == ZERO for side in t.clause.relation[2:]}
    for theorem in assumed:
        constant = _constant(theorem.clause)
        if constant is not None and constant not in signed and (found := _sign(theorem, constant)) is not None:
            yield found
        elif (bound := _bound(theorem.clause)) is not None and bound not in signed:
            yield from filter(None, [_sign_of_bound(theorem, bound)])


def counted(assumed: Sequence[Theorem]) -> Iterator[Theorem]:
    """``0 < n`` for each hypothesis ``1 <= n`` about a natural number."""
    for theorem in assumed:
        clause = theorem.clause
        op, low, n = clause.relation
        plain = op == "<=" and not clause.variables and not clause.conditions
        if plain and low[0] == "num" and low[1] > 0 and n[0] == "var" and n.sort == NATURAL:
            yield from filter(None, [Facts([theorem]).prove(("<", ZERO, n))])


def at_least_one(assumed: Sequence[Theorem]) -> Iterator[Theorem]:
    """``1 <= n`` for each hypothesis ``0 < n`` about a natural number: sums from 1 on have a last term."""
    for theorem in assumed:
        clause = theorem.clause
        op, low, n = clause.relation
        plain = op == "<" and not clause.variables and not clause.conditions
        if plain and low == ZERO and n[0] == "var" and n.sort == NATURAL:
            yield from filter(None, [Facts([orders.whole_numbers([theorem])]).prove(("<=", ONE, n))])


def bounded_operators(problem: Problem, assumed: Sequence[Theorem]) -> Iterator[Theorem]:
    """``|A| <= c`` for each hypothesis ``|A v| <= c |v|`` for all v, where the transpose of A is spoken of, too."""
    spoken = [*(theorem.clause for theorem in assumed), *problem.goal.conditions, problem.goal]
    for theorem in assumed:
        found = _operator(theorem.clause)
        if found is not None:
            operator, bound = found
            other_way = turned(operator)
            if any(other_way == part for clause in spoken for side in sides(clause) for part in subterms(side)):
                yield spectra.operator_norm_least([theorem], operator, bound, theorem.clause.variables[0])


def _operator(clause: Clause) -> tuple[Term, Term] | None:
    """The operator A and the bound c of such a hypothesis."""
    op, left, right = clause.relation
    if op != "<=" or clause.conditions or len(clause.variables) != 1 or left[0] != "norm" or right[0] != "mul":
        return None
    (v,) = clause.variables
    if v.sort[0] != "V":
        return None
    factors = [factor for factor in right[1:] if factor != Term("norm", v)]
    if left[1][0] != "dot" or left[1][2] != v or len(factors) != len(right) - 2:
        return None
    bound = factors[0] if len(factors) == 1 else Term("mul", *factors)
    return (left[1][1], bound) if v not in left[1][1].free | bound.free else None


def _bound(clause: Clause) -> Term | None:
    """The letter M of ``|f(u)| <= M`` for all u."""
    op, left, right = clause.relation
    size = left[0] in _SIZES or (left[0] == "pow" and left[2] % 2 == 0)
    whole = op != "=" and size and is_scalar_variable(right) and right not in clause.variables
    return right if whole and clause.variables else None


@lru_cache(maxsize=256)
def _sign_of_bound(theorem: Theorem, bound: Term) -> Theorem | None:
    clause = theorem.clause
    values = {variable: _somewhere(variable, clause) for variable in clause.variables}
    try:
        shown = [Facts([]).prove(condition.substitute(values).relation) for condition in clause.conditions]
        here = rules.instantiate([theorem, *filter(None, shown)], list(values.items()))
        return Facts([here]).prove(("<=", ZERO, bound))
    except KernelError:
        return None


def _somewhere(variable: Term, clause: Clause) -> Term:
    """A value: the number that is the least one, if the conditions name it, or the variable itself for a vector."""
    if variable.sort[0] not in "SN":
        return variable
    least = [c.relation[1] for c in clause.conditions if c.relation[2] == variable and c.relation[1][0] == "num"]
    return least[0] if least else ZERO


def _constant(clause: Clause) -> Term | None:
    """The letter L of such a hypothesis."""
    op, left, right = clause.relation
    if op != "<=" or clause.conditions or len(clause.variables) != 2 or left[0] not in _SIZES or right[0] != "mul":
        return None
    constants = [factor for factor in right[1:] if is_scalar_variable(factor)]
    others = [factor for factor in right[1:] if factor not in constants]
    apart = len(others) == 1 and others[0][0] == "norm" and others[0].free == frozenset(clause.variables)
    return constants[0] if len(constants) == 1 and apart and constants[0] not in clause.variables else None


@lru_cache(maxsize=256)
def _sign(theorem: Theorem, constant: Term) -> Theorem | None:
    u, v = theorem.clause.variables
    if u.sort != v.sort or u.sort[0] != "V":
        return None
    try:
        one = first_length(u.sort[1])
        unit = one.clause.relation[1][1]
        here = rules.instantiate([theorem], [(u, unit), (v, Term("mul", ZERO, unit))])
        return Facts([here, one]).prove(("<=", ZERO, constant))
    except KernelError:
        return None
