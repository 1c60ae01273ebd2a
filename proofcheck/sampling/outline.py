"""What an instance of a problem consists of: dimensions, maps, starts of paths, free variables, in a workable order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import FUNCTIONS, NATURAL, SCALAR, SET, VALUES, Sort, Term, num, subterms
from proofcheck.lang.documents import dimensions
from proofcheck.models.instance import Instance, clause_terms
from proofcheck.models.laws import Law
from proofcheck.models.valuation import Valuation

Key = tuple[str, str]
"""What is assigned: ``("map", f)``, ``("start", w)``, ``("path", Q)`` or ``("var", alpha)``."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing to be assigned. ``sort`` is that of its value, ``domain`` that of the argument of a map.

    ``tied`` is the term that a hypothesis makes the start of a path equal to, or a value of a map: a gradient.
    """

    key: Key
    sort: Sort
    domain: Sort = ()
    tied: Term | None = None
    degree: int | None = None
    """The highest that a polynomial may have there: 1 for a map that is Lipschitz continuous, 2 if its slopes are."""
    kinks: bool = False
    """A function that nothing differentiates, and that need not have a derivative."""
    duration: bool = False
    """A scalar that bounds times."""
    buried: bool = False
    """It occurs in the dynamics or the definition of something else."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What must be assigned, and which of it each clause depends on."""

    problem: Problem
    dimensions: tuple[str, ...]
    sizes: tuple[tuple[str, str, str], ...]
    """The relations between dimensions that the hypotheses and the conditions of the claim come to."""
    slots: tuple[Slot, ...]
    time: Term | None
    """A scalar on which nothing but the clauses themselves depends: all its values can be tried at once."""
    clauses: tuple[tuple[Clause, frozenset[Key]], ...]
    """Hypotheses and conditions of the claim that define nothing, with what they depend on.

    ``("flow", w)`` among it says that the path w has to be solved for."""
    seen: frozenset[Key]
    """What the two sides of the claim depend on."""
    flows: tuple[tuple[str, Sort], ...]
    """The paths that have to be solved for before the claim itself can be looked at."""

    @property
    def can_rest(self) -> bool:
        """Whether anything is chosen that is 0 where everything is at rest: a vector, a path, a function."""
        return any(slot.tied is None and (slot.key[0] != "var" or slot.sort[0] == "V") for slot in self.slots)


def outline(problem: Problem, *, turned: bool = False) -> Outline:
    """Read off a problem what its instances consist of.

    A scalar comes after the others that a clause compares it with, or has in its conditions, and is chosen from what
    they leave it; or before them, where the outline is ``turned``.
    """
    return _Reader(problem, turned).read()


def equations(problem: Problem, name: str) -> list[Clause]:
    """The equations of higher order among the hypotheses that speak of a path."""
    return [clause for clause in problem.hypotheses if _is_equation(clause, name)]


def _is_equation(clause: Clause, name: str) -> bool:
    terms = clause_terms(clause)
    if clause.relation[0] != "=" or len(clause.variables) != 1 or clause.variables[0][2] != SCALAR:
        return False
    return any(term[0] == "d" and term[2][:2] == ("dpath", name) for term in terms)


