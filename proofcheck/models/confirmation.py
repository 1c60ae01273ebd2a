"""Counterexamples and witnesses: is a claim certainly false at an instance, and are its hypotheses certainly true?

``confirm`` accepts an instance only if every hypothesis of the problem is *proved* for it, also those that quantify
over all times or all vectors, and the goal is violated in exact or interval arithmetic. Nothing is sampled.

How a hypothesis is proved:

- a relation without bound variables: exactly, or because the bounds of its two sides do not overlap;
- the law that a path, a sequence or a variable is made by (``proofcheck.models.laws`` says what that is): because what
  it makes was shown to exist as far as the law speaks of it. A linear equation has a solution for all times. So has
  w' = -grad E(w), for t >= 0, where the polynomial E is bounded below: the energy bounds the distance travelled,
  |w(t) - w(0)|^2 <= t (E(w(0)) - inf E). Any other solution must be followed to both ends of a bounded range;
- the equations that the enclosed scalars solve: by a change of sign, or by Krawczyk's theorem
  (``proofcheck.models.solutions``);
- for all times in a range: constants; the sign of a sum of terms c t^j exp(r t), from its derivatives; the same after
  multiplying by denominators that are positive there; or interval arithmetic on pieces of the range;
- under a condition: the condition is false, or it gives the conclusion, taken at an end of its own range: where
  q(s) <= b for s in [0, t], q(t) <= c for c >= b;
- for all vectors: both sides become polynomials, roots are squared away where both sides are not negative, the
  operator norm is bounded by the Frobenius norm, and the difference is a quadratic form with no negative pivot.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from math import ceil, floor, prod

from proofcheck.kernel.clauses import Clause, Problem, Relation, fact
from proofcheck.kernel.terms import NATURAL, SCALAR, KernelError, Sort, Term, slots, subterms
from proofcheck.kernel.terms import ONE as ONE_TERM
from proofcheck.models.instance import (
    ExpPolynomial,
    Instance,
    Polynomial,
    check_shapes,
    clause_terms,
)
from proofcheck.models.interval import Interval, Undefined, at_most, equal, less
from proofcheck.models.laws import same_law
from proofcheck.models.order import MARK, first_order
from proofcheck.models.positivity import nonnegative
from proofcheck.models.scalars import (
    ONE,
    ZERO,
    Form,
    NotClosed,
    NotConfirmed,
    Root,
    Scalar,
    minus,
    negative,
    number,
    power_of,
    same,
    square_root,
    times,
    total,
)
from proofcheck.models.solutions import solved_equations
from proofcheck.models.valuation import TIME, Array, Scope, Valuation, pieces, scalar

__all__ = [
    "Confirmation",
    "ExpPolynomial",
    "Instance",
    "NotConfirmed",
    "Polynomial",
    "Side",
    "Witness",
    "confirm",
    "satisfies",
    "witness",
]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A claim is false at an instance.

    ``lhs`` and ``rhs`` are the values of the two sides (of vectors: in the first component that differs), ``exact``
    tells that both are known exactly, ``relation`` is what holds between them, for example ``2 != 4``.
    ``hypotheses`` says how each hypothesis was proved, in the order of the problem. ``values`` holds the data of
    the instance and everything that they determine, in print. ``left`` and ``right`` are the two sides, whole.
    """

    lhs: Interval
    rhs: Interval
    exact: bool
    relation: str
    hypotheses: tuple[str, ...]
    values: Mapping[str, str]
    left: "Side"
    right: "Side"


@dataclass(frozen=True, slots=True)
class Side:
    """The value of one side of a claim: its shape, ``()``, ``(n,)`` or ``(n, p)``, and its entries in print by rows."""

    shape: tuple[int, ...]
    entries: tuple[str, ...]

    def describe(self) -> str:
        """The whole value: ``1``, ``(1, 2)``, or ``((1, 2), (3, 4))`` by rows."""
        if not self.shape:
            return self.entries[0]
        if len(self.shape) == 1:
            return _vector(self.entries)
        width = self.shape[1]
        return _vector(_vector(self.entries[k : k + width]) for k in range(0, len(self.entries), width))


@dataclass(frozen=True, slots=True)
class Witness:
    """An instance that satisfies every hypothesis of a problem: how each was proved, and the data in print.

    The instance is what is kept: ``witness(problem, instance)`` confirms it again.
    """

    instance: Instance
    hypotheses: tuple[str, ...]
    values: Mapping[str, str]


