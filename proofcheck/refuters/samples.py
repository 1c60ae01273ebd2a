"""Samples that are independent: a few values with equal probabilities, and as outcomes all their combinations.

A member ``X_i = A_i Z`` of a random sequence is a number times a fixed vector of length 1, the number depending on what
is drawn. With these numbers in the place of members, and what is summed or averaged written out, a problem about other
letters is left, to which all else that finds instances applies. Whoever asks confirms what is found, independence too.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from itertools import islice, product
from math import prod

from proofcheck.kernel.clauses import Clause, Problem, fact
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import NATURAL, ONE, SCALAR, Sort, Term, num, slots, substitute, subterms
from proofcheck.models.instance import ExpPolynomial, Instance, clause_terms
from proofcheck.models.laws import read_laws
from proofcheck.models.samples import is_drawn, sample_in
from proofcheck.models.scalars import NotConfirmed
from proofcheck.models.valuation import Valuation
from proofcheck.refuters.judging import exact_entries
from proofcheck.refuters.spelling_out import JOINED, clause_at, index_of, total_of, value_of

SIZES = (2, 3, 1)
"""What free natural numbers are taken for, in this order."""
MOST_CHOICES, MOST_TERMS, MOST_OUTCOMES, LONGEST = 4, 4_000, 32, 40
"""How many choices of them are tried, how much is written out, how many outcomes there may be, and the largest index at
which other sequences are looked at."""
_MARK = "@"


@dataclass(frozen=True, slots=True)
class _Kind:
    """Values that members take together, with equal probabilities, the factors of single members, and how they meet."""

    rows: tuple[tuple[Fraction, ...], ...]
    """Of as many members as a row is long."""
    factors: tuple[int, ...] = (1,)
    apart: bool = True
    """Whether the next members are independent of these; else they are alike, one by one."""

    @property
    def met(self) -> bool:
        """Whether some members are independent, or uncorrelated."""
        return self.apart or len(self.rows[0]) > 1

    def outcomes(self, size: int) -> int:
        """How many combinations the values of so many members have."""
        blocks = -(-size // len(self.rows[0])) if self.apart else 1
        return int(len(self.rows) ** blocks)

    def value(self, index: int, outcome: int) -> Fraction:
        """The number that a member is, or is a multiple by; both are counted from 1."""
        block, place = divmod(index - 1, len(self.rows[0]))
        digit = (outcome - 1) // (len(self.rows) ** block if self.apart else 1) % len(self.rows)
        return self.rows[digit][place] * self.factors[min(index, len(self.factors)) - 1]


def _kind(rows: str, factors: tuple[int, ...] = (1,), *, apart: bool = True) -> _Kind:
    return _Kind(tuple(tuple(map(Fraction, row.split())) for row in rows.split(",")), factors, apart)


KINDS = (
    _kind("-1, 1"),
    _kind("0, 2"),
    _kind("-1, -1, 2"),
    _kind("-1, 3"),
    _kind("-1, 1", (1, 2, 3)),
    _kind("-1, 1", apart=False),
    _kind("0, 2", apart=False),
    _kind("0, 2", (1, 2, 3)),
    _kind("2, -1/2, -1/2, -1/2, -1/2"),
    _kind("-1, 1", (1, 1, -1), apart=False),
    _kind("-1 -1, -1 1, 1 -1, 1 1", apart=False),
    _kind("1 0, -1 0, 0 1, 0 -1"),
    _kind("1 1 1, 1 -1 -1, -1 1 -1, -1 -1 1"),
)
"""The last two are uncorrelated without being independent: of two members one is 0, and of three the last is the
product of those before."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A problem without samples, and how its instances become some of the problem behind it."""

    problem: Problem
    given: Instance
    units: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The sequences of operators, each with the vector of length 1 of which members are multiples, and its space."""
    members: Mapping[str, tuple[Sort, tuple[str, ...]]] = field(default_factory=dict)
    """Of other sequences, the sort, and the variables for the first members."""

    def instance(self, near: Instance) -> Instance:
        """The instance with the samples, what equations make of their means, and other sequences by their members."""
        valuation = Valuation(self.problem, near)
        scalars, vectors = {**near.scalars, **self.given.scalars}, dict(near.vectors)
        for variable in valuation.definitions:
            found = exact_entries(variable, valuation)
            if found is not None and variable[2] == SCALAR:
                scalars[variable[1]] = found[0]
            elif found is not None and variable[2][0] == "V":
                vectors[variable[1]] = found
        dims = {**{space: 1 for _, space in self.units.values()}, **near.dims, **self.given.dims}
        paths, firsts = {**near.paths, **self.given.paths}, {**near.firsts, **self.given.firsts}
        for name, (unit, space) in self.units.items():
            vector = vectors.get(unit) or (Fraction(1), *(Fraction(0),) * (dims[space] - 1))
            firsts[name] = tuple(tuple(x * y for x in vector for y in row) for row in firsts[name])
            paths[name] = constant(firsts[name][-1])
        for name, (sort, members) in self.members.items():
            nothing = (Fraction(0),) * prod(dims[str(size)] for size in sort[1:])
            firsts[name] = tuple((scalars[m],) if m in scalars else vectors.get(m, nothing) for m in members)
            paths[name] = constant(nothing)
        return replace(
            near,
            dims=dims,
            scalars={name: x for name, x in scalars.items() if _MARK not in name},
            vectors={name: x for name, x in vectors.items() if _MARK not in name},
            paths=paths,
            firsts=firsts,
        )


def constant(value: tuple[Fraction, ...]) -> tuple[ExpPolynomial, ...]:
    """A path that stays where it is."""
    return tuple({(0, Fraction(0)): x} if x else {} for x in value)


def drawn_samples(problem: Problem) -> Iterator[Drawn]:
    """Such problems, where a problem speaks of samples whose members no recursion determines."""
    terms = [term for clause in (*problem.hypotheses, problem.goal) for term in clause_terms(clause)]
    families = {part[1][1]: part for term in terms if (part := member(term)) is not None}
    drawn = {part[2][1] for part in families.values()}
    if not families or any(map(relates_members, problem.hypotheses)):
        return
    goal = problem.goal
    free = frozenset(goal.variables).union(*(c.free_variables() for c in (*problem.hypotheses, goal)))
    choices = list(islice(_choices(problem, sorted((v for v in free if v[2] == NATURAL), key=by_key)), MOST_CHOICES))
    linked = any(_links(clause, families) for clause in problem.hypotheses)
    kinds = [kind for kind in KINDS if kind.met] if linked else sorted(KINDS, key=lambda kind: kind.apart)
    for kind, chosen in product(kinds, choices):
        with suppress(NotConfirmed):
            found = _Writer(problem, families, drawn, kind, chosen).drawn()
            if found is not None:
                yield found


def relates_members(clause: Clause) -> bool:
    """Whether an equation says what a member is by those of the same sample at other indices."""
    op, left, right = clause.relation
    if op != "=" or member(left) is None:
        return False
    others = {part[1][3] for part in subterms(right) if member(part) is not None and part[1][1] == left[1][1]}
    return bool(others) and left[1][3] not in others


def _choices(problem: Problem, naturals: Sequence[Term]) -> Iterator[Mapping[Term, Term]]:
    """Values of the free natural numbers that contradict nothing that is said of them alone."""
    plain = [h for h in problem.hypotheses if not h.variables and not h.conditions and h.relation[1].sort[0] in "SN"]
    conditions = [c for c in problem.goal.conditions if not c.variables and not c.conditions]
    said = Clause((), (*plain, *conditions), problem.goal.relation)
    for values in product(SIZES, repeat=len(naturals)):
        chosen = dict(zip(naturals, map(num, values), strict=True))
        if clause_at(said, chosen, partial(substitute, values=chosen)) is not None:
            yield chosen


def _links(clause: Clause, families: Mapping[str, Term]) -> bool:
    """Whether a clause is about the means of members with two indices that it binds, or about products of means."""
    terms = [term for side in clause.relation[1:] for term in subterms(side)]
    indices = {term[3] for term in terms if term[0] == "path" and term[1] in families and term[3] in clause.variables}
    means = [term for term in terms if term[0] == "mul" and sum(part[0] == "expect" for part in term[1:]) > 1]
    return len(indices) > 1 or bool(means and clause.variables)


def _limits(clause: Clause) -> Iterator[int]:
    """The numbers up to which a clause speaks of members."""
    for condition in clause.conditions:
        op, low, high = condition.relation
        if op == "<=" and low[0] == "var" and low[2] == NATURAL and high[0] == "num":
            yield int(high[1])


def member(term: Term) -> Term | None:
    """The operator and the vector of which a member of a sample is made, with a head before them."""
    if term[0] not in {"inner", "dot"} or len(term) != 3 or any(part[0] != "path" for part in term[1:]):
        return None
    first, second = term[1:]
    is_made = first[2][0] == ("V" if term[0] == "inner" else "O") and second[2][0] == "V"
    return term if is_made and sample_in(first[1]) and is_drawn(second[1]) else None


class _Writer:
    def __init__(
        self,
        problem: Problem,
        families: Mapping[str, Term],
        drawn: set[str],
        kind: _Kind,
        chosen: Mapping[Term, Term],
    ):
        self._problem = problem
        self._families = families
        self._own = {*families, *drawn}
        self._kind = kind
        self._chosen = chosen
        self._left = MOST_TERMS
        self._seen: set[tuple[str, int]] = set()
        self._sequences: dict[str, Sort] = {}
        self._laws = read_laws(problem, Instance())
        self._size = max(self._indices(), default=1)
        self._outcomes = kind.outcomes(self._size)

    def _indices(self) -> Iterator[int]:
        """The numbers that members may have."""
        yield from (int(value[1]) for value in self._chosen.values())
        for term in clause_terms(self._problem.goal):
            if (part := member(term)) is not None and part[1][3][0] == "num":
                yield int(part[1][3][1])
        for clause in self._problem.hypotheses:
            if any(member(term) for term in clause_terms(clause)):
                yield from _limits(clause)

    def drawn(self) -> Drawn | None:
        """The problem with numbers for members, without what is said of these alone; ``None`` where there are too many.

        Raises:
            NotConfirmed: it is too long, or speaks of members that are not known.
        """
        if self._outcomes > MOST_OUTCOMES:
            return None
        given = self._instance()
        said = [c for h in self._problem.hypotheses if not self._is_about_members(h) for c in self._cases(h)]
        goal = self._goal()
        units = {name: (f"{_MARK}{name}", str(part[1][2][1])) for name, part in self._families.items()
                 if part[0] == "dot"}  # fmt: skip
        for unit, space in units.values():
            vector = Term("var", unit, ("V", space))
            said.append(fact("=", Term("inner", vector, vector), ONE))
        last = max((k for _, k in self._seen), default=0)
        members = {
            name: (sort, tuple(f"{name}{_MARK}{k}" for k in range(last + 1))) for name, sort in self._sequences.items()
        }
        return Drawn(Problem(self._problem.dimensions, tuple(dict.fromkeys(said)), goal), given, units, members)

    # ---------------------------------------------------------------- values

    def _value(self, index: int, outcome: int) -> Fraction:
        """The number that a member is, or is a multiple by; all after the last are like that."""
        return self._kind.value(min(max(index, 1), self._size), outcome)

    def _instance(self) -> Instance:
        size = self._size
        axes = [tuple(Fraction(k == i) for k in range(size)) for i in range(size)]
        members = (axes[0], *axes)
        rows = [tuple(self._value(i, w) for i in range(1, size + 1)) for w in range(1, self._outcomes + 1)]
        dims = dict.fromkeys(self._spaces(), self._outcomes)
        paths, firsts = {}, {}
        for name, part in self._families.items():
            vector = part[2]
            dims[str(vector[2][1])] = size
            firsts[name], firsts[vector[1]] = members, (rows[0], *rows)
            paths[name], paths[vector[1]] = constant(members[-1]), constant(rows[-1])
        scalars = {variable[1]: Fraction(value[1]) for variable, value in self._chosen.items()}
        return Instance(dims, scalars, paths=paths, firsts=firsts)

    def _spaces(self) -> set[str]:
        clauses = (*self._problem.hypotheses, self._problem.goal)
        terms = [term for clause in clauses for term in clause_terms(clause)]
        return {term[3] for term in terms if term[0] == "expect"} | {
            condition.relation[2][1]
            for clause in clauses
            for condition in clause.conditions
            if condition.relation[2][0] == "dim" and str(condition.relation[2][1]).startswith("Omega")
        }

    # ---------------------------------------------------------------- clauses

    def _is_about_members(self, clause: Clause) -> bool:
        """Whether a clause speaks of members and numbers of them alone."""
        names = {term[1] for term in clause_terms(clause) if term[0] in {"path", "dpath"}}
        return bool(names) and names <= self._own and clause.free_variables() <= self._chosen.keys()

    def _goal(self) -> Clause:
        found = self._at(self._problem.goal, self._chosen)
        if found is None:
            raise NotConfirmed("the conditions of the goal do not hold")
        return found

    def _cases(self, clause: Clause) -> Iterator[Clause]:
        """What a hypothesis says of the numbers in sight."""
        bound = [v for v in clause.variables if v[2] == NATURAL]
        drawn = {c.relation[1] for c in clause.conditions if c.relation[2][0] == "dim"}
        spans = [range(1, self._outcomes + 1) if v in drawn else range(self._size + 2) for v in bound]
        for values in product(*spans):
            case = self._at(clause, {**self._chosen, **dict(zip(bound, map(num, values), strict=True))})
            if case is not None:
                yield case

    def _at(self, clause: Clause, numbers: Mapping[Term, Term]) -> Clause | None:
        return clause_at(clause, numbers, lambda term: self._written(term, numbers))

    # ---------------------------------------------------------------- terms

    def _written(self, term: Term, numbers: Mapping[Term, Term]) -> Term:
        return self._spelt(substitute(term, numbers))

    def _spelt(self, term: Term) -> Term:
        self._left -= 1
        if self._left < 0:
            raise NotConfirmed("too long to be written out")
        if (part := member(term)) is not None and part[1][1] in self._families:
            return self._multiple(part)
        if term[0] == "path" and term[2][0] in "SV" and self._laws.body(term[1]) is None:
            return self._other_member(term)
        if term[0] in JOINED:
            first, last = (index_of(self._spelt(end)) for end in term[2:4])
            return total_of(term[1], range(first, last + 1), term[4], self._spelt, JOINED[term[0]])
        if term[0] == "expect":
            whole = total_of(term[1], range(1, self._outcomes + 1), term[2], self._spelt)
            return Term("mul", num(Fraction(1, self._outcomes)), whole)
        if term[0] == "dim" and term[1] in self._spaces():
            return num(self._outcomes)
        parts = list(term)
        for place in slots(term):
            parts[place] = self._spelt(term[place])
        found = Term(*parts)
        value = value_of(found)
        return found if value is None or found.sort == NATURAL else num(value)

    def _multiple(self, part: Term) -> Term:
        operator, vector = part[1:]
        value = num(self._value(index_of(self._spelt(operator[3])), index_of(self._spelt(vector[3]))))
        if part[0] == "inner":
            return value
        return Term("mul", value, Term("var", f"{_MARK}{operator[1]}", ("V", operator[2][1])))

    def _other_member(self, term: Term) -> Term:
        _, name, sort, time = term
        index = index_of(self._spelt(time))
        if index > LONGEST:
            raise NotConfirmed("an index is too large")
        self._sequences[name] = sort
        self._seen.add((name, index))
        return Term("var", f"{name}{_MARK}{index}", sort)