class _Reader:
    def __init__(self, problem: Problem, turned: bool):
        self.problem = problem
        self.turned = turned
        everything = Valuation(problem, Instance())
        self.dynamics = {name: self._behind_law(law) for name, law in everything.dynamics.items()}
        self.recurrences = {name: self._behind_law(law) for name, law in everything.recurrences.items()}
        self.definitions = {var: definition.body for var, definition in everything.definitions.items()}
        self.path_definitions = {name: self._behind_law(law) for name, law in everything.path_definitions.items()}
        self.terms = [term for clause in self._all() for term in clause_terms(clause)]
        self.sorts = {term[1]: term[2] for term in self.terms if term[0] in {"path", "dpath"}}
        laws = (everything.dynamics, everything.recurrences, everything.path_definitions, everything.definitions)
        self.defining = {id(law.clause) for kind in laws for law in kind.values()}
        moving = {term[1] for term in self.terms if term[0] == "dpath" or (term[0] == "path" and not _at_zero(term))}
        self.starting = (self.sorts.keys() - moving) | self.dynamics.keys() | self.recurrences.keys()
        self._dependencies: dict[Key, frozenset[Key]] = {}

    def _all(self) -> tuple[Clause, ...]:
        return (*self.problem.hypotheses, self.problem.goal)

    def read(self) -> Outline:
        slots = [*self._maps(), *self._paths(), *self._variables()]
        laws = (*self.dynamics.values(), *self.recurrences.values(), *self.path_definitions.values())
        buried = frozenset[Key]().union(*laws, *map(self._mentioned_keys, self.definitions.values()))
        time = self._time(slots, buried)
        others = [slot for slot in slots if time is None or slot.key != ("var", time[1])]
        clauses = tuple(
            (clause, self._needs(clause))
            for clause in (*self.problem.hypotheses, *self.problem.goal.conditions)
            if id(clause) not in self.defining
        )
        marked = [self._marked(slot, buried, time) for slot in others]
        left, right = self.problem.goal.relation[1:]
        seen = self._needed(self._mentioned_keys(left) | self._mentioned_keys(right))
        solved = sorted(name for kind, name in seen if kind == "flow")
        flows = tuple((name, self.sorts[name]) for name in solved)
        sizes = tuple(dict.fromkeys((*self.problem.dimensions, *self._sizes())))
        ordered = self._ordered(marked)
        return Outline(self.problem, self._dimensions(), sizes, ordered, time, clauses, seen, flows)

    # ------------------------------------------------------------ what occurs

    def _dimensions(self) -> tuple[str, ...]:
        found = {name for condition in self.problem.dimensions for name in condition[1:] if not name.isdigit()}
        for term in self.terms:
            found.update(d for d in dimensions(term) if isinstance(d, str))
        return tuple(sorted(found))

    def _sizes(self) -> Iterator[tuple[str, str, str]]:
        for clause in (*self.problem.hypotheses, *self.problem.goal.conditions):
            op, left, right = clause.relation
            plain = not clause.variables and not clause.conditions
            if plain and "dim" in {left[0], right[0]} <= {"dim", "num"}:
                yield op, str(left[1]), str(right[1])

    def _maps(self) -> Iterator[Slot]:
        found: dict[str, tuple[Sort, Sort]] = {}
        smooth = {term[1] for term in self.terms if term[0] in FUNCTIONS and term[0] != "anyfn"}
        for term in self.terms:
            if term[0] in VALUES:
                found[term[1]] = (term[2], term[3])
            elif term[0] == "jac":
                found[term[1]] = (("V", term[2]), ("V", term[3]))
            elif term[0] == "gradfn":
                found[term[1]] = (("V", term[2]), SCALAR)
        for name, (domain, target) in sorted(found.items()):
            tied, degree, kinks = self._gradient(name), self._degree(name), not (name in smooth or name.startswith(SET))
            yield Slot(("map", name), target, domain, tied=tied, degree=degree, kinks=kinks)

    def _degree(self, name: str) -> int | None:
        found = [steepness for clause in self.problem.hypotheses if (steepness := _steepness(clause, name))]
        return min(found, default=None)

    def _gradient(self, name: str) -> Term | None:
        """The gradient that a hypothesis makes a map equal to, at the bound variable."""
        return next((slope for clause in self.problem.hypotheses for slope in _gradients(clause, name)), None)

    def _paths(self) -> Iterator[Slot]:
        for name, sort in sorted(self.sorts.items()):
            if name in self.path_definitions:
                continue
            if name in self.starting:
                yield Slot(("start", name), sort, tied=self._tied(name))
            else:
                yield Slot(("path", name), sort)

    def _tied(self, name: str) -> Term | None:
        """What a hypothesis that defines nothing else makes the start of a path equal to."""
        free = (clause for clause in self.problem.hypotheses if id(clause) not in self.defining)
        return next((tie for clause in free for start, tie in _ties(clause) if start == name), None)

    def _variables(self) -> Iterator[Slot]:
        found = set(self.problem.goal.variables).union(*(clause.free_variables() for clause in self._all()))
        for variable in sorted(found, key=by_key):
            if variable not in self.definitions:
                yield Slot(("var", variable[1]), variable[2])

    # ------------------------------------------------------------ what depends on what

    def _behind_law(self, law: Law) -> frozenset[Key]:
        """What the right-hand side of a law speaks of, its time aside."""
        time, body, _ = law
        return self._mentioned_keys(body) - {("var", time[1])}

    def _mentioned_keys(self, body: Term) -> frozenset[Key]:
        found = {("var", variable[1]) for variable in body.free}
        for term in subterms(body):
            if term[0] in FUNCTIONS:
                found.add(("map", term[1]))
            elif term[0] in {"path", "dpath"}:
                found.add(("start" if term[0] == "path" and _at_zero(term) else "path", term[1]))
        return frozenset(found)

    def _needs(self, clause: Clause) -> frozenset[Key]:
        bound = {("var", variable[1]) for variable in clause.variables}
        found = self._needed(self._mentioned_keys(clause.relation[1]) | self._mentioned_keys(clause.relation[2]))
        for condition in clause.conditions:
            found |= self._needs(condition)
        return found - bound

    def _needed(self, keys: frozenset[Key]) -> frozenset[Key]:
        """The slots behind what is mentioned."""
        found: frozenset[Key] = frozenset()
        for key in keys:
            if key not in self._dependencies:
                self._dependencies[key] = frozenset()
                self._dependencies[key] = self._behind(key)
            found |= self._dependencies[key]
        return found

    def _behind(self, key: Key) -> frozenset[Key]:
        kind, name = key
        if kind == "var":
            body = next((body for variable, body in self.definitions.items() if variable[1] == name), None)
            return frozenset([key]) if body is None else self._needed(self._mentioned_keys(body))
        if kind == "map":
            return frozenset([key])
        if name in self.path_definitions:
            return self._needed(self.path_definitions[name])
        if name in self.starting:
            tied = self._tied(name)
            behind = frozenset[Key]() if tied is None else self._needed(self._mentioned_keys(tied))
            return behind | {("start", name)} | (self._motion(name) if kind == "path" else frozenset())
        return frozenset([("path", name)])

    def _motion(self, name: str) -> frozenset[Key]:
        if name in self.dynamics:
            return self._needed(self.dynamics[name]) | {("flow", name)}
        return self._needed(self.recurrences.get(name, frozenset()))

    # ------------------------------------------------------------ time and order

    def _time(self, slots: list[Slot], buried: frozenset[Key]) -> Term | None:
        """A free scalar at which the claim looks at a path."""
        free = {slot.key for slot in slots if slot.sort in (SCALAR, NATURAL)}
        goal = clause_terms(self.problem.goal)
        times = [term[3] for term in goal if term[0] in {"path", "dpath"}]
        if not times:
            return None
        times += [end for term in goal if term[0] in {"int", "inf", "sum", "prod"} for end in term[2:4]]
        candidates = [variable for time in times for variable in sorted(time.free, key=by_key)]
        return next((v for v in candidates if ("var", v[1]) in free - buried), None)

    def _marked(self, slot: Slot, buried: frozenset[Key], time: Term | None) -> Slot:
        duration = slot.sort == SCALAR and any(
            right == Term("var", slot.key[1], slot.sort) and (left == time or left in clause.variables)
            for clause in self.problem.hypotheses
            for _, left, right in [clause.relation, *(c.relation for c in clause.conditions)]
        )
        inside = slot.key in buried or slot.sort not in (SCALAR, NATURAL)
        return replace(slot, duration=duration, buried=inside)

    def _ordered(self, slots: list[Slot]) -> tuple[Slot, ...]:
        """Sets first, then maps, vectors and paths, then scalars; bounds after what they are bounds of."""
        scalars = {slot.key for slot in slots if slot.sort in (SCALAR, NATURAL) and slot.key[0] == "var"}
        after: dict[Key, frozenset[Key]] = {}
        for slot in slots:
            if slot.tied is not None and slot.key[0] == "map":
                after[slot.key] = frozenset({("map", slot.tied[1])})
            elif slot.tied is not None:
                after[slot.key] = self._needed(self._mentioned_keys(slot.tied)) - {slot.key}
            elif slot.key[0] == "path":
                behind = (self._needs(clause) for clause in equations(self.problem, slot.key[1]))
                after[slot.key] = frozenset(key for keys in behind for key in keys if key[0] == "map")
        for clause in self.problem.hypotheses:
            for side, other in (clause.relation[1:], clause.relation[:0:-1]):
                if side[0] == "var" and ("var", side[1]) in scalars and side not in clause.variables:
                    this: Key = ("var", side[1])
                    first = self._needed(self._mentioned_keys(other)).union(*map(self._needs, clause.conditions))
                    for key in (first & scalars) - {this}:
                        early, late = (this, key) if self.turned else (key, this)
                        after[late] = after.get(late, frozenset()) | {early}
        waiting = sorted(slots, key=lambda s: (s.key in scalars, not _is_set(s), not s.duration, not s.buried))
        done: list[Slot] = []
        while waiting:
            pending = {slot.key for slot in waiting}
            ready = next((s for s in waiting if not after.get(s.key, frozenset()) & pending), waiting[0])
            waiting.remove(ready)
            done.append(ready)
        return tuple(done)