def confirm(problem: Problem, instance: Instance) -> Confirmation:
    """Show that the instance satisfies every hypothesis of the problem and violates its goal.

    Raises:
        NotConfirmed: something of that could not be shown; the message says what.
    """
    with _shown("the claim has no value at the instance"):
        stated, valuation = _made(problem, instance)
        hypotheses = _prove_all(stated, instance, valuation)[: len(problem.hypotheses)]
        for condition in stated.goal.conditions:
            _prove(condition, _TOP, valuation, "a condition of the claim")
        (left, right), (lhs, rhs, sign) = _violation(stated.goal.relation, valuation)
        text = f"{lhs.describe()} {sign} {rhs.describe()}"
        values = _values(stated, instance, valuation)
        return Confirmation(lhs, rhs, lhs.known and rhs.known, text, tuple(hypotheses), values, left, right)


def satisfies(problem: Problem, instance: Instance) -> list[str]:
    """Show that the instance satisfies every hypothesis of the problem; returns how each was proved.

    Raises:
        NotConfirmed: one of them could not be proved; the message says which.
    """
    return list(witness(problem, instance).hypotheses)


def witness(problem: Problem, instance: Instance) -> Witness:
    """Show that the instance satisfies every hypothesis of the problem; the goal is ignored.

    Raises:
        NotConfirmed: one of them could not be proved; the message says which.
    """
    with _shown("a hypothesis has no value at the instance"):
        stated, valuation = _made(problem, instance)
        hypotheses = _prove_all(stated, instance, valuation)[: len(problem.hypotheses)]
        return Witness(instance, tuple(hypotheses), _values(stated, instance, valuation))


def _made(problem: Problem, instance: Instance) -> tuple[Problem, Valuation]:
    """The problem with names for the derivatives that the instance gives the start of, and its values there.

    Raises:
        NotConfirmed: such a path is not made by the equation that says what its derivative is.
    """
    system = first_order(problem, instance.initial)
    valuation = Valuation(system.problem, instance)
    for name, equation in system.equations.items():
        law = valuation.dynamics.get(name) or valuation.recurrences.get(name)
        if law is None or law.clause != equation or name in instance.paths:
            raise NotConfirmed(f"{name} is not made by an equation of second order")
    return system.problem, valuation


@contextmanager
def _shown(failure: str) -> Iterator[None]:
    """Whatever ends an evaluation early means that nothing was shown."""
    try:
        yield
    except (Undefined, KernelError) as error:
        raise NotConfirmed(f"{failure}: {error}") from error
    except (RecursionError, OverflowError, MemoryError) as error:
        raise NotConfirmed(f"the evaluation is too large: {type(error).__name__}") from error


_TOP = Scope()

MOST_INDICES = 100
"""Of a bounded natural number: so many are looked at one after the other."""


def _prove_all(problem: Problem, instance: Instance, valuation: Valuation) -> list[str]:
    check_shapes(problem, instance)
    solved = solved_equations(problem, valuation)
    return [
        solved.get(k) or _prove(clause, _TOP, valuation, f"hypothesis {k}")
        for k, clause in enumerate(problem.hypotheses, 1)
    ]


def _violation(relation: Relation, valuation: Valuation) -> tuple[tuple[Side, Side], tuple[Interval, Interval, str]]:
    op, left, right = relation
    a, b = valuation.value(left), valuation.value(right)
    pairs = [(number(x), number(y)) for x, y in zip(a.entries, b.entries, strict=True)]
    whole = _side(a), _side(b)
    for x, y in pairs:
        if op == "=" and (less(x, y) or less(y, x)):
            return whole, (x, y, "!=")
        if op == "<=" and less(y, x):
            return whole, (x, y, ">")
        if op == "<" and at_most(y, x):
            return whole, (x, y, ">=")
    x, y = pairs[0]
    raise NotConfirmed(f"the claim is not violated: its sides are {x.describe()} and {y.describe()}")


def _side(value: Array) -> Side:
    return Side(value.shape, tuple(number(entry).describe() for entry in value.entries))


# ---------------------------------------------------------------- hypotheses


def _prove(clause: Clause, scope: Scope, valuation: Valuation, what: str) -> str:
    """How the clause was proved for the instance."""
    try:
        determined = _determined(clause, valuation)
        return determined or _prove_general(clause, scope, valuation)
    except Undefined as error:
        raise NotConfirmed(f"{what} has no value: {error}") from error
    except NotConfirmed as error:
        raise NotConfirmed(f"{what} was not proved: {error}") from error


