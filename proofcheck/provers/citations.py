"""What follows from a claim that is cited: the statement applied to other objects, or its proof about the same ones.

To cite a statement is to *apply* it. Its variables, paths, functions and dimensions may be read as others; its
hypotheses are conditions then and have to be shown, by the rules that the citing reason names. The rules of its own
proof do not come with it. A proof that needs them is accepted where each use of them is one that the cited proof makes:
that is the cited proof *inlined*, about the same objects.

Nothing here is trusted: what is returned was made by the kernel. Everything is bounded by counts.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product
from operator import attrgetter
from typing import Any

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Problem, Relation, fact
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.rules import FREE
from proofcheck.kernel.terms import SCALAR, KernelError, Sort, Term, fresh_variable, slots, substitute, subterms
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.arithmetic import Facts
from proofcheck.provers.engine import Hints
from proofcheck.provers.forms import with_part
from proofcheck.provers.instances import open_subterms
from proofcheck.provers.library import grounds, law_of, named, outline, uses, uses_by_step
from proofcheck.provers.matching import (
    TIME,
    Matcher,
    Reading,
    is_local,
    nameless,
    open_parts,
    tidied,
)
from proofcheck.provers.motion import flat
from proofcheck.provers.search import prove

ATTEMPTS = 120
"""How often arithmetic may be tried in a whole search."""

CONDITION_ATTEMPTS = 16
"""How often for one condition of a statement that is applied."""

MAX_READINGS = 16
"""How many readings of one statement are tried."""

MAX_CANDIDATES = 400
"""How many pairs of terms are compared to find them."""


def prove_by(
    problem: Problem,
    cited: Sequence[Theorem],
    allowed: frozenset[str],
    hints: Hints | None = None,
    attempts: int = ATTEMPTS,
) -> Theorem | None:
    """A theorem for a problem from cited theorems and allowed rules, or ``None``.

    By the rules alone; by applying the statements; by the steps of their proofs; by their rules, where the result is
    their proof inlined. The theorem may rest on more rules than are allowed: on those by which the cited claims
    were proved. The caller compares it with the problem.

    Arguments:
        problem: what is claimed.
        cited: the theorems that the reason cites, each with the hypotheses of its own claim.
        allowed: the names of the rules that the reason names; the free ones are always allowed.
        hints: what stands around the claim.
        attempts: how often arithmetic may be tried in each of these searches.
    """
    alone = _search(problem, allowed, hints, (), attempts if not cited else attempts // 2)
    if alone is not None or not cited:
        return alone
    return applied(problem, cited, allowed, attempts, hints) or _by_inlining(problem, cited, allowed, attempts, hints)


def applied(
    problem: Problem,
    cited: Sequence[Theorem],
    allowed: frozenset[str],
    attempts: int = ATTEMPTS,
    hints: Hints | None = None,
) -> Theorem | None:
    """A theorem for a problem from cited theorems *as statements*, or ``None``.

    First as they stand, then read as is needed for a part of what they say to be a part of the goal: with the same
    paths and functions, then with others. Of the arguments see ``prove_by``.
    """
    application = _Application(problem, tuple(cited), allowed, hints or Hints())
    lemmas = list(application.standing)
    for found in (lemmas, application.instances(), application.instances(others=True)):
        new = list(found)
        if not new:
            continue
        lemmas = list(dict.fromkeys((*lemmas, *new)))
        theorem = _search(problem, allowed, hints, lemmas, attempts)
        if theorem is not None:
            return theorem
    return None


def _search(
    problem: Problem, allowed: frozenset[str], hints: Hints | None, lemmas: Sequence[Theorem], attempts: int
) -> Theorem | None:
    """Search with a memory of its own: what was tried with other lemmas or rules says nothing here."""
    own = Hints() if hints is None else replace(hints, memory={})
    return prove(problem, allowed=allowed, hints=own, lemmas=lemmas, attempts=attempts)


@dataclass(slots=True)
class _Application:
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
        self.spoken = frozenset(_names(fact(*goal.relation)).union(*map(_names, self.hypotheses)))
        lemmas = (as_it_stands(theorem, self.problem) for theorem in self.cited)
        self.standing = tuple(lemma for lemma in lemmas if lemma is not None and _names(lemma.clause) <= self.spoken)
        self._facts = (*self.hypotheses, *(lemma.clause for lemma in self.standing))
        self._seen |= {lemma.clause for lemma in self.standing}

    def instances(self, others: bool = False) -> Iterator[Theorem]:
        """What the cited statements say where they are read so that the goal is met, with the same paths or others."""
        for theorem in self.cited:
            statement = _statement(theorem, self._variables())
            if statement is None or (others and not _names(theorem.clause)):
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

    def _readings(self, statement: "_Statement", matcher: Matcher) -> Iterator[Reading]:
        """Readings under which a part of what the statement says is a part of the goal, each once."""
        candidates = {_key(reading): reading for reading in self._candidates(statement, matcher)}
        seen: set[Any] = set()
        for candidate in sorted(candidates.values(), key=_constants):
            for reading in self._completed(statement, matcher, candidate):
                if _key(reading) not in seen and self._knows_paths(statement, reading):
                    seen.add(_key(reading))
                    yield reading

    def _knows_paths(self, statement: "_Statement", reading: Reading) -> bool:
        """Whether each path of a statement is read, or is one that the problem speaks of."""
        paths = set().union(*map(_paths, (*statement.hypotheses, statement.theorem.clause)))
        return {name for name, _ in paths - reading.paths.keys()} <= self.spoken

    def _candidates(self, statement: "_Statement", matcher: Matcher) -> Iterator[Reading]:
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

    def _completed(self, statement: "_Statement", matcher: Matcher, reading: Reading) -> Iterator[Reading]:
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

    def _instance(self, statement: "_Statement", reading: Reading) -> Theorem | None:
        """The statement as it is read, once its conditions are shown; what is not read stays general."""
        try:
            objects = _read_objects(statement.theorem, reading)
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

    def _values(self, statement: "_Statement", reading: Reading, objects: Theorem) -> Iterator[dict[Term, Term]]:
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
                    values[variable] = _clear_of_limits(substitute(term, values))
            yield values
            for variable, term in infima.items():
                if term[0] == "inf":
                    self._wanted.setdefault(read[variable])
                    yield {**values, variable: _clear_of_limits(substitute(term, values))}

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

    def _applied(self, statement: "_Statement", objects: Theorem, values: dict[Term, Term]) -> Theorem | None:
        clauses = (*objects.hypotheses, objects.clause)
        free = frozenset().union(*(clause.free_variables() for clause in clauses))
        own = sorted((v for v in free if v[1] in statement.names), key=by_key)
        rest = [variable for variable in own if variable not in values]
        mapping = {variable: values.get(variable, variable) for variable in own}
        conditions = sorted(objects.hypotheses, key=_difficulty)
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
        return _search(problem, self.allowed, self.hints, lemmas, CONDITION_ATTEMPTS)

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
                facts += [] if smaller is None else [rules.monotone([smaller], "exp")]
        weaker = Facts(facts).prove((op, left, with_part(right, infimum, least)))
        return None if weaker is None else rules.generalize([weaker], clause.variables, clause.conditions)
    except KernelError:
        return None


# ---------------------------------------------------------------------------------------------------- statements


@dataclass(frozen=True, slots=True)
class _Statement:
    """A theorem with all that it binds set free, its variables called as nowhere else; ``origin`` tells how before."""

    theorem: Theorem
    origin: dict[Term, str]

    @property
    def relation(self) -> Relation:
        """What the statement says."""
        return self.theorem.clause.relation

    @property
    def variables(self) -> frozenset[Term]:
        """The variables that may be read as other terms."""
        return frozenset(self.origin)

    @property
    def names(self) -> frozenset[str]:
        """Their names."""
        return frozenset(variable[1] for variable in self.origin)

    @property
    def hypotheses(self) -> list[Clause]:
        """The hypotheses, those that are easy to show first."""
        return sorted(self.theorem.hypotheses, key=_difficulty)


def _statement(theorem: Theorem, taken: Iterable[Term]) -> _Statement | None:
    names = {variable[1] for variable in taken}
    origin: dict[Term, str] = {}

    def renamed(variables: Iterable[Term]) -> list[tuple[Term, Term]]:
        pairs = []
        for variable in variables:
            name, number = variable[1], len(origin)
            while f"{name}~{number}" in names:
                number += 1
            fresh = Term("var", f"{name}~{number}", variable[2])
            origin[fresh] = name
            pairs.append((variable, fresh))
        return pairs

    clause = theorem.clause
    try:
        bound = renamed(clause.variables)
        body = Clause((), clause.conditions, clause.relation).substitute(dict(bound))
        premises = [rules.assume([], condition) for condition in body.conditions]
        plain = rules.instantiate([theorem, *premises], bound)
        clauses = (*plain.hypotheses, plain.clause)
        free = frozenset().union(*(clause.free_variables() for clause in clauses)) - frozenset(origin)
        return _Statement(rules.specialize([plain], renamed(sorted(free, key=by_key)), []), origin)
    except KernelError:
        return None


def _read_objects(theorem: Theorem, reading: Reading) -> Theorem:
    """A theorem in other dimensions, for other functions and other paths."""
    dimensions = [(n, m) for n, m in reading.dimensions.items() if n != m]
    functions = [(f, g) for f, g in reading.functions.items() if f != g]
    if dimensions or functions:
        theorem = rules.rename([theorem], dimensions, functions)
    paths = [
        (name, reading.sort(sort), TIME, body)
        for (name, sort), body in reading.paths.items()
        if body != Term("path", name, sort, TIME)
    ]
    return rules.specialize([theorem], [], paths) if paths else theorem


def as_it_stands(theorem: Theorem, problem: Problem) -> Theorem | None:
    """A theorem with those of its hypotheses that a problem lacks as conditions, for all that only it speaks of."""
    extra = tuple(sorted(theorem.hypotheses - frozenset(problem.hypotheses), key=by_key))
    kept = theorem.hypotheses - frozenset(extra)
    own = theorem.clause.free_variables().union(*(clause.free_variables() for clause in extra))
    fixed = (*kept, *problem.hypotheses, problem.goal)
    foreign = own.difference(*(clause.free_variables() for clause in fixed))
    try:
        return rules.generalize([theorem], sorted(foreign, key=by_key), extra)
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
    for hypothesis in sorted(hypotheses, key=by_key):
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
    return matcher.paths and bool(_paths(clause) - reading.paths.keys())


def _paths(clause: Clause) -> set[tuple[str, Sort]]:
    found = {p[1:3] for side in clause.relation[1:] for p in subterms(side) if p[0] in {"path", "dpath"}}
    return found.union(*map(_paths, clause.conditions))


def _tells(part: Term, matcher: Matcher) -> bool:
    """Whether not everything matches a part: it speaks of two things, or of one by more than arithmetic."""
    if part[0] in _LEAVES:
        return False
    read = part.free & matcher.variables
    if len(read) > 1:
        return True
    heads = {inner[0] for inner in subterms(part)}
    return bool((heads - _ARITHMETIC and read) or (matcher.paths and heads & _NAMED))


def _difficulty(clause: Clause) -> tuple[Any, ...]:
    return (len(clause.variables), len(clause.conditions), clause.relation[1].size, clause.key)


_BARE = frozenset({"var", "num"})
_LEAVES = _BARE | {"path", "dpath"}
_ARITHMETIC = _BARE | {"add", "mul", "div", "pow", "powi"}
_NAMED = frozenset({"path", "dpath", "fn", "jac", "gradfn"})


def _names(clause: Clause) -> set[str]:
    """The names of the paths and functions in a clause."""
    names = {part[1] for side in clause.relation[1:] for part in subterms(side) if part[0] in _NAMED}
    return names.union(*map(_names, clause.conditions))


def _clear_of_limits(term: Term) -> Term:
    """A term in which no bound variable is called as a variable in the limits of its own binder."""
    parts = list(term)
    for slot in slots(term):
        parts[slot] = _clear_of_limits(term[slot])
    if term[0] in {"int", "inf", "sum"}:
        outside = term[2].free | term[3].free
        if term[1] in outside:
            parts[1] = fresh_variable(term[1], outside | term[4].free)
            parts[4] = substitute(parts[4], {term[1]: parts[1]})
    return Term(*parts)


def _extremes(relation: Relation) -> list[Term]:
    parts = (part for side in relation[1:] for part in open_subterms(side) if part[0] == "inf")
    return list(dict.fromkeys(parts))


# ---------------------------------------------------------------------------------------------------- inlining


ALGEBRA = frozenset({"identity", "arithmetic"})
"""Rules that compare normal forms."""


def inlined(theorem: Theorem, allowed: frozenset[str], cited: Sequence[Theorem]) -> bool:
    """Whether a proof uses rules that are not allowed only as the proofs of the cited theorems do.

    Each step by a rule that is neither free nor allowed has to be a step of one of them: by the same rule, with the
    same clause up to the names of bound variables. Algebra is free, whatever its normal forms rest on.
    """
    names = FREE | allowed
    theirs = {_key_of(step) for one in cited for step in outline(one)}
    rests_on = uses_by_step(theorem)
    waiting, seen = [theorem], {id(theorem)}
    while waiting:
        step = waiting.pop()
        if rests_on[id(step)] <= names or _key_of(step) in theirs:
            continue
        if not (step.rule in ALGEBRA or named(step) <= names):
            return False
        for premise in grounds(step):
            if id(premise) not in seen:
                seen.add(id(premise))
                waiting.append(premise)
    return True


def _key_of(step: Theorem) -> Any:
    """By which rule or law a step shows what, up to the names of bound variables."""
    law = law_of(step)
    return step.rule if law is None else law, nameless(step.clause)


def _by_inlining(
    problem: Problem, cited: Sequence[Theorem], allowed: frozenset[str], attempts: int, hints: Hints | None
) -> Theorem | None:
    """A theorem from the steps of the cited proofs, or by their rules used as they use them."""
    steps = list(_steps(problem, cited, allowed))
    if steps:
        found = _search(problem, allowed, hints, steps, attempts)
        if found is not None:
            return found
    lent = allowed.union(*(uses(theorem) for theorem in cited))
    found = _search(problem, lent, hints, steps, attempts) if lent - FREE != allowed - FREE else None
    return found if found is not None and inlined(found, allowed, cited) else None


def _steps(problem: Problem, cited: Sequence[Theorem], allowed: frozenset[str]) -> Iterator[Theorem]:
    """What the cited proofs show by rules that are not allowed, of nothing but what the problem speaks of.

    What a proof shows of its own bound variables is left out: that would be its rules, at other objects.
    """
    clauses = (*problem.hypotheses, problem.goal)
    spoken = frozenset(problem.goal.variables).union(*(clause.free_variables() for clause in clauses))
    names = set().union(*map(_names, clauses))
    seen: set[Clause] = set()
    rests_on = {step: names for theorem in cited for step, names in uses_by_step(theorem).items()}
    for step in (step for theorem in cited for step in outline(theorem)):
        if rests_on[id(step)] <= FREE | allowed or named(step) <= FREE | allowed:
            continue
        extra = tuple(sorted(step.hypotheses - frozenset(problem.hypotheses), key=by_key))
        try:
            lemma = rules.generalize([step], (), extra)
        except KernelError:
            continue
        if lemma.clause not in seen and lemma.clause.free_variables() <= spoken and _names(lemma.clause) <= names:
            seen.add(lemma.clause)
            yield lemma


# ---------------------------------------------------------------------------------------------------- supposing


def supposing(problem: Problem, statements: Sequence[Problem]) -> Problem:
    """A problem that may assume what other claims say, though nobody has proved them.

    Each is assumed about the paths and functions of its own, and about the variables that the problem speaks of too; it
    is general in all other variables. Its hypotheses are conditions, but for those of the problem. A claim that asks
    for more of the dimensions than the problem knows is left out.
    """
    clauses = (*problem.hypotheses, problem.goal)
    fixed = frozenset().union(*(clause.free_variables() for clause in clauses))
    assumed = [
        _as_hypothesis(statement, fixed, frozenset(problem.hypotheses))
        for statement in statements
        if set(statement.dimensions) <= set(problem.dimensions)
    ]
    return replace(problem, hypotheses=tuple(dict.fromkeys((*problem.hypotheses, *assumed))))


def _as_hypothesis(statement: Problem, fixed: frozenset[Term], known: frozenset[Clause]) -> Clause:
    conditions = tuple(hypothesis for hypothesis in statement.hypotheses if hypothesis not in known)
    goal = statement.goal
    own = goal.free_variables().union(*(clause.free_variables() for clause in conditions)) - fixed
    bound = {v: v for v in goal.variables}
    taken = own | fixed | frozenset(goal.variables)
    for variable in goal.variables:
        if variable in own | fixed or any(variable in c.free_variables() for c in conditions):
            bound[variable] = fresh_variable(variable, taken)
            taken |= {bound[variable]}
    renamed = Clause((), goal.conditions, goal.relation).substitute({v: x for v, x in bound.items() if v != x})
    variables = (*sorted(own, key=by_key), *bound.values())
    return Clause(variables, (*conditions, *renamed.conditions), renamed.relation)
