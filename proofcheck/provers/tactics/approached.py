"""Limits from limits: what is within a constant times what goes to 0 goes to 0 itself.

That ``d(k)`` goes to 0 is said with errors: for each there is a number from which on ``d(k)`` is not above it. Where
``|d(k)| <= C_1 d_1(k) + ... + C_m d_m(k)`` and the ``d_i(k)`` go to 0, the error ``e`` is met where each of these is at
most ``e / (1 + C_1 + ... + C_m)``, so from ``N_1^2 + ... + N_m^2 + 1`` on, which is no smaller than any ``N_i``. The
constants are proposed; that they do is proved.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice

from proofcheck.evidence.readback import poly_term
from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.normal import Normalizer, Poly
from proofcheck.kernel.terms import (
    NATURAL,
    ONE,
    SCALAR,
    ZERO,
    KernelError,
    Term,
    fresh_variable,
    neg,
    num,
    substitute,
    subterms,
)
from proofcheck.kernel.theorem import Theorem
from proofcheck.models.existence import IMPOSSIBLE
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import MAX_DEPTH, Budget, ExhaustedError, Search
from proofcheck.provers.forms import replaced
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library.applying import entry
from proofcheck.provers.library.terms import times
from proofcheck.provers.tactics.existence import by_witness, denials
from proofcheck.provers.tactics.quotients import inverse_of

MOST_LIMITS, MOST_CONSTANTS, MOST_BOUNDS, MOST_ATTEMPTS = 4, 8, 24, 400
"""How many limits are used, how many constants proposed, how many bounds tried, and how often arithmetic."""


@dataclass(frozen=True, slots=True)
class Approach:
    """What is said to become as small as one likes.

    Attributes:
        index: what grows.
        start: the letter for where it is late enough.
        conditions: what is supposed of the index, with the start.
        size: what becomes small.
        error: the letter for how small.
        theorem: what says so, for each positive error; nothing where it is only denied.
    """

    index: Term
    start: Term
    conditions: tuple[Clause, ...]
    size: Term
    error: Term
    theorem: Theorem | None = None

    def late(self, start: Term, error: Term) -> Clause:
        """That the size is no more than an error from a start on."""
        inner = Clause((self.index,), self.conditions, ("<=", self.size, self.error))
        return inner.substitute({self.start: start, self.error: error})

    def denial(self, start: Term, error: Term) -> Clause:
        """That there is no such start."""
        return Clause((start,), (self.late(start, error),), IMPOSSIBLE)


def approached(search: Search, relation: Relation) -> Theorem | None:
    """What cannot be: that something does not become small which is within constants times what does."""
    if relation != IMPOSSIBLE or search.depth > MAX_DEPTH - 2:
        return None
    denied = next(iter(denials(search)), None)
    goal = None if denied is None else _denied(denied.clause)
    if denied is None or goal is None:
        return None
    known = tuple(t for t in search.known if t is not denied)
    try:
        return _from_limits(replace(search, known=known, budget=Budget(MOST_ATTEMPTS), depth=0), denied, goal)
    except ExhaustedError:
        return None


def _from_limits(outside: Search, denied: Theorem, goal: Approach) -> Theorem | None:
    small = [a for a in _small(outside, goal) if len(a.conditions) == len(goal.conditions)]
    for used, constants, bound in _bounds(outside, goal, small):
        found = _put_together(outside, denied, goal, used, constants, bound)
        if found is not None:
            return found
    return None


def _denied(clause: Clause) -> Approach | None:
    """What a clause denies to become as small as an error that is a letter."""
    if len(clause.variables) != 1 or len(clause.conditions) != 1 or clause.relation != IMPOSSIBLE:
        return None
    (start,), (late,) = clause.variables, clause.conditions
    op, size, error = late.relation
    if op != "<=" or len(late.variables) != 1 or error[0] != "var" or error.sort != SCALAR or start.sort != SCALAR:
        return None
    (index,) = late.variables
    if late.conditions[-1:] != (fact("<=", start, index),) or error in size.free or start in size.free:
        return None
    return Approach(index, start, late.conditions, size, error)


def said_to_approach(theorem: Theorem) -> Approach | None:
    """What a theorem says to become smaller than each positive number."""
    clause = theorem.clause
    if clause.relation != IMPOSSIBLE or len(clause.variables) != 1 or len(clause.conditions) != 2:
        return None
    positive, denial = clause.conditions
    found = _denied(denial)
    if found is None or clause.variables != (found.error,) or positive != fact("<", ZERO, found.error):
        return None
    return replace(found, theorem=theorem)


def _small(search: Search, goal: Approach) -> list[Approach]:
    """What is supposed to become small, with the index of the goal; then powers, exponentials and reciprocals."""
    said = [a for t in search.known if (a := said_to_approach(t)) is not None]
    basic = (a for size in _rates(search, goal) if (a := _shown_to_approach(search, goal, size)) is not None)
    return [*said[:MOST_LIMITS], *islice(basic, 0 if _steps_only(goal, said) else MOST_LIMITS)]


def _steps_only(goal: Approach, said: Sequence[Approach]) -> bool:
    """Whether all that moves in the goal is told of by the limits that are supposed."""
    moving = {part[1] for part in open_subterms(goal.size) if part[0] == "path" and goal.index in part.free}
    told = {part[1] for a in said for part in open_subterms(a.size) if part[0] == "path" and a.index in part.free}
    return bool(moving) and moving <= told


def _rates(search: Search, goal: Approach) -> Iterator[Term]:
    """Powers and exponentials that are spoken of, at the index of the goal, and the reciprocal of what counts it."""
    clauses = [t.clause for t in search.known if t.rule == "assume" or t.clause.relation[0] != "="]
    spoken = list(subterms(goal.size))
    spoken += [part for clause in clauses for side in clause.relation[1:] for part in subterms(side)]
    fixed = goal.size.free.union(*search.fixed())
    found: dict[Term, None] = {}
    for part in spoken:
        if part[0] == "powi" and len(part[2].free) == 1 and part[2].free.isdisjoint(part[1].free):
            found[Term("powi", part[1], goal.index)] = None
        elif part[0] == "exp" and goal.index.sort == SCALAR:
            for index in part.free - fixed | part.free & {goal.index}:
                here = substitute(part, {index: goal.index})
                if _is_multiple(here[1], goal.index):
                    found[here] = None
    if goal.index.sort == NATURAL:
        found |= dict.fromkeys(Term("powi", q, goal.index) for q in _factors_of_steps(clauses))
    if goal.index.sort == NATURAL and any(part[0] == "div" and _counts(part[2]) for part in spoken):
        found[Term("div", ONE, Term("add", goal.index, ONE))] = None
    yield from found


def _counts(divisor: Term) -> bool:
    return any(v.sort == NATURAL for v in divisor.free)


def _is_multiple(exponent: Term, index: Term) -> bool:
    """Whether an exponent is a number or letter times the index."""
    try:
        poly = Normalizer().scalar(exponent)
    except KernelError:
        return False
    return len(poly) == 1 and all(dict(mono).get(index) == 1 for mono in poly)


def _factors_of_steps(clauses: Sequence[Clause]) -> Iterator[Term]:
    """What a step multiplies a size with."""
    for clause in clauses:
        right = clause.relation[2]
        if clause.variables and right[0] == "mul" and len(right) == 3:
            yield from (part for part in right[1:] if part.free.isdisjoint(clause.variables) and part.sort == SCALAR)


def _shown_to_approach(search: Search, goal: Approach, size: Term) -> Approach | None:
    """That a rate becomes small."""
    if size == goal.size:
        return None
    error, start = goal.error, goal.start
    wanted = replace(goal, size=size)
    clause = Clause((error,), (fact("<", ZERO, error), wanted.denial(start, error)), IMPOSSIBLE)
    known = tuple(t for t in search.known if error not in t.clause.free_variables())
    inner = replace(search, known=known, depth=0).with_assumptions(clause.conditions)
    impossible = by_witness(inner, IMPOSSIBLE)
    if impossible is None:
        return None
    return replace(wanted, theorem=rules.generalize([impossible], clause.variables, clause.conditions))


def _bounds(
    search: Search, goal: Approach, small: Sequence[Approach]
) -> Iterator[tuple[list[Approach], list[Term], Theorem]]:
    """Some of what becomes small, with constants, and that the goal is no more than the sum of the multiples."""
    sizes = [substitute(a.size, {a.index: goal.index}) for a in small]
    start = fresh_variable(goal.start, frozenset().union(*search.fixed(), goal.size.free))
    late = goal.late(start, goal.error).conditions
    inner = search.with_assumptions(late)
    tried: list[tuple[list[int], list[Term]]] = list(islice(_proposed(search, goal, sizes), MOST_BOUNDS))
    for depth in (MAX_DEPTH - 1, MAX_DEPTH - 2, 0):
        shallow = replace(inner, depth=depth)
        for places, constants in tried:
            parts = [times(c, sizes[place]) for place, c in zip(places, constants, strict=True)]
            total = parts[0] if len(parts) == 1 else Term("add", *parts)
            shown = shallow.relation(("<=", goal.size, total))
            if shown is not None:
                yield [small[place] for place in places], constants, rules.generalize([shown], [start], late)
                return


def _proposed(search: Search, goal: Approach, sizes: Sequence[Term]) -> Iterator[tuple[list[int], list[Term]]]:
    """Which sizes are taken, and with which constants."""
    everything = list(range(len(sizes)))
    linear = _coefficients(goal, sizes)
    if linear:
        yield list(linear), list(linear.values())
    if len(everything) > 1:
        yield everything, [ONE] * len(everything)
    constants = list(islice(dict.fromkeys((ONE, *_constants(search, goal))), MOST_CONSTANTS))
    for constant in constants:
        for place in everything:
            yield [place], [constant]
    for pair in combinations(everything, 2):
        yield list(pair), [ONE, ONE]


def _coefficients(goal: Approach, sizes: Sequence[Term]) -> dict[int, Term]:
    """For each size, which is of one term less a number, how often the term stands in what is compared."""
    found: dict[int, Term] = {}
    for place, size in enumerate(sizes):
        for part in open_subterms(size):
            if part[0] == "path" and goal.index in part.free and part.sort == SCALAR and goal.size[0] == "max":
                factor = _factor(goal.size[1], part, goal.index)
                found |= {} if factor is None else {place: _size_of(factor)}
    return found


def _factor(body: Term, part: Term, index: Term) -> Term | None:
    """What a term is multiplied by in a body that is linear in it, if that does not move with an index."""
    letter = fresh_variable(Term("var", "z", SCALAR), body.free)
    _, written, _ = replaced(("=", body, ZERO), part, letter)
    try:
        poly = Normalizer().scalar(written)
    except KernelError:
        return None
    rest: Poly = {}
    for mono, factor in poly.items():
        powers = dict(mono)
        if powers.pop(letter, 0) == 1:
            rest[tuple(powers.items())] = factor
    value = poly_term(rest)
    return None if not rest or index in value.free else value


def _size_of(value: Term) -> Term:
    return num(abs(value[1])) if value[0] == "num" else Term("max", value, neg(value))


def _constants(search: Search, goal: Approach) -> Iterator[Term]:
    """Constants: what the goal is compared with, norms of what stands in it, what is not negative, first values."""
    fixed = [part for part in open_subterms(goal.size) if goal.index not in part.free]
    for part in fixed:
        if part.sort[0] == "V" and part[0] in {"var", "path", "grad"}:
            yield Term("norm", part)
        elif part.sort[0] == "O" and part[0] == "var":
            yield Term("opnorm", part)
        elif part.sort == SCALAR and part[0] in {"div", "pow"}:
            yield _size_of(part)
    for theorem in search.ground():
        op, left, right = theorem.clause.relation
        if op != "=" and left == ZERO and right[0] == "var" and right.sort == SCALAR and right != goal.error:
            yield right
    if goal.size[0] in {"norm", "max"}:
        start = substitute(goal.size, {goal.index: ZERO})
        yield start[1] if start[0] == "max" and start[1][0] == "norm" else start
    for theorem in search.known:
        op, _, right = theorem.clause.relation
        if op == "<=" and theorem.clause.variables and right[0] == "mul" and right.sort == SCALAR:
            yield from (part for part in right[1:] if part.free.isdisjoint(theorem.clause.variables))


def _put_together(
    search: Search, denied: Theorem, goal: Approach, used: Sequence[Approach], constants: Sequence[Term], bound: Theorem
) -> Theorem | None:
    """That the denial is impossible, from a bound by multiples of what becomes small."""
    whole = Term("add", ONE, *constants)
    signs = [s for c in constants if (s := search.soon(fact("<=", ZERO, c))) is not None]
    positive = search.soon(fact("<", ZERO, goal.error))
    at_least = Facts(signs).prove(("<", ZERO, whole)) if len(signs) == len(constants) else None
    if positive is None or at_least is None:
        return None
    error = Term("mul", Term("pow", whole, -1), goal.error)
    inverse = inverse_of(whole, [at_least])
    small_enough = Facts([positive, at_least, *inverse]).prove(("<", ZERO, error))
    if small_enough is None:
        return None
    taken = frozenset().union(*search.fixed(), denied.clause.free_variables(), goal.size.free, {goal.index, goal.start})
    starts: list[Term] = []
    for _ in used:
        starts.append(fresh_variable(goal.start, taken | frozenset(starts)))
    supposed = [rules.assume([], a.late(start, error)) for a, start in zip(used, starts, strict=True)]
    from_on = Term("add", ONE, *(Term("pow", start, 2) for start in starts))
    late = [rules.assume([], c) for c in goal.late(from_on, goal.error).conditions]
    below = [_below(late, each, start, a, goal) for start, each, a in zip(starts, supposed, used, strict=True)]
    here = rules.instantiate([bound, *late], [(bound.clause.variables[0], from_on)])
    products = [_multiple(c, sign, each) for c, sign, each in zip(constants, signs, below, strict=True)]
    shown = Facts([here, positive, small_enough, *inverse, *products]).prove(("<=", goal.size, goal.error))
    if shown is None:
        return None
    met = rules.generalize([shown], [goal.index], [c.clause for c in late])
    impossible = rules.instantiate([denied, met], [(denied.clause.variables[0], from_on)])
    for start, each, a in zip(starts, supposed, used, strict=True):
        none = _in_letters_of(a.denial(a.start, error), rules.generalize([impossible], [start], [each.clause]))
        if a.theorem is not None:
            impossible = rules.instantiate([a.theorem, small_enough, none], [(a.error, error)])
    return impossible


def _below(late: Sequence[Theorem], small: Theorem, start: Term, used: Approach, goal: Approach) -> Theorem:
    """What is small from its start on is so here, as this is later."""
    reached = Facts(late).prove_by_squares(("<=", start, goal.index))
    if reached is None:
        raise KernelError("late enough is not later than a start")
    return rules.instantiate([small, *late[:-1], reached], [(used.index, goal.index)])


def _multiple(constant: Term, sign: Theorem, below: Theorem) -> Theorem:
    """A multiple of an inequality, with a factor that is not negative."""
    _, low, high = below.clause.relation
    return rules.arithmetic([sign, below], ("<=", times(constant, low), times(constant, high)), [entry(0, 1)])


def _in_letters_of(denial: Clause, found: Theorem) -> Theorem:
    """The same denial with the letters that it is written with."""
    if found.clause == denial:
        return found
    supposed = [rules.assume([], condition) for condition in denial.conditions]
    impossible = rules.instantiate([found, *supposed], list(zip(found.clause.variables, denial.variables, strict=True)))
    return rules.generalize([impossible], denial.variables, denial.conditions)