def _determined(clause: Clause, valuation: Valuation) -> str:
    """How the clause was proved if it is the law that something is made by, else nothing."""
    for name, law in valuation.dynamics.items():
        if same_law(law, clause):
            return _prove_dynamics(name, clause, valuation)
    for name, law in valuation.recurrences.items():
        if clause == law.clause:
            _prove_recurrence(name, valuation)
            return f"the sequence {name} is iterated"
    for variable, definition in valuation.definitions.items():
        if clause == definition.clause:
            valuation.value(variable)
            return f"determines {variable[1]}"
    for name, law in valuation.path_definitions.items():
        if clause == law.clause:
            _prove_definition(name, valuation)
            return f"determines the {'sequence' if name in valuation.laws.sequences else 'path'} {name}"
    return ""


def _prove_dynamics(name: str, clause: Clause, valuation: Valuation) -> str:
    """The equation of the path has a solution on the range that the clause speaks of, other conditions aside."""
    solution = valuation.solution(name, _path_sort(name, clause))
    (variable,) = clause.variables
    scope = Scope({variable: valuation.indeterminates(variable[2])})
    low, high, _ = valuation.range_of(variable, clause, scope)
    from_start = low is not None and low.lo >= 0
    if valuation.starts_at_zero(name) and not from_start:
        raise NotConfirmed(f"the path {name} is made for the times after 0 only")
    if solution.closed is not None:
        return f"{name} is the solution, in closed form"
    endless_before = not from_start and (low is None or bool(solution.backwards))
    endless_after = high is None or bool(solution.forever)
    if (endless_before and not solution.backwards) or (endless_after and not solution.forever):
        raise NotConfirmed(f"the path {name} was not shown to exist for all times that the equation speaks of")
    first = ZERO if from_start or endless_before or low is None else low
    last = ZERO if endless_after or high is None else high
    if solution.flow is not None:
        solution.flow.at(Interval(min(Fraction(0), first.lo), max(Fraction(0), last.hi)))
    if endless_after:
        return f"{name} is the solution, enclosed; it exists for all times ({solution.forever})"
    return f"{name} is the solution, enclosed up to time {last.describe()}"


def _prove_recurrence(name: str, valuation: Valuation) -> None:
    """There is a next member whatever came before, or all members are the same; and the first step can be taken."""
    variable, body, clause = valuation.recurrences[name]
    sequences = _members(name, valuation)
    states = {other: (sort, variable) for other, sort in sequences.items()}
    scope = _with_states(states, _for_all_indices(variable, valuation), valuation)
    if not _stands_still(sequences, variable, valuation):
        try:
            valuation.value(body, scope)
        except NotClosed:
            if not _stays_in_a_box(sequences, variable, valuation):
                _check_by_form(body, frozenset([variable]), valuation, _CONTINUOUS)
    valuation.path(name, _path_sort(name, clause), ONE)


def _members(name: str, valuation: Valuation) -> dict[str, Sort]:
    """The sequence and the others that are iterated together with it."""
    found: dict[str, Sort] = {name: _path_sort(name, valuation.recurrences[name].clause)}
    waiting = [valuation.recurrences[name].body]
    while waiting:
        for term in subterms(waiting.pop()):
            if term[0] == "path" and term[1] not in found:
                law = valuation.recurrences.get(term[1]) or valuation.path_definitions.get(term[1])
                if term[1] in valuation.recurrences:
                    found[term[1]] = term[2]
                waiting += [law.body] if law is not None else []
    return found


def _stands_still(sequences: Mapping[str, Sort], variable: Term, valuation: Valuation) -> bool:
    """By induction: at the first members, whatever the index, the next ones are the same."""
    scope = _for_all_indices(variable, valuation)
    here = scope.values[variable].scalar
    first = {name: valuation.path(name, sort, ZERO) for name, sort in sequences.items()}
    scope = replace(scope, states={name: (here, value) for name, value in first.items()})
    try:
        for name, value in first.items():
            law = valuation.recurrences[name]
            following = valuation.value(law.body, scope.only(law.variable, scalar(here)))
            if not all(same(x, y) for x, y in zip(following.entries, value.entries, strict=True)):
                return False
    except (NotConfirmed, Undefined):
        return False
    return True


FIRST_MEMBERS, WIDENINGS = 4, 6
COARSENESS = (4, 1)
"""The ends of an interval in which a sequence stays are multiples of one over these."""