def _is_set(slot: Slot) -> bool:
    return slot.key[1].startswith(SET)


def _at_zero(term: Term) -> bool:
    return bool(term[3] == num(0))


def _steepness(clause: Clause, name: str) -> int | None:
    """What bounds differences of values of a map by a multiple of the distance, or its slope, leaves a polynomial
    degree 1; what bounds those of its slopes, degree 2.
    """
    op, left, right = clause.relation
    bound = set(clause.variables)
    if op == "<=" and not clause.conditions and left[0] == "norm" and left[1][:2] == ("gradfn", name):
        return 1 if {left[1][3]} == bound and not right.free & bound else None
    distance = right[-1] if right[0] == "mul" else right
    if op != "<=" or clause.conditions or len(bound) != 2 or distance[0] != "norm" or not bound <= distance.free:
        return None
    if right[0] == "mul" and any(factor.free & bound for factor in right[1:-1]):
        return None
    heads = {term[0] for term in subterms(left) if term[0] in FUNCTIONS and term[1] == name}
    slopes = (term for term in subterms(left) if term[0] == "grad")
    sloped = any(part[0] in VALUES and part[1] == name for slope in slopes for part in subterms(slope[2]))
    return None if not heads else 1 if heads <= VALUES and not sloped else 2


def _gradients(clause: Clause, name: str) -> Iterator[Term]:
    """The gradient that a clause makes a map of this name equal to, everywhere."""
    op, left, right = clause.relation
    if op == "=" and len(clause.variables) == 1 and not clause.conditions:
        for slope, value in ((left, right), (right, left)):
            if value[:2] == ("fn", name) and slope[0] == "gradfn" and value[4] == slope[3] == clause.variables[0]:
                yield slope


def _ties(clause: Clause) -> list[tuple[str, Term]]:
    """The starts of paths that a clause makes equal to something else."""
    op, left, right = clause.relation
    if op != "=" or clause.variables or clause.conditions:
        return []
    return [
        (side[1], other)
        for side, other in ((left, right), (right, left))
        if side[0] == "path" and _at_zero(side) and not any(t[0] == "path" and t[1] == side[1] for t in subterms(other))
    ][:1]
