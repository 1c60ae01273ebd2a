"""That nothing is such as a claim says that something is; and that something is.

A clause that says ``0 < 0`` under conditions denies that there are values of its variables of which they all hold. Of
what a condition says for all values of something only some are used: numbers, and what is made of the denied values,
as C + 1. What is left are inequalities between functions of these, of which one is false everywhere, or two together.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations, islice, product

from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, ZERO, Sort, Term, neg, num, slots, subterms
from proofcheck.models.binders import range_of
from proofcheck.models.interval import Interval, Undefined
from proofcheck.models.relations import holds
from proofcheck.models.scalars import ZERO as NOTHING
from proofcheck.models.scalars import (
    Form,
    NotConfirmed,
    Root,
    Scalar,
    minus,
    negative,
    only_name,
    plus,
    power_of,
    square_root,
    times,
)
from proofcheck.models.scope import Scope
from proofcheck.models.valuation import Valuation

IMPOSSIBLE: Relation = ("<", ZERO, ZERO)
"""What follows from values for what is denied to exist."""

NONE = "nothing is so"
"""What holds at an instance where there is nothing of what a claim says to exist."""

MOST_POINTS, MOST_FACTS = 80, 60
"""At how many values a condition is used, and how many inequalities are put together."""

MOST_VALUES = 30
"""How many values are tried for what is to exist."""

NUMBERS = tuple(map(num, ("0", "1", "-1", "2", "1/2", "10", "100", "1/100")))
COUNTS = tuple(map(num, ("0", "1", "2", "3", "10")))


def is_denial(clause: Clause) -> bool:
    """Whether a clause denies that there are values of what it binds of which its conditions hold."""
    return clause.relation == IMPOSSIBLE and bool(clause.variables)


def with_values(clause: Clause, valuation: Valuation) -> Iterator[tuple[str, list[Clause]]]:
    """For a clause that says that something exists: values for it, and what has to hold of these for it to be true."""
    denied = [c for c in clause.conditions if is_denial(c)]
    if clause.relation != IMPOSSIBLE or len(denied) != 1:
        return
    others = tuple(c for c in clause.conditions if c not in denied)
    choices = [_simple(variable, clause.variables, valuation) for variable in denied[0].variables]
    for values in islice(product(*choices), MOST_VALUES):
        chosen = dict(zip(denied[0].variables, values, strict=True))
        said = Clause((), denied[0].conditions, IMPOSSIBLE).substitute(chosen).conditions
        if any(set(c.variables) & set(clause.variables) for c in said):
            continue  # two variables of one name
        yield (
            ", ".join(str(variable[1]) for variable in chosen),
            [Clause((*clause.variables, *c.variables), (*others, *c.conditions), c.relation) for c in said],
        )


def _simple(variable: Term, given: Sequence[Term], valuation: Valuation) -> list[Term]:
    """Values that a letter may have, made of those that are given."""
    sort = variable[2]
    alike = [v for v in given if v[2] == sort or (sort == SCALAR and v[2] == NATURAL)]
    if sort in {SCALAR, NATURAL}:
        halves = [Term("mul", num(part), v) for v in alike for part in ("1/2", "1/4", "2")] if sort == SCALAR else []
        return [*alike, *halves, *NUMBERS[:2], *NUMBERS[3:5], *NUMBERS[5:7]] if sort == SCALAR else [*alike, *COUNTS]
    if sort[0] == "V":
        unit = Term("basis", sort[1], ONE)
        return [*alike, Term("mul", ZERO, unit), unit]
    return alike


@dataclass(frozen=True, slots=True)
class Slack:
    """A number that is not positive, and is negative if ``strict``, where all conditions of a denial hold."""

    value: Scalar
    strict: bool


def prove_denied(clause: Clause, scope: Scope, valuation: Valuation) -> str:
    """Show that no values satisfy all conditions of a denial.

    Raises:
        NotConfirmed: that was not seen.
    """
    numbers = [v for v in clause.variables if v[2] == SCALAR]
    for signs in product((True, False), repeat=min(len(numbers), 2)):
        sided = [fact("<=", ZERO, v) if sign else fact("<=", v, ZERO) for v, sign in zip(numbers, signs, strict=False)]
        known = {v: v if sign else neg(v) for v, sign in zip(numbers, signs, strict=False)}
        known |= {v: v for v in clause.variables if v[2] == NATURAL}
        _prove_denied(Clause(clause.variables, (*sided, *clause.conditions), IMPOSSIBLE), known, scope, valuation)
    return f"there is no such {', '.join(str(v[1]) for v in clause.variables)}"


def _prove_denied(clause: Clause, sizes: Mapping[Term, Term], scope: Scope, valuation: Valuation) -> None:
    """The same where of some numbers it is known which is their size, they or their opposites."""
    count = Term("var", "some natural number", NATURAL)
    inner = scope
    for variable in (*clause.variables, count):
        inner = inner.bind(variable, valuation.indeterminates(variable[2]))
    plain = tuple(c for c in clause.conditions if not c.variables and not c.conditions)
    inner = _with_ranges(Clause(clause.variables, plain, IMPOSSIBLE), inner, valuation)
    indeterminate = valuation.value(count, inner).scalar
    if isinstance(indeterminate, Form):
        inner = inner.within(only_name(indeterminate), Interval.of(1), None)
    size = _sum([ONE, *sizes.values()])
    beyond = Term("add", count, neg(size), ONE)
    counted = [fact("<=", size, count), fact("<=", count, Term("add", size, ONE))]
    counted.append(fact("<=", ONE, Term("mul", count, beyond)))
    slacks = [slack for c in (*plain, *counted) for slack in _slacks(c.relation, inner, valuation)]
    if _is_contradiction(slacks, inner):
        return
    for condition in clause.conditions:
        if condition in plain:
            continue
        for said in islice(_instances(condition, sizes, count, valuation), MOST_POINTS):
            if not all(_follows(c, slacks, inner, valuation) for c in said.conditions):
                continue
            told = _slacks(_simplified(said.relation, inner, valuation), inner, valuation)
            if _is_contradiction([*told, *slacks], inner, len(told)):
                return
            slacks = [*slacks, *told][:MOST_FACTS]
    raise NotConfirmed("it was not shown that there is nothing of which all of it holds")


def _with_ranges(plain: Clause, scope: Scope, valuation: Valuation) -> Scope:
    for variable in plain.variables:
        value = scope.values[variable]
        if value.shape == () and isinstance(value.scalar, Form):
            low, high, _ = range_of(valuation, variable, plain, scope)
            (name,) = value.scalar.names
            if low is not None and (high is None or low.lo <= high.hi):
                scope = scope.within(name, low, high)
    return scope


def _sum(parts: Sequence[Term]) -> Term:
    return parts[0] if len(parts) == 1 else Term("add", *parts)


def _slacks(relation: Relation, scope: Scope, valuation: Valuation) -> list[Slack]:
    """What a relation says is not positive, as far as it has a value."""
    op, left, right = relation
    if (cleared := _cleared(relation, scope, valuation)) is not None:
        return _slacks(cleared, scope, valuation)
    if op != "=" and (left[0] == "max" or right[0] == "min"):
        larger, smaller = (left[1:] if left[0] == "max" else [left]), (right[1:] if right[0] == "min" else [right])
        return [s for a in larger for b in smaller for s in _slacks((op, a, b), scope, valuation)]
    try:
        a, b = (valuation.value(side, scope) for side in (left, right))
        pairs = list(zip(a.entries, b.entries, strict=True))
        found = [slack for x, y in pairs for slack in _gaps(x, y, op == "<", scope)]
        return [*found, *(slack for x, y in pairs for slack in _gaps(y, x, False, scope))] if op == "=" else found
    except (NotConfirmed, Undefined):
        return []


def _cleared(relation: Relation, scope: Scope, valuation: Valuation) -> Relation | None:
    """A relation between numbers multiplied by what one side is divided by, where that is positive."""
    op, left, right = relation
    for side in (left, right):
        if side[0] == "div" and side.sort == SCALAR:
            with suppress(NotConfirmed, Undefined):
                if holds("<", NOTHING, valuation.value(side[2], scope).scalar, scope):
                    a, b = (x[1] if x is side else Term("mul", side[2], x) for x in (left, right))
                    return op, a, b
    return None


def _gaps(x: Scalar, y: Scalar, strict: bool, scope: Scope) -> Iterator[Slack]:
    """What is not positive where x is at most y; of roots, after squaring."""
    x, y = _rooted(x, scope), _rooted(y, scope)
    if isinstance(x, Root) and isinstance(y, Root):
        yield Slack(minus(x.form, y.form), strict)
    elif isinstance(x, Root):
        yield Slack(negative(y), strict)
        yield Slack(minus(x.form, times(y, y)), strict)
    elif isinstance(y, Root):
        if holds("<=", NOTHING, x, scope):
            yield Slack(minus(times(x, x), y.form), strict)
    else:
        yield Slack(minus(x, y), strict)


def _rooted(x: Scalar, scope: Scope) -> Scalar:
    """The root of the square of an indeterminate that is not negative, as that; anything else as it is."""
    if not isinstance(x, Root) or not isinstance(x.form, Form) or len(x.form.terms) != 1:
        return x
    ((powers, rates), coefficient) = next(iter(x.form.terms.items()))
    if len(powers) != 1 or rates or powers[0][1] % 2 or not coefficient.exact:
        return x
    value, root = power_of(Form.variable(powers[0][0]), powers[0][1] // 2), square_root(coefficient)
    if holds("<=", NOTHING, value, scope):
        return times(root, value)
    return times(root, negative(value)) if holds("<=", value, NOTHING, scope) else x


def _is_contradiction(slacks: Sequence[Slack], scope: Scope, fresh: int | None = None) -> bool:
    """Whether one of them is positive everywhere, or two together are; one of them a ``fresh`` one, if so many are."""
    new = slacks[:fresh]
    if any(_is_never(slack.value, slack.strict, scope) for slack in new):
        return True
    pairs = combinations(slacks, 2) if fresh is None else ((a, b) for k, a in enumerate(new) for b in slacks[k + 1 :])
    return any(
        _is_never(total, first.strict or second.strict, scope)
        for first, second in pairs
        for total in _together(first.value, second.value)
    )


def _is_never(value: Scalar, strict: bool, scope: Scope) -> bool:
    """Whether a number is positive everywhere; if ``strict``, whether it is nowhere negative."""
    try:
        return holds("<=" if strict else "<", NOTHING, value, scope)
    except (NotConfirmed, Undefined):
        return False


def _together(first: Scalar, second: Scalar) -> Iterator[Scalar]:
    """Sums of two numbers, the second one times what makes a term of the first disappear."""
    with suppress(NotConfirmed, Undefined):
        yield plus(first, second)
    if not isinstance(first, Form) or not isinstance(second, Form):
        return
    for key, coefficient in first.terms.items():
        other = second.terms.get(key)
        if other is not None and other.exact and coefficient.exact and coefficient.lo * other.lo < 0:
            factor = Interval.of(-coefficient.lo / other.lo)
            with suppress(NotConfirmed, Undefined):
                yield plus(first, times(factor, second))


def _follows(condition: Clause, slacks: Sequence[Slack], scope: Scope, valuation: Valuation) -> bool:
    """Whether what a condition denies is impossible beside what is known."""
    op, left, right = condition.relation
    if condition.variables or condition.conditions:
        return False
    denied: list[Relation] = [("<", right, left)] if op == "<=" else [("<=", right, left)]
    if op == "=":
        denied = [("<", left, right), ("<", right, left)]
    for relation in denied:
        told = _slacks(_simplified(relation, scope, valuation), scope, valuation)
        if not told or not _is_contradiction([*told, *slacks], scope, len(told)):
            return False
    return True


def _instances(condition: Clause, sizes: Mapping[Term, Term], count: Term, valuation: Valuation) -> Iterator[Clause]:
    """A condition at values of what it binds."""
    choices = [_points(v[2], sizes, count, valuation) for v in condition.variables]
    bare = Clause((), condition.conditions, condition.relation)
    for places in sorted(product(*(range(len(c)) for c in choices)), key=sum):
        values = (points[k] for points, k in zip(choices, places, strict=True))
        yield bare.substitute(dict(zip(condition.variables, values, strict=True)))


def _points(sort: Sort, sizes: Mapping[Term, Term], count: Term, valuation: Valuation) -> list[Term]:
    """Values of a sort: numbers, and what is a little more, or less, than what is denied."""
    if sort == NATURAL:
        return [count, *COUNTS]
    amounts = [_sum([ONE, *sizes.values()])]
    for variable, size in sizes.items():
        amounts = [variable, Term("mul", num("1/2"), variable), *amounts, Term("add", size, ONE)]
        amounts += [Term("mul", num(2), variable), Term("div", ONE, Term("mul", num(2), size))]
    amounts = list(dict.fromkeys([*amounts, *map(neg, amounts)]))
    if sort == SCALAR:
        return [*amounts[:4], *NUMBERS[:3], *amounts[4:], *NUMBERS[3:]]
    if sort[0] == "V":
        length = valuation.instance.shape(sort)[0]
        units = [Term("basis", sort[1], num(k + 1)) for k in range(length)]
        units.append(Term("mul", ZERO, units[0]))
        return [*units, *(Term("mul", a, units[0]) for a in (*amounts, *NUMBERS[2:])), *map(neg, units[1:])]
    return []


def _simplified(relation: Relation, scope: Scope, valuation: Valuation) -> Relation:
    """A relation with the norms of multiples of unit vectors as numbers, where these are known not to be negative."""
    op, *written = relation
    values: dict[Term, Term] = {}
    for side in written:
        for part in subterms(side):
            if part[0] == "norm" and part[1][0] == "mul" and _is_unit(part[1][-1], valuation):
                values[part] = _length(part[1], scope, valuation) or part
    left, right = (_replaced(side, values) for side in written)
    return op, left, right


def _is_unit(vector: Term, valuation: Valuation) -> bool:
    """Whether it is a unit vector along an axis that there is."""
    if vector[0] != "basis" or vector[2][0] != "num":
        return False
    return bool(1 <= vector[2][1] <= valuation.instance.shape(vector.sort)[0])


def _replaced(term: Term, values: Mapping[Term, Term]) -> Term:
    if term in values:
        return values[term]
    inside = set(slots(term))
    return Term(term[0], *(_replaced(p, values) if k in inside else p for k, p in enumerate(term[1:], 1)))


def _length(vector: Term, scope: Scope, valuation: Valuation) -> Term | None:
    amount = Term("mul", *vector[1:-1]) if len(vector) > 3 else vector[1]
    with suppress(NotConfirmed, Undefined):
        value = valuation.value(amount, scope).scalar
        if holds("<=", NOTHING, value, scope):
            return amount
        if holds("<=", value, NOTHING, scope):
            return neg(amount)
    return None
