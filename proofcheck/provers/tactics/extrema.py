"""Tactics for infima, least and largest eigenvalues, singular values and operator norms."""

from dataclasses import replace
from functools import partial

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import (
    ONE,
    SCALAR,
    ZERO,
    KernelError,
    Term,
    fresh_variable,
    neg,
    sub,
    substitute,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Search
from proofcheck.provers.forms import is_negated, is_simple, product_of, sum_of, top_factors, with_part
from proofcheck.provers.instances import needed_symmetry, open_subterms
from proofcheck.provers.library import frobenius, orders, spectra
from proofcheck.provers.library.applying import entry
from proofcheck.provers.matching import Matcher, Reading
from proofcheck.provers.saturation import finish, isolated


def infimum_bound(search: Search, relation: Relation) -> Theorem | None:
    """A lower bound of an infimum, a minimum over the sphere, an eigenvalue or a singular value, by definition."""
    op, bound, right = relation
    if op != "<=":
        return None
    if right[0] == "add":
        return _infimum_bound_of_sum(search, relation)
    for target in dict.fromkeys(t for t in top_factors(right) if t[0] in {"inf", "minS", "lmin", "smin"}):
        wanted = bound if target == right else _solve_for(search, relation, target)
        if wanted is None:
            continue
        shown = _greatest(search, target, wanted)
        if shown is not None:
            return shown if target == right else finish(search, relation, [shown])
    return None


def _infimum_bound_of_sum(search: Search, relation: Relation) -> Theorem | None:
    op, bound, right = relation
    for target in [part for part in right[1:] if part[0] in {"inf", "minS", "lmin", "smin"}][:1]:
        others = [neg(part) for part in right[1:] if part != target]
        moved = infimum_bound(search, (op, Term("add", bound, *others), target))
        if moved is not None:
            return Facts([moved]).prove(relation)
    return None


def strictly_above(search: Search, relation: Relation) -> Theorem | None:
    """A strict lower bound of an extremum, by a number between the two that a hypothesis calls positive."""
    op, _, right = relation
    if op != "<" or right[0] not in {"inf", "minS", "lmin", "smin"} or search.depth > 1:
        return None
    signs = [theorem.clause.relation for theorem in search.known if is_simple(theorem.clause)]
    positive = [between for sign, zero, between in signs if (sign, zero) == ("<", ZERO) and between != right]
    if right[0] == "inf" and right[-1][0] == "exp":
        positive.append(Term("exp", Term(*right[:-1], right[-1][1])))
    for between in dict.fromkeys(positive):
        above = replace(search, depth=search.depth + 1).relation(("<=", between, right))
        found = None if above is None else finish(search, relation, [above])
        if found is not None:
            return found
    return None


def greatest_value(search: Search, relation: Relation) -> Theorem | None:
    """An upper bound of a supremum, which is minus the infimum of minus what varies."""
    op, left, bound = relation
    if op != "<=":
        return None
    summands = left[1:] if left[0] == "add" else (left,)
    for place, part in enumerate(summands):
        if is_negated(part) and part[2][0] in {"inf", "minS", "lmin", "smin"}:
            rest = [*summands[:place], *summands[place + 1 :], neg(bound)]
            least = sum_of(rest)
            shown = _greatest(search, part[2], least)
            if shown is not None:
                return Facts([shown]).prove(relation)
    return None


def multiple_of_greatest(search: Search, relation: Relation) -> Theorem | None:
    """``c sup f <= b`` from ``f <= b / c`` everywhere, where c is positive; where it is 0, it is written as 0."""
    op, left, bound = relation
    extrema = [part for part in left[1:] if is_negated(part) and part[2][0] == "inf"] if left[0] == "mul" else []
    if op != "<=" or len(extrema) != 1 or search.depth > 1:
        return None
    factor = product_of([part for part in left[1:] if part is not extrema[0]])
    above, none = fact("<", ZERO, factor), fact("<=", factor, ZERO)
    positive = rules.assume([], above)
    least = _least_multiple(search.with_assumptions([above]), positive, neg(bound), extrema[0][2])
    shown = None if least is None else Facts([least, positive]).prove(relation)
    if shown is None or above in {theorem.clause for theorem in search.known}:
        return shown
    sign = search.relation(("<=", ZERO, factor))
    vanishing = None if sign is None else orders.antisymmetry([rules.assume([], none), sign])
    other = None if vanishing is None else search.with_theorems([vanishing], depth=search.depth + 1).relation(relation)
    return None if other is None else rules.cases([other, shown], factor, ZERO)


def _least_multiple(search: Search, positive: Theorem, bound: Term, least: Term) -> Theorem | None:
    """``b <= c inf f``, from ``b <= c f`` everywhere, where c is positive."""
    (_, _, factor), (_, s, low, high, body) = positive.clause.relation, least
    every = search.prove(rules.over(s, low, high, ("<=", bound, Term("mul", factor, body))))
    limits = None if every is None else search.relation(("<=", low, high))
    if every is None or limits is None:
        return None
    share = Term("div", ONE, factor)
    here = [rules.assume([], condition) for condition in every.clause.conditions]
    instance = rules.instantiate([every, *here], [(v, v) for v in every.clause.variables])
    sides: Relation = ("<=", Term("mul", share, bound), body)
    shown = rules.arithmetic([instance, positive], sides, [entry(0, multiplier=share)])
    pointwise = rules.generalize([shown], every.clause.variables, every.clause.conditions)
    best = rules.extremum_best([pointwise, limits], least, sides[1])
    relation: Relation = ("<=", bound, Term("mul", factor, least))
    return rules.arithmetic([best, positive], relation, [entry(0, 1)])


def least_below_mean(search: Search, relation: Relation) -> Theorem | None:
    """A least value is at most the mean of all values."""
    op, left, right = relation
    needed = ("infimum", "monotonicity of the integral", "fundamental theorem of calculus")
    if op == "=" or search.depth > 1 or not all(map(search.may, needed)):
        return None
    for least in dict.fromkeys(part for part in open_subterms(left) if part[0] == "inf"):
        below = _below_mean(search, least)
        if below is not None:
            mean = below.clause.relation[2]
            inner = replace(search, depth=search.depth + 1).relation((op, with_part(left, least, mean), right))
            if inner is not None:
                return finish(search, relation, [below, inner])
    return None


def _below_mean(search: Search, least: Term) -> Theorem | None:
    """``inf <= int / (b - a)``, over an interval of which it is known that it has a length."""
    _, bound, low, high, body = least
    limits, length = search.relation(("<=", low, high)), sub(high, low)
    square = search.relation(("<", ZERO, Term("pow", length, 2))) if limits is not None else None
    if limits is None or square is None:
        return None
    s = fresh_variable(bound, frozenset().union(least.free, *search.fixed()))
    inside = [fact("<=", low, s), fact("<=", s, high)]
    pointwise = rules.extremum_bound([rules.assume([], clause) for clause in inside], least, s)
    both = [Term("int", s, low, high, value) for value in (least, substitute(body, {bound: s}))]
    shown = rules.functional_monotone([rules.generalize([pointwise], [s], inside), limits], *both)
    total = rules.fundamental_theorem([], s, low, high, Term("mul", s, least))
    known = [shown, total, square, limits, orders.reciprocal([square], length)]
    return Facts(known).prove(("<=", least, Term("div", both[1], length)))


def beyond_every_bound(search: Search, relation: Relation) -> Theorem | None:
    """What is at most every upper bound of something, or at least every lower one, by the bound in the goal."""
    op, left, right = relation
    if op != "<=" or search.depth > 2:
        return None
    if left[0] == "add":
        return isolated(relation, {"fn"}, 2, partial(beyond_every_bound, search))
    for schema in search.known:
        sides = schema.clause.relation[1:]
        for number, goal, value, bound in ((sides[0], left, sides[1], right), (sides[1], right, sides[0], left)):
            if value in schema.clause.variables and value.sort == SCALAR and value not in number.free:
                found = _within_bound(search, schema, number, goal, {value: bound})
                if found is not None and found.clause == fact(*relation):
                    return found
    return None


def _within_bound(
    search: Search, schema: Theorem, number: Term, goal: Term, values: dict[Term, Term]
) -> Theorem | None:
    """The instance at which the number is that of the goal, once it is shown that what is said to be a bound is one."""
    others = [variable for variable in schema.clause.variables if variable not in values]
    for reading in Matcher(frozenset(others)).match(number, goal, Reading()):
        found = {**values, **{v: reading.variables[v] for v in others if v in reading.variables}}
        if len(found) < len(schema.clause.variables) or not any(c.variables for c in schema.clause.conditions):
            continue
        body = Clause((), schema.clause.conditions, schema.clause.relation).substitute(found)
        shown = [search.prove(condition) for condition in body.conditions]
        if all(theorem is not None for theorem in shown):
            return rules.instantiate([schema, *(t for t in shown if t is not None)], list(found.items()))
    return None


def _solve_for(search: Search, relation: Relation, target: Term) -> Term | None:
    """What the target has to be at least: ``bound / k`` where the right side is ``k`` times the target."""
    _, bound, right = relation
    normalizer = Facts(search.ground()).normalizer
    try:
        factor = normalizer.scalar(Term("div", right, target))
        (mono,) = factor
        if any(atom[0] in {"inf", "minS", "lmin", "smin"} for atom, _ in mono):
            return None
        return poly_term(normalizer.scalar(Term("div", bound, poly_term(factor))))
    except (KernelError, ValueError):
        return None


def _greatest(search: Search, target: Term, bound: Term) -> Theorem | None:
    taken = frozenset().union(target.free, bound.free, *search.fixed())
    try:
        if target[0] == "inf":
            return _greatest_infimum(search, target, bound)
        if target[0] == "minS":
            v = target[1]
            unit = fact("=", Term("norm" if v.sort[0] == "V" else "opnorm", v), ONE)
            premise = search.prove(Clause((v,), (unit,), ("<=", bound, target[2])))
            return None if premise is None else rules.extremum_best([premise], target, bound)
        return _greatest_spectral(search, target, bound, taken)
    except KernelError:
        return None


def _greatest_infimum(search: Search, target: Term, bound: Term) -> Theorem | None:
    if not search.may("infimum"):
        return None
    _, s, low, high, body = target
    premise = search.prove(rules.over(s, low, high, ("<=", bound, body)))
    if premise is None and is_negated(body):
        premise = _turned(search, rules.over(s, low, high, ("<=", bound, body)))
    limits = search.relation(("<=", low, high)) if premise is not None else None
    return None if premise is None or limits is None else rules.extremum_best([premise, limits], target, bound)


def _turned(search: Search, everywhere: Clause) -> Theorem | None:
    """A bound of minus what varies, by one of what varies itself."""
    _, bound, value = everywhere.relation
    inner = search.with_assumptions(everywhere.conditions)
    shown = inner.relation(("<=", value[2], bound[2] if is_negated(bound) else neg(bound)))
    found = None if shown is None else Facts([shown]).prove(everywhere.relation)
    return None if found is None else rules.generalize([found], everywhere.variables, everywhere.conditions)


def _greatest_spectral(search: Search, target: Term, bound: Term, taken: frozenset[Term]) -> Theorem | None:
    operator = target[1]
    v = fresh_variable(Term("var", "v", ("V", operator.sort[1])), taken)
    unit = fact("=", Term("norm", v), ONE)
    if target[0] == "smin" and search.may("singular values"):
        relation: Relation = ("<=", bound, Term("norm", Term("dot", Term("tr", operator), v)))
        premise = search.prove(Clause((v,), (unit,), relation))
        return None if premise is None else rules.extremum_best([premise], target, bound)
    if target[0] == "lmin" and search.may("Rayleigh quotient"):
        relation = ("<=", bound, Term("inner", Term("dot", operator, v), v))
        premise = search.prove(Clause((v,), (unit,), relation))
        if premise is None:
            return None
        symmetric = _symmetric(search, operator)
        return None if symmetric is None else rules.extremum_best([premise, symmetric], target, bound)
    return None


def supremum_bound(search: Search, relation: Relation) -> Theorem | None:
    """An upper bound of an eigenvalue or an operator norm, by definition."""
    op, left, bound = relation
    if op == "<=" and left[0] == "add":
        return isolated(relation, {"lmax", "opnorm"}, 2, partial(supremum_bound, search))
    if op != "<=" or left[0] not in {"lmin", "lmax", "opnorm"}:
        return None
    operator = left[1]
    taken = frozenset().union(operator.free, bound.free, *search.fixed())
    v = fresh_variable(Term("var", "v", ("V", operator.sort[2])), taken)
    if left[0] == "opnorm":
        return _operator_norm_bound(search, operator, bound, v)
    if not search.may("Rayleigh quotient"):
        return None
    quotient: Relation = ("<=", Term("inner", Term("dot", operator, v), v), bound)
    premise = search.prove(Clause((v,), (fact("=", Term("norm", v), ONE),), quotient))
    if premise is None:
        return None
    symmetric = _symmetric(search, operator)
    if symmetric is None:
        return None
    shown = rules.extremum_best([premise, symmetric], Term("lmax", operator), bound)
    if left[0] == "lmax":
        return shown
    return finish(search, relation, [shown, spectra.order_of_eigenvalues(_symmetry(search), operator)])


def _symmetric(search: Search, operator: Term) -> Theorem | None:
    """That an operator is symmetric: by its form, or as equations rewrite it, as they do A inv(A + c I)."""
    known = _symmetry(search)
    if needed_symmetry(operator, known) is not None:
        return spectra.symmetric(known, operator)
    return (
        search.relation(("=", Term("tr", operator), operator))
        if any(part[0] == "inv" for part in open_subterms(operator))
        else None
    )


def _symmetry(search: Search) -> list[Theorem]:
    """The equations between operators at hand."""
    equations = [t for t in search.ground() if t.clause.relation[0] == "="]
    return [t for t in equations if t.clause.relation[1].sort[0] == "O"]


def _operator_norm_bound(search: Search, operator: Term, bound: Term, v: Term) -> Theorem | None:
    if not search.may("operator norm"):
        return None
    relation: Relation = ("<=", Term("norm", Term("dot", operator, v)), Term("mul", bound, Term("norm", v)))
    premise = search.prove(Clause((v,), (), relation))
    if premise is not None:
        return spectra.operator_norm_least([premise], operator, bound, v)
    return _symmetric_norm_bound(search, operator, bound)


def _symmetric_norm_bound(search: Search, operator: Term, bound: Term) -> Theorem | None:
    """An upper bound of the norm of a symmetric operator, by its eigenvalues."""
    needed = needed_symmetry(operator, _symmetry(search))
    if needed is None or not search.may("Rayleigh quotient"):
        return None
    low = search.relation(("<=", neg(bound), Term("lmin", operator)))
    high = search.relation(("<=", Term("lmax", operator), bound)) if low is not None else None
    return None if low is None or high is None else frobenius.symmetric_norm([*needed, low, high], operator, bound)