def _stays_in_a_box(sequences: Mapping[str, Sort], variable: Term, valuation: Valuation) -> bool:
    """By induction: what follows on numbers between certain bounds is between the same bounds, whatever the index."""
    scope = _for_all_indices(variable, valuation)
    here = scope.values[variable].scalar
    for parts in COARSENESS:
        try:
            box = {name: valuation.path(name, sort, ZERO) for name, sort in sequences.items()}
            for k in range(1, FIRST_MEMBERS):
                members = {name: valuation.path(name, sort, Interval.of(k)) for name, sort in sequences.items()}
                box = {name: _hull(value, members[name], parts) for name, value in box.items()}
            for _ in range(WIDENINGS):
                states = {name: (here, value) for name, value in box.items()}
                inner = replace(scope, states=states)
                laws = {name: valuation.recurrences[name] for name in box}
                after = {
                    name: valuation.value(law.body, inner.only(law.variable, scalar(here)))
                    for name, law in laws.items()
                }
                wider = {name: _hull(value, after[name], parts) for name, value in box.items()}
                if wider == box:
                    return True
                box = wider
        except (NotConfirmed, Undefined):
            continue
    return False


def _hull(one: Array, other: Array, parts: int) -> Array:
    """The smallest intervals around both with ends that are multiples of one over ``parts``."""
    pairs = [(number(x), number(y)) for x, y in zip(one.entries, other.entries, strict=True)]
    bounds = [(min(x.lo, y.lo), max(x.hi, y.hi)) for x, y in pairs]
    grid = [(Fraction(floor(low * parts), parts), Fraction(ceil(high * parts), parts)) for low, high in bounds]
    return Array(one.shape, tuple(Interval(low, high) for low, high in grid))


def _prove_definition(name: str, valuation: Valuation) -> None:
    """The body has a value wherever the law speaks of it, and gives a sequence, or a path without a kink or a pole."""
    variable, body, clause = valuation.path_definitions[name]
    is_sequence = name in valuation.laws.sequences
    scope = Scope({variable: valuation.indeterminates(variable[2])})
    if is_sequence:
        scope = _for_all_indices(variable, valuation, clause)
        scope = _with_states(_sequences(clause, valuation), scope, valuation)
    try:
        entries = valuation.value(body, scope).entries
        if is_sequence or not any(isinstance(entry, Root) for entry in entries):
            return
    except NotClosed:
        pass
    kinks = is_sequence or _path_sort(name, clause)[0] == "O"
    _check_by_form(body, frozenset([variable]), valuation, _CONTINUOUS if kinks else _SMOOTH)


def _for_all_indices(variable: Term, valuation: Valuation, clause: Clause | None = None) -> Scope:
    value = valuation.indeterminates(variable[2])
    scope = Scope({variable: value})
    low, high = ZERO, None
    if clause is not None:
        first, high, _ = valuation.range_of(variable, clause, scope)
        low = ZERO if first is None else first
    if isinstance(value.scalar, Form):
        (name,) = value.scalar.names
        scope = scope.within(name, low, high)
    return scope


_SMOOTH = frozenset({"add", "mul", "dot", "tr", "outer", "inner", "exp", "sin", "cos", "fn", "jac", "gradfn"})
"""Applied to what has all derivatives, they have all derivatives: the maps of an instance are polynomials."""

_CONTINUOUS = _SMOOTH | {"max", "min", "norm", "opnorm", "smin"}
"""Applied to anything, they have a value."""


def _check_by_form(body: Term, moving: frozenset[Term], valuation: Valuation, heads: frozenset[str]) -> None:
    """The body has a value for all values of ``moving``, and is smooth in them if all ``heads`` are.

    Raises:
        NotConfirmed: that cannot be read off its form.
    """
    head = body[0]
    if not moving & body.free:
        valuation.value(body)
    elif head in {"path", "dpath"}:
        _check_place(body, moving, valuation, heads)
    elif head in {"int", "grad"}:
        bound, inner = body[1], 4 if head == "int" else 2
        for place in slots(body):
            _check_by_form(body[place], moving | {bound} if place == inner else moving, valuation, _SMOOTH)
    elif head == "div" and not moving & body[2].free:
        valuation.value(Term("div", ONE_TERM, body[2]))
        _check_by_form(body[1], moving, valuation, heads)
    elif head == "pow" and body[2] >= 0:
        inside = body[1][1] if body[1][0] == "norm" and body[2] % 2 == 0 else body[1]
        _check_by_form(inside, moving, valuation, heads)
    elif head == "powi" and (heads >= _CONTINUOUS or not moving & body[2].free):
        for part in body[1:]:
            _check_by_form(part, moving, valuation, heads)
    elif head in heads:
        for place in slots(body):
            _check_by_form(body[place], moving, valuation, heads)
    elif body not in moving:
        raise NotConfirmed(f"what is made by a hypothesis may have no value or a kink: it has the form {head!r}")


