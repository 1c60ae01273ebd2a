"""How a law is applied: read for other letters, its conditions shown."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from proofcheck.kernel import rules
from proofcheck.kernel.clauses import Clause
from proofcheck.kernel.terms import Sort, Term, fresh_variable
from proofcheck.kernel.theorem import Theorem


def entry(*premises: int, **parts: object) -> dict[str, object]:
    """A summand of a certificate: the product of premises, once, with what else it is multiplied by."""
    return {"coefficient": 1, "premises": list(premises), **parts}


def equality(place: int, coefficient: int = 1, **parts: object) -> dict[str, object]:
    """A summand of a certificate: an equation, times a number and what else it is multiplied by."""
    return {"coefficient": coefficient, "equality": place, **parts}


def integrated(pointwise: Theorem, order: Theorem, s: Term, low: Term, high: Term) -> Theorem:
    """The comparison of the integrals over [low, high] of two sides that are compared for s there."""
    everywhere = rules.over(s, low, high, pointwise.clause.relation)
    ends = [Term("int", s, low, high, side) for side in pointwise.clause.relation[1:]]
    return rules.functional_monotone([rules.generalize([pointwise], [s], everywhere.conditions), order], *ends)


def apply(
    law: Theorem,
    premises: Sequence[Theorem] = (),
    *,
    variables: Sequence[tuple[Term, Term]] = (),
    functions: Sequence[tuple[str, str]] = (),
    paths: Sequence[tuple[str, Sort, Term, Term]] = (),
    dimensions: Sequence[tuple[str, int | str]] = (),
) -> Theorem:
    """What a law says of other letters, once its conditions are shown. Dimensions are read off the sorts, or given.

    Raises:
        KernelError: the premises are not its conditions, or it cannot be read like that.
    """
    law = read(law, variables=variables, functions=functions, paths=paths, dimensions=dimensions)
    return rules.instantiate([law, *premises], [])


def read(
    law: Theorem,
    *,
    variables: Sequence[tuple[Term, Term]] = (),
    functions: Sequence[tuple[str, str]] = (),
    paths: Sequence[tuple[str, Sort, Term, Term]] = (),
    dimensions: Sequence[tuple[str, int | str]] = (),
) -> Theorem:
    """A law for other letters, its conditions still to be shown.

    Raises:
        KernelError: it cannot be read like that.
    """
    sorts = [(variable.sort, value.sort) for variable, value in variables]
    sorts += [(sort, term.sort) for _, sort, _, term in paths]
    sizes = {old: new for sort, other in sorts for old, new in zip(sort[1:], other[1:], strict=False)}
    sizes |= dict(dimensions)
    law = _renamed(law, tuple(sizes.items()), tuple(functions))
    letters = [(Term("var", name, _resized(sort, sizes)), value) for (_, name, sort), value in variables]
    return rules.specialize(
        [law], letters, [(name, _resized(sort, sizes), time, term) for name, sort, time, term in paths]
    )


@lru_cache(maxsize=1024)
def _renamed(law: Theorem, sizes: Sequence[tuple[str, int | str]], functions: Sequence[tuple[str, str]]) -> Theorem:
    others = [[pair for pair in pairs if pair[0] != pair[1]] for pairs in (sizes, functions)]
    return rules.rename([law], *others) if any(others) else law


def _resized(sort: Sort, sizes: Mapping[str, int | str]) -> Sort:
    return (sort[0], *(sizes.get(size, size) for size in sort[1:]))


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


def worded_as(theorem: Theorem, clause: Clause) -> Theorem:
    """A theorem with the bound variables of a clause in the place of its own.

    Raises:
        KernelError: one of them is taken.
    """
    values = list(zip(theorem.clause.variables, clause.variables, strict=True))
    body = Clause((), theorem.clause.conditions, theorem.clause.relation).substitute(dict(values))
    premises = [rules.assume([], condition) for condition in body.conditions]
    instance = rules.instantiate([theorem, *premises], values)
    return rules.generalize([instance], clause.variables, body.conditions)
