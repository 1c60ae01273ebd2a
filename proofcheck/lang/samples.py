"""Samples: random sequences ``X_1``, ..., ``X_n``.

>>> from proofcheck.lang import dimension, expectation, natural, norm, summation
>>> n, i = natural("n"), natural("i")
>>> X = random_sequence("X", dimension("d"))
>>> expectation(norm(summation(i, 1, n, X[i])) ** 2)
E[‖Σ_{i=1}^n X_i‖²]

A member is what an operator that depends on the index alone makes of one random vector, ``X_i = A_i Z``: every family
of random vectors is so, with all of its members side by side as Z.
"""

from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.caching import kept
from proofcheck.lang.entry import dimension_of, name_of
from proofcheck.lang.expressions import expression
from proofcheck.lang.operations import inner
from proofcheck.models import samples as naming


def random_sequence(name: str, n: Any = None, *, draw: str = "", last: Any = None) -> ex.Definition:
    """Declare a sequence of random vectors of R^n (of random numbers, without ``n``): ``X[i]`` is a member.

    All are drawn together, as everything random with the same ``draw`` is: nothing more is known of them. Where it ends
    with a ``last`` member, that is no member before the first.
    """
    called = name_of(name)
    space = ex.Dimension(naming.space(called))
    outcome = ex.outcome(name_of(draw)) if draw else ex.OUTCOME
    drawn = ex.PathSymbol(naming.drawn(called), ex.VECTOR, (space,), True).suppressed(outcome)
    shape = (space,) if n is None else (dimension_of(n, f"the dimension of {name}"), space)
    members = ex.PathSymbol(naming.members(called), ex.VECTOR if n is None else ex.OPERATOR, shape, True)
    index = ex.ScalarSymbol("i", integer=True, nonnegative=True)
    value = inner(members[index], drawn) if n is None else members[index] @ drawn
    count = () if last is None else (ex.related(">=", expression(last, f"the number of members of {name}"), 1),)
    return ex.Definition(called, (index,), value, "subscript", count)


def last_of(sample: ex.Definition) -> Any:
    """Return the index of the last member of a random sequence; ``None`` where it is not known to have one."""
    return sample.provided[0].left if sample.provided else None


def is_sample(meaning: Any) -> bool:
    """Whether something is a random sequence."""
    return (
        isinstance(meaning, ex.Definition)
        and len(meaning.parameters) == 1
        and any(
            ex.is_random(part) and part.args[0].name == naming.drawn(meaning.name) for part in ex.all_parts(meaning)
        )
    )


def is_of_sample(definition: ex.Definition) -> bool:
    """Whether a definition gives the members of a random sequence, or their values at an outcome."""
    paths = (part for part in ex.all_parts(definition.value) if isinstance(part, ex.PathSymbol))
    return any(naming.is_drawn(symbol.name) for symbol in paths)


@kept
def counted(node: Any) -> tuple[Any, ...]:
    """Return that samples have as many members as numbers name: where there is an ``X_2``, there are two at least."""
    members = (p.args for p in ex.all_parts(node) if isinstance(p, ex.Expression) and len(p.args) == 2)
    numbered = ((last_of(sample), index) for sample, index in members if is_sample(sample))
    return tuple(
        last >= index
        for last, index in numbered
        if last is not None and ex.free_symbols(last) and index.is_Integer and index > 1
    )