def _check_place(body: Term, moving: frozenset[Term], valuation: Valuation, heads: frozenset[str]) -> None:
    """A path at a time that is itself of the right form; a sequence only at the bound index, where it is known."""
    _, name, _, time = body
    made = name in valuation.instance.paths or valuation.laws.body(name) is not None
    if name in valuation.laws.sequences:
        made &= time in moving and name not in valuation.path_definitions
    if not made:
        raise NotConfirmed(f"it was not shown that {name} has a value wherever a hypothesis needs it")
    _check_by_form(time, moving, valuation, heads)


def _path_sort(name: str, clause: Clause) -> Sort:
    for term in clause_terms(clause):
        if term[0] in {"path", "dpath"} and term[1] == name:
            return tuple(term[2])
    raise NotConfirmed(f"the clause does not speak of the path {name}")


def _prove_general(clause: Clause, scope: Scope, valuation: Valuation) -> str:
    """For all values of the bound variables, the conclusion holds or a condition is certainly false."""
    unit = _unit_on_a_line(clause, valuation)
    if unit is not None:
        vector, chosen = unit
        for sign in (ONE, -ONE):
            _prove_general(chosen, scope.bind(vector, Array((1,), (sign,))), valuation)
        return f"for {vector[1]} = 1 and {vector[1]} = -1"
    try:
        return _prove_at_once(clause, scope, valuation)
    except (NotConfirmed, Undefined):
        few = _few_indices(clause, scope, valuation)
        if few is None:
            raise
    index, first, last = few
    rest = Clause(tuple(v for v in clause.variables if v != index), clause.conditions, clause.relation)
    for k in range(first, last + 1):
        _prove_general(rest, scope.bind(index, scalar(Interval.of(k))), valuation)
    return f"for {index[1]} = {first}, ..., {last}, one after the other"


def _few_indices(clause: Clause, scope: Scope, valuation: Valuation) -> tuple[Term, int, int] | None:
    """A bound natural number that the conditions leave few values, and the first and the last of them."""
    inner = scope
    for variable in clause.variables:
        inner = inner.bind(variable, valuation.indeterminates(variable[2]))
    for variable in clause.variables:
        if variable[2] == NATURAL:
            low, high, _ = valuation.range_of(variable, clause, inner)
            first = 0 if low is None else ceil(low.lo)
            if high is not None and high.hi < first + MOST_INDICES:
                return variable, first, floor(high.hi)
    return None


def _prove_at_once(clause: Clause, scope: Scope, valuation: Valuation) -> str:
    inner, others = scope, list(clause.conditions)
    how = [str(variable[1]) for variable in clause.variables]
    for variable in clause.variables:  # all of them first: a bound of one may speak of another
        inner = inner.bind(variable, valuation.indeterminates(variable[2]))
    ranged: list[tuple[Term, Interval, Interval]] = []
    for variable in clause.variables:
        value = inner.values[variable]
        if value.shape == () and isinstance(value.scalar, Form):
            low, high, rest = valuation.range_of(variable, clause, inner)
            if low is not None and high is not None and less(high, low):
                return "nothing to prove: the range is empty"
            others = [condition for condition in others if condition in rest]
            (name,) = value.scalar.names
            if low is not None:
                inner = inner.within(name, low, high)
                ranged += [(variable, low, high)] if high is not None else []
    inner = _with_states(_sequences(clause, valuation), inner, valuation)
    if any(_is_false(condition, inner, valuation) for condition in others):
        return "nothing to prove: a condition is false"
    given = next((text for c in others if (text := _given_by(c, clause.relation, inner, valuation))), "")
    if given:
        return f"for all {', '.join(how)}: {given}" if how else given
    try:
        text = _prove_relation(clause.relation, inner, valuation)
    except (NotClosed, Undefined):
        if _holds_multiplied(clause.relation, inner, _positive_names(clause, inner, valuation), valuation):
            return f"for all {', '.join(how)}: after multiplying by the denominators"
        if len(ranged) != 1 or len(clause.variables) != 1:
            raise
        _prove_by_pieces(clause.relation, *ranged[0], scope, valuation)
        return f"for all {how[0]}: by interval arithmetic on pieces"
    return f"for all {', '.join(how)}: {text}" if how else text


def _positive_names(clause: Clause, scope: Scope, valuation: Valuation) -> frozenset[str]:
    """The indeterminates that a condition of a clause makes larger than a number that is not negative."""
    found = set[str]()
    for condition in clause.conditions:
        op, left, right = condition.relation
        if op == "<" and right in clause.variables and not (condition.variables or condition.conditions):
            low, value = valuation.value(left, scope).scalar, scope.values[right].scalar
            if isinstance(low, Interval) and low.lo >= 0 and isinstance(value, Form):
                found |= value.names
    return frozenset(found)


