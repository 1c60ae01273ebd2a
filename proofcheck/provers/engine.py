"""The loop of the search: a goal goes to one tactic after the other until one of them finds a theorem.

A tactic is a function from a goal to a theorem, which it makes with the kernel's rules from theorems of smaller goals;
those it asks the search for. Nothing here is trusted: a theorem comes from the kernel or not at all. The search is
deterministic and bounded by counts.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeVar

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Relation, fact
from proofcheck.kernel.terms import KernelError, Term
from proofcheck.kernel.theorem import Theorem
from proofcheck.lang.rule_names import FREE
from proofcheck.provers.instances import Pool, clause_terms

MAX_DEPTH = 5
SOON = 2
"""The least depth at which a side condition is looked at, beyond which there are no inductions."""

T = TypeVar("T")


class ExhaustedError(Exception):
    """The search has spent its budget."""


@dataclass(slots=True)
class Budget:
    """How many attempts at arithmetic are left; a count, so that slow machines find what fast ones find."""

    attempts: int
    hopeless: set[tuple[Clause, int]] = field(default_factory=set)
    tried: dict[tuple[Relation, tuple[Theorem, ...]], int] = field(default_factory=dict)
    """The least depth at which a relation was tried from some theorems, in vain or still."""

    def spend(self) -> None:
        """One attempt less; raises :class:`ExhaustedError` when none was left."""
        self.attempts -= 1
        if self.attempts < 0:
            raise ExhaustedError


Tactic = Callable[["Search", Relation], Theorem | None]
Table = Callable[["Search", Relation], Iterator[Tactic]]
"""The tactics for a relation, in the order in which they are tried."""
Memory = dict[Clause, list[tuple[frozenset[Clause], Theorem | None]]]


@dataclass(frozen=True, slots=True)
class Hints:
    """What stands around a claim and may suggest terms to look at. Hints never enter a proof.

    Attributes:
        clauses: claims cited by the reason, and what they rest on.
        confinements: hypotheses of cited claims, such as "the path has stayed in the ball", that continuation may
            discharge.
        memory: what continuation has shown of each of them so far, and under which hypotheses it was tried.
    """

    clauses: tuple[Clause, ...] = ()
    confinements: tuple[Clause, ...] = ()
    memory: Memory = field(default_factory=dict, compare=False)


def attempted(make: Callable[[], T | None]) -> Iterator[T]:
    """What a rule gives, or is made with its help, if the kernel takes the step."""
    try:
        found = make()
    except KernelError:
        return
    if found is not None:
        yield found


@dataclass(slots=True)
class Search:
    """A state of the search: what is known, which terms matter, which rules may be used."""

    table: Table
    known: tuple[Theorem, ...]
    pool: Pool
    allowed: frozenset[str] | None
    hints: Hints
    budget: Budget
    depth: int = 0

    def may(self, name: str) -> bool:
        """Whether a rule may be used."""
        return self.allowed is None or name in self.allowed or name in FREE

    def ground(self) -> list[Theorem]:
        """What is known without variables and conditions."""
        return [t for t in self.known if not t.clause.variables and not t.clause.conditions]

    def fixed(self) -> list[frozenset[Term]]:
        """The variables of the hypotheses, which a new variable must differ from."""
        return [hypothesis.free_variables() for theorem in self.known for hypothesis in theorem.hypotheses]

    def goal_pool(self, relation: Relation) -> Pool:
        """The terms that matter, with those of a relation."""
        pool = self.pool.copy()
        for side in relation[1:]:
            pool.add(side)
        return pool

    def with_assumptions(self, clauses: Iterable[Clause]) -> "Search":
        """The search inside an argument that assumes something more."""
        added = tuple(rules.assume([], clause) for clause in clauses)
        return self.with_theorems(added, depth=self.depth + 1)

    def with_theorems(self, theorems: Iterable[Theorem], depth: int | None = None) -> "Search":
        """The search with more theorems at hand."""
        pool = self.pool.copy()
        theorems = tuple(theorems)
        for theorem in theorems:
            for term in clause_terms(theorem.clause):
                pool.add(term)
        depth = self.depth if depth is None else depth
        return replace(self, known=(*self.known, *theorems), pool=pool, depth=depth)

    def prove(self, goal: Clause) -> Theorem | None:
        """A theorem with this clause, or ``None``."""
        if self.depth > MAX_DEPTH:
            return None
        for theorem in self.known:
            if theorem.clause == goal:
                return theorem
        if not goal.variables and not goal.conditions:
            return self.relation(goal.relation)
        inner = self.with_assumptions(goal.conditions).prove(fact(*goal.relation))
        if inner is None:
            return None
        try:
            return rules.generalize([inner], goal.variables, goal.conditions)
        except KernelError:
            return None

    def soon(self, goal: Clause) -> Theorem | None:
        """The same, by arithmetic alone if possible, else with little search: what many side conditions need."""
        shallow, deeper = (replace(self, depth=max(self.depth, depth)) for depth in (MAX_DEPTH - 1, SOON))
        return shallow.prove(goal) or deeper.prove(goal)

    def relation(self, relation: Relation) -> Theorem | None:
        """A theorem with this relation, or ``None``; what failed from the same theorems, or is being tried, fails."""
        question = (relation, self.known)
        if self.budget.tried.get(question, MAX_DEPTH + 1) <= self.depth:
            return None
        self.budget.tried[question] = self.depth
        for tactic in self.table(self, relation):
            found = self.tried(tactic, relation)
            if found is not None:
                del self.budget.tried[question]
                return found
        return None

    def tried(self, tactic: Tactic, relation: Relation) -> Theorem | None:
        """What a tactic finds; a step that the kernel refuses, or that is nested too deeply, is a failed attempt."""
        try:
            return tactic(self, relation)
        except (KernelError, RecursionError):
            return None
