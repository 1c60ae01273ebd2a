"""What a cited statement says of other objects: readings under which it meets the goal, its conditions shown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product
from operator import attrgetter
from typing import Any

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Problem, Relation, fact
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import SCALAR, KernelError, Term, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Hints
from proofcheck.provers.forms import with_part
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library import orders
from proofcheck.provers.matching import (
    TIME,
    Matcher,
    Reading,
    is_local,
    open_parts,
    tidied,
)
from proofcheck.provers.motion import flat
from proofcheck.provers.search import prove_afresh
from proofcheck.provers.statements import (
    NAMED,
    Statement,
    as_it_stands,
    clause_key,
    clear_of_limits,
    difficulty,
    names_in,
    paths_in,
    read_objects,
    stated,
)

CONDITION_ATTEMPTS = 16
"""How often arithmetic may be tried for one condition of a statement that is applied."""

MAX_READINGS = 16
"""How many readings of one statement are tried."""

MAX_CANDIDATES = 400
"""How many pairs of terms are compared to find them."""

_BARE = frozenset({"var", "num"})
_LEAVES = _BARE | {"path", "dpath"}
_ARITHMETIC = _BARE | {"add", "mul", "div", "pow", "powi"}


@dataclass(slots=True)
class Application:
    """The cited theorems before a problem whose goal is opened: its conditions are hypotheses here."""

    problem: Problem
    cited: tuple[Theorem, ...]
    allowed: frozenset[str]
    hints: Hints
    standing: tuple[Theorem, ...] = ()
    spoken: frozenset[str] = frozenset()
    hypotheses: tuple[Clause, ...] = ()
    _facts: tuple[Clause, ...] = ()
    _shown: dict[Clause, Theorem | None] = field(default_factory=dict)
    _seen: set[Clause] = field(default_factory=set)
    _wanted: dict[Term, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        goal = self.problem.goal
        self.hypotheses = tuple(dict.fromkeys((*self.problem.hypotheses, *goal.conditions)))
        self.spoken = frozenset(names_in(fact(*goal.relation)).union(*map(names_in, self.hypotheses)))
        lemmas = (as_it_stands(theorem, self.problem) for theorem in self.cited)
        self.standing = tuple(lemma for lemma in lemmas if lemma is not None and names_in(lemma.clause) <= self.spoken)
        self._facts = (*self.hypotheses, *(lemma.clause for lemma in self.standing))
        self._seen |= {lemma.clause for lemma in self.standing}

    def instances(self, others: bool = False) -> Iterator[Theorem]:
        """What the cited statements say where they are read so that the goal is met, with the same paths or others."""
        for theorem in self.cited:
            statement = stated(theorem, self._variables())
            if statement is None or (others and not names_in(theorem.clause)):
                continue
            matcher = Matcher(statement.variables, paths=others, functions=others)
            for reading in islice(self._readings(statement, matcher), MAX_READINGS):
                instance = self._instance(statement, reading)
                if instance is not None and instance.clause not in self._seen:
                    self._seen.add(instance.clause)
                    yield instance
                    yield from self._weaker(instance)

    def _variables(self) -> frozenset[Term]:
        goal = self.problem.goal
        inside = goal.free_variables() | frozenset(goal.variables)
        return inside.union(*(clause.free_variables() for clause in self.hypotheses))

    # ------------------------------------------------------------ readings

    def _readings(self, statement: "Statement", matcher: Matcher) -> Iterator[Reading]:
        """Readings under which a part of what the statement says is a part of the goal, each once."""
        candidates = {_key(reading): reading for reading in self._candidates(statement, matcher)}
        seen: set[Any] = set()
        for candidate in sorted(candidates.values(), key=_constants):
            for reading in self._completed(statement, matcher, candidate):
                if _key(reading) not in seen and self._knows_paths(statement, reading):
                    seen.add(_key(reading))
                    yield reading

    def _knows_paths(self, statement: "Statement", reading: Reading) -> bool:
        """Whether each path of a statement is read, or is one that the problem speaks of."""
        paths = set().union(*map(paths_in, (*statement.hypotheses, statement.theorem.clause)))
        return {name for name, _ in paths - reading.paths.keys()} <= self.spoken

    def _candidates(self, statement: "Statement", matcher: Matcher) -> Iterator[Reading]:
        """The whole relation first, then its parts, the largest first."""
        op, left, right = statement.relation
        _, low, high = self.problem.goal.relation
        for first, second in ((low, high), (high, low)) if op == "=" else ((low, high),):
            for reading in matcher.match(left, first, Reading()):
                yield from matcher.match(right, second, reading)
        parts = dict.fromkeys(part for side in (left, right) for part in open_subterms(side))
        telling = sorted((part for part in parts if _tells(part, matcher)), key=attrgetter("size"), reverse=True)
        others = [part for part in parts if part not in telling and part[0] not in _LEAVES]
        targets = tuple(dict.fromkeys(part for side in (low, high) for part in open_parts(side)))
        for patterns in (telling, others):
            found = False
            for pattern, target in islice(product(patterns, targets), MAX_CANDIDATES):
                for reading in islice(matcher.match(pattern, target, Reading()), 2):
                    found = True
                    yield reading
            if found:
                return

    def _completed(self, statement: "Statement", matcher: Matcher, reading: Reading) -> Iterator[Reading]:
        """Read what the goal leaves open so that hypotheses of the statement become known facts."""
        readings = [reading]
        for hypothesis in (*statement.hypotheses, *statement.hypotheses):
            more: list[Reading] = []
            for one in readings:
                found = (
                    islice(self._by_hypothesis(hypothesis, matcher, one), 2) if _open(hypothesis, matcher, one) else ()
                )
                more += tuple(found) or (one,)
            readings = more[:MAX_READINGS]
        yield from readings

    def _by_hypothesis(self, hypothesis: Clause, matcher: Matcher, reading: Reading) -> Iterator[Reading]:
        """Readings that make a hypothesis a known fact; or else a side of it the side of one."""
        inner = matcher.with_variables(hypothesis.variables)
        _, left, right = hypothesis.relation
        if left[0] in _BARE and right[0] in _BARE:
            return
        sides: list[Reading] = []
        for _, low, high in (*self._relations(), *self._flows(left, reading)):
            for found in inner.match(left, low, reading):
                sides += [] if left[0] in _BARE else [found]
                for both in inner.match(right, high, found):
                    yield _without(both, hypothesis.variables)
            sides += [] if right[0] in _BARE else islice(inner.match(right, high, reading), 2)
        for found in sides:
            outer = _without(found, hypothesis.variables)
            if (outer.variables, outer.paths) != (reading.variables, reading.paths):
                yield outer

    def _relations(self) -> Iterator[Relation]:
        """What is known, the bound variables of each fact as local ones."""
        for clause in self._facts:
            local = {v: Term("var", f"§fact {i}", v[2]) for i, v in enumerate(clause.variables)}
            yield Clause((), (), clause.relation).substitute(local).relation

    def _flows(self, velocity: Term, reading: Reading) -> Iterator[Relation]:
        """How a path moves that is read as a term: its derivative, by what is known of the paths in that."""
        body = reading.paths.get(velocity[1:3]) if velocity[0] == "dpath" else None
        if body is None:
            return
        local: Term = Term("var", "§moving", SCALAR)
        motion = {}
        for op, left, right in self._relations():
            if op == "=" and left[0] == "dpath" and left[3][0] == "var":
                motion[Term(*left[:3], local)] = substitute(right, {left[3]: local})
        try:
            moving = substitute(body, {TIME: local})
            yield ("=", Term("d", local, moving), tidied(flat(Term("d", local, moving), motion)))
        except KernelError:
            return

    # ------------------------------------------------------------ instances

    def _instance(self, statement: "Statement", reading: Reading) -> Theorem | None:
        """The statement as it is read, once its conditions are shown; what is not read stays general."""
        try:
            objects = read_objects(statement.theorem, reading)
        except KernelError:
            return None
        for values in islice(self._values(statement, reading, objects), 4):
            try:
                found = self._applied(statement, objects, values)
            except KernelError:
                continue
            if found is not None:
                return found
        return None

    def _values(self, statement: "Statement", reading: Reading, objects: Theorem) -> Iterator[dict[Term, Term]]:
        """Terms for the variables of a statement: as read, as guessed where nothing tells, as its equations define."""
        read = {_sorted(v, reading): value for v, value in reading.variables.items() if not is_local(value)}
        origin = {_sorted(v, reading): name for v, name in statement.origin.items()}
        clauses = (*objects.hypotheses, objects.clause)
        present = frozenset().union(*(clause.free_variables() for clause in clauses)) & origin.keys()
        local = {_sorted(v, reading) for v, value in reading.variables.items() if is_local(value)}
        laws = frozenset().union(*(h.free_variables() for h in objects.hypotheses if h.variables))
        kept = local | (objects.clause.free_variables() - laws)
        defined = dict(_definitions(objects.hypotheses, present - read.keys()))
        infima = dict(_definitions(objects.hypotheses, present & read.keys()))
        guessed = sorted(present - read.keys() - kept - defined.keys(), key=by_key)
        choices = [list(self._guesses(variable, origin[variable], objects, read)) for variable in guessed]
        for chosen in product(*choices):
            values = {**read, **dict(zip(guessed, chosen, strict=True))}
            for _ in defined:
                for variable, term in defined.items():
                    values[variable] = clear_of_limits(substitute(term, values))
            yield values
            for variable, term in infima.items():
                if term[0] == "inf":
                    self._wanted.setdefault(read[variable])
                    yield {**values, variable: clear_of_limits(substitute(term, values))}

    def _guesses(self, variable: Term, name: str, objects: Theorem, read: dict[Term, Term]) -> Iterator[Term]:
        """Values for what occurs in conditions only: what is called so here; what bounds it; what is of its sort."""
        here = sorted((v for v in self._variables() if v[2] == variable[2]), key=by_key)
        found = [v for v in here if v[1] == name]
        for hypothesis in objects.hypotheses:
            op, left, right = hypothesis.relation
            if op == "<=" and variable in {left, right} and not hypothesis.variables:
                other = left if variable == right else right
                found += [read[other]] if other in read else []
        yield from islice(dict.fromkeys((*found, *here)), 3)

    def _applied(self, statement: "Statement", objects: Theorem, values: dict[Term, Term]) -> Theorem | None:
        clauses = (*objects.hypotheses, objects.clause)
        free = frozenset().union(*(clause.free_variables() for clause in clauses))
        own = sorted((v for v in free if v[1] in statement.names), key=by_key)
        rest = [variable for variable in own if variable not in values]
        mapping = {variable: values.get(variable, variable) for variable in own}
        conditions = sorted(objects.hypotheses, key=difficulty)
        closed = rules.generalize([objects], own, conditions)
        body = Clause((), tuple(conditions), objects.clause.relation).substitute(mapping)
        premises, assumed = [], []
        for condition in body.conditions:
            if condition.free_variables() & frozenset(rest):
                assumed.append(condition)
                premises.append(rules.assume([], condition))
                continue
            shown = self._show(condition)
            if shown is None:
                return None
            premises.append(shown)
        instance = rules.instantiate([closed, *premises], list(mapping.items()))
        return rules.generalize([instance], rest, tuple(dict.fromkeys(assumed))) if rest or assumed else instance

    def _show(self, condition: Clause) -> Theorem | None:
        """A condition of a statement from the hypotheses of the problem, by the rules that are allowed."""
        if condition in self.hypotheses:
            return rules.assume([], condition)
        if condition not in self._shown:
            self._shown[condition] = None
            lemmas = list(self.standing)
            for term in _extremes(condition.relation):
                lemmas += self._lower_bounds(term)
            self._shown[condition] = self._prove(condition, lemmas)
        return self._shown[condition]

    def _prove(self, goal: Clause, lemmas: Sequence[Theorem]) -> Theorem | None:
        problem = Problem(self.problem.dimensions, self.hypotheses, goal)
        return prove_afresh(problem, self.allowed, self.hints, lemmas, CONDITION_ATTEMPTS)

    # ------------------------------------------------------------ bounds of what a statement defines

    def _lower_bounds(self, infimum: Term) -> list[Theorem]:
        """Lower bounds of an infimum by what is known to hold on an interval."""
        lows = dict(self._wanted)
        for clause in self._facts:
            op, low, _ = clause.relation
            if len(clause.variables) == 1 and op != "=" and clause.variables[0] not in low.free:
                lows.setdefault(low)
        found = []
        for low in lows:
            goal = fact("<=", low, infimum)
            if goal not in self._shown:
                self._shown[goal] = self._prove(goal, self.standing)
            shown = self._shown[goal]
            found += [] if shown is None else [shown]
        return found

    def _weaker(self, instance: Theorem) -> Iterator[Theorem]:
        """The instance with an infimum in an exponent replaced by a lower bound of it."""
        clause = instance.clause
        for infimum in _extremes(clause.relation):
            for bound in self._lower_bounds(infimum):
                found = _weakened(instance, infimum, bound, self.hypotheses)
                if found is not None:
                    yield found
                    yield bound


def _weakened(instance: Theorem, infimum: Term, bound: Theorem, hypotheses: Iterable[Clause]) -> Theorem | None:
    clause = instance.clause
    op, left, right = clause.relation
    least = bound.clause.relation[1]
    try:
        assumed = [rules.assume([], condition) for condition in clause.conditions]
        plain = rules.instantiate([instance, *assumed], [(v, v) for v in clause.variables])
        ground = [h for h in hypotheses if not h.variables and not h.conditions]
        facts = [*assumed, *(rules.assume([], h) for h in ground), plain, bound]
        for part in open_subterms(right):
            if part[0] == "exp" and infimum in subterms(part):
                smaller = Facts(facts).prove(("<=", part[1], with_part(part[1], infimum, least)))
                facts += [] if smaller is None else [orders.monotone([smaller], "exp")]
        weaker = Facts(facts).prove((op, left, with_part(right, infimum, least)))
        return None if weaker is None else rules.generalize([weaker], clause.variables, clause.conditions)
    except KernelError:
        return None


def _key(reading: Reading) -> Any:
    parts = (reading.variables, reading.paths, reading.functions, reading.dimensions)
    return tuple(frozenset(part.items()) for part in parts)


def _constants(reading: Reading) -> int:
    """How many paths are read as constants."""
    return sum(TIME not in body.free for body in reading.paths.values())


def _sorted(variable: Term, reading: Reading) -> Term:
    return Term("var", variable[1], reading.sort(variable[2]))


def _without(reading: Reading, variables: Iterable[Term]) -> Reading:
    dropped = frozenset(variables)
    return replace(reading, variables={v: x for v, x in reading.variables.items() if v not in dropped})


def _definitions(hypotheses: Iterable[Clause], unread: Iterable[Term]) -> Iterator[tuple[Term, Term]]:
    """What equations among the hypotheses say that variables are."""
    wanted = frozenset(unread)
    for hypothesis in sorted(hypotheses, key=clause_key):
        op, left, right = hypothesis.relation
        if op != "=" or hypothesis.variables or hypothesis.conditions:
            continue
        for variable, term in ((left, right), (right, left)):
            if variable in wanted and variable not in term.free:
                yield variable, term
                break


def _open(clause: Clause, matcher: Matcher, reading: Reading) -> bool:
    """Whether a clause speaks of something that is not read yet."""
    if (clause.free_variables() & matcher.variables) - reading.variables.keys():
        return True
    return matcher.paths and bool(paths_in(clause) - reading.paths.keys())


def _tells(part: Term, matcher: Matcher) -> bool:
    """Whether not everything matches a part: it speaks of two things, or of one by more than arithmetic."""
    if part[0] in _LEAVES:
        return False
    read = part.free & matcher.variables
    if len(read) > 1:
        return True
    heads = {inner[0] for inner in subterms(part)}
    return bool((heads - _ARITHMETIC and read) or (matcher.paths and heads & NAMED))


def _extremes(relation: Relation) -> list[Term]:
    parts = (part for side in relation[1:] for part in open_subterms(side) if part[0] == "inf")
    return list(dict.fromkeys(parts))
