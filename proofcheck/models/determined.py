"""What a law makes exists as far as the law speaks of it: flows, sequences, and paths that are defined."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.terms import FUNCTIONS, Sort, Term, slots, subterms
from proofcheck.kernel.terms import ONE as ONE_TERM
from proofcheck.models.binders import range_of
from proofcheck.models.instance import clause_terms
from proofcheck.models.interval import Interval, Undefined
from proofcheck.models.laws import same_law
from proofcheck.models.quantified import bound_sequences, with_states
from proofcheck.models.scalars import ZERO, Form, NotClosed, NotConfirmed, Root, number, same
from proofcheck.models.scope import Array, Scope, scalar
from proofcheck.models.signs import Sign, sign
from proofcheck.models.trapped import stays_positive
from proofcheck.models.valuation import Valuation


def determined(clause: Clause, valuation: Valuation) -> str:
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
    low, high, _ = range_of(valuation, variable, clause, scope)
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
    """There is a next member whatever came before, or all members are the same; and the first step can be taken, and
    all others up to where no other sequence has members that the instance lists.
    """
    variable, body, clause = valuation.recurrences[name]
    sequences = _members(name, valuation)
    states = {other: (sort, variable) for other, sort in sequences.items()}
    late = valuation.instance.listed
    scope = with_states(states, _for_all_indices(variable, valuation, late=late), valuation)
    if not _stands_still(sequences, variable, valuation):
        try:
            valuation.value(body, scope)
        except NotClosed:
            if not _stays_in_a_box(sequences, variable, valuation) and not _stays_positive(name, valuation):
                _check_by_form(body, frozenset([variable]), valuation, _CONTINUOUS, scope)
    valuation.path(name, _path_sort(name, clause), Interval.of(late + 1))


def _stays_positive(name: str, valuation: Valuation) -> bool:
    try:
        return stays_positive(name, valuation)
    except (NotConfirmed, Undefined):
        return False


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
        late = valuation.instance.listed
        first, _, _ = range_of(valuation, variable, clause, scope)
        for k in range(0 if first is None else ceil(first.lo), late):
            valuation.value(body, Scope({variable: scalar(Interval.of(k))}))
        scope = _for_all_indices(variable, valuation, clause, late=late)
        scope = with_states(bound_sequences(clause, valuation), scope, valuation)
    try:
        entries = valuation.value(body, scope).entries
        if is_sequence or not any(isinstance(entry, Root) for entry in entries):
            return
    except NotClosed:
        pass
    kinks = is_sequence or _path_sort(name, clause)[0] == "O"
    _check_by_form(body, frozenset([variable]), valuation, _CONTINUOUS if kinks else _SMOOTH, scope)


def _for_all_indices(variable: Term, valuation: Valuation, clause: Clause | None = None, late: int = 0) -> Scope:
    value = valuation.indeterminates(variable[2])
    scope = Scope({variable: value})
    low, high = Interval.of(late), None
    if clause is not None:
        first, high, _ = range_of(valuation, variable, clause, scope)
        low = low if first is None or first.lo <= late else first
    if isinstance(value.scalar, Form):
        (name,) = value.scalar.names
        scope = scope.within(name, low, high)
    return scope


_SMOOTH = frozenset({"add", "mul", "dot", "tr", "outer", "inner", "exp", "sin", "cos", "fn", "jac", "gradfn"})
"""Applied to what has all derivatives, they have all derivatives: the maps of an instance are polynomials."""

_CONTINUOUS = _SMOOTH | {"max", "min", "norm", "opnorm", "smin"}
"""Applied to anything, they have a value."""


def _check_by_form(
    body: Term, moving: frozenset[Term], valuation: Valuation, heads: frozenset[str], scope: Scope
) -> None:
    """The body has a value for all values of ``moving``, and is smooth in them if all ``heads`` are.

    Raises:
        NotConfirmed: that cannot be read off its form.
    """
    head = body[0]
    if not moving & body.free:
        valuation.value(body)
    elif head in {"path", "dpath"}:
        _check_place(body, moving, valuation, heads, scope)
    elif head in {"int", "grad"}:
        bound, inner = body[1], 4 if head == "int" else 2
        for place in slots(body):
            _check_by_form(body[place], moving | {bound} if place == inner else moving, valuation, _SMOOTH, scope)
    elif head == "div" and not moving & body[2].free:
        valuation.value(Term("div", ONE_TERM, body[2]))
        _check_by_form(body[1], moving, valuation, heads, scope)
    elif head == "div" and _is_positive(body[2], moving, scope, valuation):
        _check_by_form(body[1], moving, valuation, heads, scope)
    elif head == "pow" and body[2] >= 0:
        inside = body[1][1] if body[1][0] == "norm" and body[2] % 2 == 0 else body[1]
        _check_by_form(inside, moving, valuation, heads, scope)
    elif head == "powi" and (heads >= _CONTINUOUS or not moving & body[2].free):
        for part in body[1:]:
            _check_by_form(part, moving, valuation, heads, scope)
    elif head in heads and (heads >= _CONTINUOUS or not (head in FUNCTIONS and body[1] in valuation.instance.pieces)):
        for place in slots(body):
            _check_by_form(body[place], moving, valuation, heads, scope)
    elif body not in moving and not (head == "sqrt" and _is_positive(body[1], moving, scope, valuation)):
        raise NotConfirmed(f"what is made by a hypothesis may have no value or a kink: it has the form {head!r}")


def _is_positive(body: Term, moving: frozenset[Term], scope: Scope, valuation: Valuation) -> bool:
    """A number is positive whatever is moving, which has to be in the scope: what a body binds is not."""
    try:
        return moving & body.free <= scope.values.keys() and sign(body, scope, valuation) == Sign.POSITIVE
    except NotConfirmed:
        return False


def _check_place(
    body: Term, moving: frozenset[Term], valuation: Valuation, heads: frozenset[str], scope: Scope
) -> None:
    """A path at a time that is itself of the right form; a sequence only at the bound index, where it is known, or
    where what defines it has a value.
    """
    _, name, _, time = body
    defined = valuation.definition_at(body) if name in valuation.laws.sequences else None
    if defined is not None and time in moving:
        _check_by_form(defined, moving, valuation, heads, scope)
        return
    made = name in valuation.instance.paths or valuation.laws.body(name) is not None
    if name in valuation.laws.sequences:
        made &= time in moving and defined is None
    if not made:
        raise NotConfirmed(f"it was not shown that {name} has a value wherever a hypothesis needs it")
    _check_by_form(time, moving, valuation, heads, scope)


def _path_sort(name: str, clause: Clause) -> Sort:
    for term in clause_terms(clause):
        if term[0] in {"path", "dpath"} and term[1] == name:
            return tuple(term[2])
    raise NotConfirmed(f"the clause does not speak of the path {name}")
