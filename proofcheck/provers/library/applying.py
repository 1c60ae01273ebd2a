"""How a law is applied: read for other letters, its conditions shown."""

from collections.abc import Sequence
from typing import Any

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.terms import Term, fresh_variable
from proofcheck.kernel.theorem import Theorem


def apply(
    law: Theorem,
    premises: Sequence[Theorem] = (),
    *,
    dimensions: Sequence[tuple[str, int | str]] = (),
    functions: Sequence[tuple[str, str]] = (),
    variables: Sequence[tuple[Term, Term]] = (),
    paths: Sequence[Any] = (),
) -> Theorem:
    """What a law says of other letters, once its conditions are shown. The variables are those after renaming.

    Raises:
        KernelError: the premises are not its conditions, or it cannot be read like that.
    """
    if dimensions or functions:
        law = rules.rename([law], dimensions, functions)
    return rules.instantiate([rules.specialize([law], variables, paths), *premises], [])


def rebound(theorem: Theorem, taken: frozenset[Term]) -> Theorem:
    """A theorem for all values of its variables, said of none of the variables that are taken."""
    clause = theorem.clause
    if not taken & set(clause.variables):
        return theorem
    taken = taken.union(clause.free_variables(), *(hypothesis.free_variables() for hypothesis in theorem.hypotheses))
    values = []
    for variable in clause.variables:
        values.append((variable, fresh_variable(variable, taken)))
        taken |= {values[-1][1]}
    body = Clause((), clause.conditions, clause.relation).substitute(dict(values))
    premises = [rules.assume([], condition) for condition in body.conditions]
    instance = rules.instantiate([theorem, *premises], values)
    return rules.generalize([instance], [new for _, new in values], body.conditions)
