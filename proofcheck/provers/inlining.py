"""The proof of a cited claim about the same objects: its steps, or its rules where they are used as it uses them."""

from collections.abc import Iterator, Sequence
from typing import Any

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.terms import KernelError
from proofcheck.kernel.theorem import Theorem
from proofcheck.lang.rule_names import FREE
from proofcheck.provers.engine import Hints
from proofcheck.provers.library import grounds, law_of, named, outline, uses, uses_by_step
from proofcheck.provers.matching import (
    nameless,
)
from proofcheck.provers.search import prove_afresh
from proofcheck.provers.statements import clause_key, names_in

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


def by_inlining(
    problem: Problem, cited: Sequence[Theorem], allowed: frozenset[str], attempts: int, hints: Hints | None
) -> Theorem | None:
    """A theorem from the steps of the cited proofs, or by their rules used as they use them."""
    steps = list(_steps(problem, cited, allowed))
    if steps:
        found = prove_afresh(problem, allowed, hints, steps, attempts)
        if found is not None:
            return found
    lent = allowed.union(*(uses(theorem) for theorem in cited))
    found = prove_afresh(problem, lent, hints, steps, attempts) if lent - FREE != allowed - FREE else None
    return found if found is not None and inlined(found, allowed, cited) else None


def _steps(problem: Problem, cited: Sequence[Theorem], allowed: frozenset[str]) -> Iterator[Theorem]:
    """What the cited proofs show by rules that are not allowed, of nothing but what the problem speaks of.

    What a proof shows of its own bound variables is left out: that would be its rules, at other objects.
    """
    clauses = (*problem.hypotheses, problem.goal)
    spoken = frozenset(problem.goal.variables).union(*(clause.free_variables() for clause in clauses))
    names = set().union(*map(names_in, clauses))
    seen: set[Clause] = set()
    rests_on = {step: names for theorem in cited for step, names in uses_by_step(theorem).items()}
    for step in (step for theorem in cited for step in outline(theorem)):
        if rests_on[id(step)] <= FREE | allowed or named(step) <= FREE | allowed:
            continue
        extra = tuple(sorted(step.hypotheses - frozenset(problem.hypotheses), key=clause_key))
        try:
            lemma = rules.generalize([step], (), extra)
        except KernelError:
            continue
        if lemma.clause not in seen and lemma.clause.free_variables() <= spoken and names_in(lemma.clause) <= names:
            seen.add(lemma.clause)
            yield lemma
