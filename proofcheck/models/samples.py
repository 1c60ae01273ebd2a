"""Samples at an instance: a member is what an operator that its index gives makes of one random vector.

Nobody can give such names: a name that is given has no space in it.
"""

from fractions import Fraction

from proofcheck.models.instance import Instance
from proofcheck.models.several import space

__all__ = ["drawn", "is_drawn", "members", "sample_in", "space", "values"]

_MEMBERS, _DRAWN = "members of ", "drawn for "


def members(sample: str) -> str:
    """The name of the sequence of operators."""
    return f"{_MEMBERS}{sample}"


def drawn(sample: str) -> str:
    """The name of the random vector."""
    return f"{_DRAWN}{sample}"


def sample_in(name: str) -> str:
    """The sample of which a sequence gives the members; empty if it is none."""
    return name.removeprefix(_MEMBERS) if name.startswith(_MEMBERS) else ""


def is_drawn(name: str) -> bool:
    """Whether a name is that of the random vector of a sample."""
    return name.startswith(_DRAWN)


def values(sample: str, instance: Instance) -> dict[int, list[tuple[Fraction, ...]]]:
    """The values of the members that are listed, by their indices, each at the outcomes 1, 2, ... that are listed.

    What is at 0 like the one at 1 is no member: samples are counted from 1, runs from 0.
    """
    operators, outcomes = (instance.firsts.get(name, ()) for name in (members(sample), drawn(sample)))
    if not outcomes:
        return {}
    size = len(outcomes[0])
    rows = [[entries[k : k + size] for k in range(0, len(entries), size)] for entries in operators]
    first = int(operators[:1] == operators[1:2])
    return {
        index: [
            tuple(sum((a * b for a, b in zip(row, z, strict=True)), Fraction(0)) for row in rows[index])
            for z in outcomes[1:]
        ]
        for index in range(first, len(rows))
    }