def _holds_multiplied(relation: Relation, scope: Scope, positive: frozenset[str], valuation: Valuation) -> bool:
    """The relation holds after both sides were multiplied by their denominators, which are positive."""
    op, left, right = relation
    try:
        (a, below_a), (b, below_b) = (_over(side, scope, positive, valuation) for side in (left, right))
        return all(
            _holds(op, times(x, below_b), times(y, below_a), scope) for x, y in zip(a.entries, b.entries, strict=True)
        )
    except (NotConfirmed, Undefined):
        return False


def _over(term: Term, scope: Scope, positive: frozenset[str], valuation: Valuation) -> tuple[Array, Scalar]:
    """The value of a term as a numerator over a positive denominator.

    Raises:
        NotConfirmed: a denominator was not shown to be positive, or has another place than in sums and products.
    """
    head = term[0]
    if head not in {"add", "mul", "div", "inner"}:
        return valuation.value(term, scope), ONE
    parts = [_over(term[place], scope, positive, valuation) for place in slots(term)]
    below = reduce(times, (below for _, below in parts))
    if head == "add":
        if all(same(part_below, parts[0][1]) for _, part_below in parts):
            rows, below = [top.entries for top, _ in parts], parts[0][1]
        else:
            rows = [
                tuple(reduce(times, (b for j, (_, b) in enumerate(parts) if j != i), x) for x in top.entries)
                for i, (top, _) in enumerate(parts)
            ]
        return Array(parts[0][0].shape, tuple(total(column) for column in zip(*rows, strict=True))), below
    (first, _), (last, last_below) = parts[0], parts[-1]
    if head == "inner":
        return scalar(total(times(x, y) for x, y in zip(first.entries, last.entries, strict=True))), below
    if head == "mul":
        factors = [top.scalar for top, _ in parts[:-1]]
        return Array(last.shape, tuple(reduce(times, factors, x) for x in last.entries)), below
    if not _is_positive_monomial(last.scalar, positive):
        raise NotConfirmed("a denominator was not shown to be positive")
    top = tuple(times(x, last_below) for x in first.entries)
    return Array(first.shape, top), times(parts[0][1], last.scalar)


def _is_positive_monomial(x: Scalar, positive: frozenset[str]) -> bool:
    """A positive number times powers of what is positive, and exponentials."""
    if isinstance(x, Interval):
        return x.lo > 0
    if not isinstance(x, Form) or len(x.terms) != 1:
        return False
    ((powers, _), coefficient) = next(iter(x.terms.items()))
    return coefficient.lo > 0 and all(name in positive for name, _ in powers)


def _unit_on_a_line(clause: Clause, valuation: Valuation) -> tuple[Term, Clause] | None:
    """A bound unit vector of R^1, which is 1 or -1, and what is left of the clause once it is chosen."""
    for variable in clause.variables:
        if valuation.instance.shape(variable[2]) != (1,):
            continue
        length = Term("norm", variable)
        unit = [fact("=", length, ONE_TERM), fact("=", ONE_TERM, length)]
        if any(c in unit for c in clause.conditions):
            variables = tuple(v for v in clause.variables if v != variable)
            conditions = tuple(c for c in clause.conditions if c not in unit)
            return variable, Clause(variables, conditions, clause.relation)
    return None


def _sequences(clause: Clause, valuation: Valuation) -> dict[str, tuple[Sort, Term]]:
    """The sequences that a clause speaks of at a bound index: name, sort and index."""
    indices = {variable for variable in clause.variables if variable[2] == NATURAL}
    return {
        term[1]: (term[2], term[3])
        for term in clause_terms(clause)
        if term[0] == "path" and term[1] in valuation.recurrences and term[3] in indices
    }


def _with_states(sequences: dict[str, tuple[Sort, Term]], scope: Scope, valuation: Valuation) -> Scope:
    """What holds for every vector holds for the members of a sequence."""
    states = dict(scope.states)
    for name, (sort, index) in sequences.items():
        here = scope.values[index].scalar
        if isinstance(here, Form):
            states[name] = (here, valuation.indeterminates(sort))
    return replace(scope, states=states)


def _is_false(condition: Clause, scope: Scope, valuation: Valuation) -> bool:
    if condition.variables or condition.conditions:
        return False
    op, left, right = condition.relation
    try:
        pairs = zip(valuation.value(left, scope).entries, valuation.value(right, scope).entries, strict=True)
        numbers = [(number(x), number(y)) for x, y in pairs]
    except (NotConfirmed, Undefined):
        return False
    if op == "=":
        return any(less(x, y) or less(y, x) for x, y in numbers)
    return any(less(y, x) or (op == "<" and equal(x, y)) for x, y in numbers)


