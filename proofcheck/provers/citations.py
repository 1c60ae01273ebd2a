"""What follows from a claim that is cited: the statement applied to other objects, or its proof about the same ones.

To cite a statement is to *apply* it. Its variables, paths, functions and dimensions may be read as others; its
hypotheses are conditions then and have to be shown, by the rules that the citing reason names. The rules of its own
proof do not come with it. A proof that needs them is accepted where each use of them is one that the cited proof makes:
that is the cited proof *inlined*, about the same objects.

Nothing here is trusted: what is returned was made by the kernel. Everything is bounded by counts.
"""

from collections.abc import Sequence
from dataclasses import replace

from proofcheck.kernel.clauses import Clause, Problem
from proofcheck.kernel.interned import by_key
from proofcheck.kernel.terms import Term, fresh_variable
from proofcheck.kernel.theorem import Theorem
from proofcheck.provers.applications import Application
from proofcheck.provers.engine import Hints
from proofcheck.provers.inlining import by_inlining
from proofcheck.provers.search import prove_afresh

ATTEMPTS = 120
"""How often arithmetic may be tried in a whole search."""


def prove_by(
    problem: Problem,
    cited: Sequence[Theorem],
    allowed: frozenset[str],
    hints: Hints | None = None,
    attempts: int = ATTEMPTS,
) -> Theorem | None:
    """A theorem for a problem from cited theorems and allowed rules, or ``None``.

    By applying the statements; by the rules alone; by the steps of their proofs; by their rules, where the result is
    their proof inlined. The theorem may rest on more rules than are allowed: on those by which the cited claims were
    proved. The caller compares it with the problem.

    Arguments:
        problem: what is claimed.
        cited: the theorems that the reason cites, each with the hypotheses of its own claim.
        allowed: the names of the rules that the reason names; the free ones are always allowed.
        hints: what stands around the claim.
        attempts: how often arithmetic may be tried in each of these searches.
    """
    if not cited:
        return prove_afresh(problem, allowed, hints, (), attempts)
    return (
        applied(problem, cited, allowed, attempts, hints)
        or prove_afresh(problem, allowed, hints, (), attempts // 2)
        or by_inlining(problem, cited, allowed, attempts, hints)
    )


def applied(
    problem: Problem,
    cited: Sequence[Theorem],
    allowed: frozenset[str],
    attempts: int = ATTEMPTS,
    hints: Hints | None = None,
    tried: Sequence[Theorem] = (),
) -> Theorem | None:
    """A theorem for a problem from cited theorems *as statements*, or ``None``.

    First as they stand, then read as is needed for a part of what they say to be a part of the goal: with the same
    paths and functions, then with others. Of the arguments see ``prove_by``; ``tried`` were not enough as they stand.
    """
    application = Application(problem, tuple(cited), allowed, hints or Hints())
    lemmas = list(application.standing)
    for found in (lemmas, application.instances(), application.instances(others=True)):
        new = list(found)
        if not new:
            continue
        lemmas = list(dict.fromkeys((*lemmas, *new)))
        if [lemma.clause for lemma in lemmas] == [lemma.clause for lemma in tried]:
            continue
        theorem = prove_afresh(problem, allowed, hints, lemmas, attempts)
        if theorem is not None:
            return theorem
    return None


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