def _given_by(condition: Clause, relation: Relation, scope: Scope, valuation: Valuation) -> str:
    """How the condition, which is assumed, gives the relation; empty if it was not seen to."""
    for where, inner in _ends(condition, scope, valuation):
        in_range = all(_is_certain(c, inner, valuation) for c in condition.conditions)
        if in_range and _gives(condition.relation, inner, relation, scope, valuation):
            return f"the condition{where} gives it"
    return ""


def _ends(condition: Clause, scope: Scope, valuation: Valuation) -> Iterator[tuple[str, Scope]]:
    """The condition itself if it binds nothing; if it binds one real number, that number at the ends of its range."""
    if not condition.variables:
        yield "", scope
    if len(condition.variables) != 1 or condition.variables[0][2] != SCALAR:
        return
    (variable,) = condition.variables
    for op, left, right in (c.relation for c in condition.conditions):
        for side, end in ((left, right), (right, left)):
            if op == "<=" and side == variable and variable not in end.free:
                with suppress(NotConfirmed, Undefined):
                    inner = scope.bind(variable, valuation.value(end, scope))
                    yield f", at an end of the range of {variable[1]},", inner


def _is_certain(condition: Clause, scope: Scope, valuation: Valuation) -> bool:
    """The condition, which binds nothing, holds for all values of the indeterminates."""
    if condition.variables or condition.conditions:
        return False
    try:
        _prove_relation(condition.relation, scope, valuation)
    except (NotConfirmed, Undefined):
        return False
    return True


def _gives(assumed: Relation, inner: Scope, wanted: Relation, scope: Scope, valuation: Valuation) -> bool:
    """``a <= b`` is assumed, ``a' <= b'`` wanted, and certainly ``a' <= a`` and ``b <= b'``."""
    if wanted[0] == "=" or (wanted[0] == "<" and assumed[0] != "<"):
        return False
    try:
        a, b = (valuation.value(side, inner) for side in assumed[1:])
        smaller, larger = (valuation.value(side, scope) for side in wanted[1:])
        return (
            a.shape == smaller.shape == ()
            and _holds("<=", smaller.scalar, a.scalar, scope)
            and _holds("<=", b.scalar, larger.scalar, scope)
        )
    except (NotConfirmed, Undefined):
        return False


def _prove_by_pieces(
    relation: Relation, variable: Term, low: Interval, high: Interval, scope: Scope, valuation: Valuation
) -> None:
    cells = list(pieces(low, high)) if low != high else [low]
    for cell in cells:
        _prove_relation(relation, scope.bind(variable, scalar(cell)), valuation)


def _prove_relation(relation: Relation, scope: Scope, valuation: Valuation) -> str:
    op, left, right = relation
    b = valuation.value(right, scope)
    a = _upper_value(left, scope, valuation) if op == "<=" else valuation.value(left, scope)
    for x, y in zip(a.entries, b.entries, strict=True):
        if not _holds(op, x, y, scope):
            raise NotConfirmed(f"it is not certain that {_described(x)} {op} {_described(y)}")
    if len(a.entries) == 1:
        x, y = a.scalar, b.scalar
        if isinstance(x, Interval) and isinstance(y, Interval):
            return f"{x.describe()} {op} {y.describe()}"
        return "both sides agree" if op == "=" else "the difference is nowhere negative"
    return "both sides agree"


def _described(x: Scalar) -> str:
    return x.describe() if isinstance(x, Interval) else "a function"


def _upper_value(term: Term, scope: Scope, valuation: Valuation) -> Array:
    """The value of a term, or an upper bound: the Frobenius norm in place of the operator norm."""
    try:
        return valuation.value(term, scope)
    except NotClosed:
        if term[0] != "opnorm":
            raise
    entries = valuation.value(term[1], scope).entries
    return scalar(square_root(total(power_of(entry, 2) for entry in entries)))


def _holds(op: str, a: Scalar, b: Scalar, scope: Scope) -> bool:
    if op == "=":
        return same(a, b)
    if isinstance(a, Interval) and isinstance(b, Interval):
        return less(a, b) if op == "<" else at_most(a, b)
    if op == "<":
        if _is_positive(minus(b, a)):
            return True
        raise NotClosed("a strict inequality between functions")
    return _is_at_most(a, b, scope)


def _is_positive(x: Scalar) -> bool:
    """A sum of exponentials and constants with positive coefficients."""
    return isinstance(x, Form) and all(not powers and c.lo > 0 for (powers, _), c in x.terms.items())


def _is_at_most(a: Scalar, b: Scalar, scope: Scope) -> bool:
    """``a <= b`` for all values of the indeterminates; roots are squared where both sides are not negative."""
    ranges = scope.ranges
    if isinstance(a, Root) and isinstance(b, Root):
        return nonnegative(minus(b.form, a.form), ranges)
    if isinstance(a, Root):
        if not nonnegative(b, ranges):
            return False
        return nonnegative(minus(times(b, b), a.form), ranges)
    if isinstance(b, Root):
        if nonnegative(negative(a), ranges):
            return True
        return nonnegative(minus(b.form, times(a, a)), ranges)
    return nonnegative(minus(b, a), ranges)


# ---------------------------------------------------------------- in print


def _values(problem: Problem, instance: Instance, valuation: Valuation) -> dict[str, str]:
    found = {name: str(value) for name, value in sorted(instance.dims.items())}
    found |= {name: str(value) for name, value in sorted(instance.scalars.items())}
    found |= {name: Interval(*bounds).describe() for name, bounds in sorted(instance.enclosed.items())}
    found |= {name: _vector(map(str, value)) for name, value in sorted(instance.vectors.items())}
    for name, rows in sorted(instance.operators.items()):
        found[name] = _vector(_vector(map(str, row)) for row in rows)
    for name, components in sorted(instance.functions.items()):
        found[f"{name}(w)"] = _tuple([_polynomial(c) for c in components])
    found |= _path_values(problem, instance, valuation)
    for variable in sorted(valuation.definitions, key=lambda variable: variable.key):
        found[variable[1]] = _side(valuation.value(variable)).describe()
    return found


def _path_values(problem: Problem, instance: Instance, valuation: Valuation) -> dict[str, str]:
    sorts = {
        term[1]: term[2]
        for clause in (*problem.hypotheses, problem.goal)
        for term in clause_terms(clause)
        if term[0] in {"path", "dpath"}
    }
    found = {}
    for name in sorted(sorts):
        closed: tuple[Scalar, ...] | None = None
        if name in instance.paths:
            closed = valuation.path(name, sorts[name], Form.variable(TIME), _TOP.within(TIME, ZERO, None)).entries
        elif name in valuation.dynamics:
            closed = valuation.solution(name, sorts[name]).closed
            closed = None if closed is None else closed[: prod(instance.shape(sorts[name]))]
        if closed is not None:
            found[f"{name}(t)"] = _tuple([_form(entry) for entry in closed])
        elif name in instance.initial:
            found[_start_of(name, valuation)] = _tuple([str(x) for x in instance.initial[name]])
    return found


def _start_of(name: str, valuation: Valuation) -> str:
    """What the initial value of a path is called: ``x(0)``, ``q_0``, and ``q_1`` for that of the next members."""
    if name not in valuation.recurrences:
        return f"{name}(0)"
    before = name.removesuffix(MARK)
    law = valuation.recurrences.get(before)
    follows = before != name and law is not None and law.body[:2] == ("path", name)
    return f"{before}_1" if follows else f"{name}_0"


def _vector(entries: object) -> str:
    return f"({', '.join(entries)})"  # type: ignore[arg-type]


def _tuple(entries: list[str]) -> str:
    return entries[0] if len(entries) == 1 else _vector(entries)


def _polynomial(polynomial: Polynomial) -> str:
    terms = sorted(polynomial.items(), key=lambda item: (sum(item[0]), [-k for k in item[0]]))
    return _signed_sum([(c, _monomial(key)) for key, c in terms if c])


def _monomial(exponents: tuple[int, ...]) -> str:
    return " ".join(f"w_{i}" + (f"^{k}" if k > 1 else "") for i, k in enumerate(exponents, 1) if k)


def _form(x: Scalar) -> str:
    if not isinstance(x, Form):
        return number(x).describe()
    terms = []
    for (powers, rates), c in x.terms.items():
        rate, power = dict(rates).get(TIME, Fraction(0)), dict(powers).get(TIME, 0)
        factors = ["t" if power == 1 else f"t^{power}"] if power else []
        if rate:
            multiple = "" if rate == 1 else "-" if rate == -1 else f"{rate} "
            factors.append(f"exp({multiple}t)")
        terms.append((c.middle, " ".join(factors)))
    return _signed_sum(terms)


def _signed_sum(terms: list[tuple[Fraction, str]]) -> str:
    text = ""
    for c, factor in terms:
        size = abs(c)
        part = factor if factor and size == 1 else f"{size} {factor}".strip()
        sign = ("-" if c < 0 else "") if not text else (" - " if c < 0 else " + ")
        text += sign + part
    return text or "0"
