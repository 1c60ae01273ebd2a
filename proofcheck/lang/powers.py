"""Powers of operators with an exponent that is a letter, ``A ** k``: the members of a sequence that starts at I.

What makes it that sequence, ``A^0 = I`` and ``A^(k + 1) = A A^k``, is supposed wherever one of its members occurs.
"""

from collections.abc import Iterable
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.claims import Hypothesis, Remark
from proofcheck.lang.operators import is_symbolic, name_of_powers
from proofcheck.lang.printing import latex, text
from proofcheck.lang.shapes import shape_of


def powers(nodes: Iterable[Any]) -> list[Hypothesis]:
    """Return what makes sequences the powers of the operators that are raised to such powers somewhere."""
    found = (part.args[0] for node in nodes for part in ex.all_parts(node) if is_symbolic(part))
    return [_are_powers(base) for base in dict.fromkeys(found)]


def _are_powers(base: Any) -> Hypothesis:
    members = ex.PathSymbol(name_of_powers(base), ex.OPERATOR, shape_of(base)[1:], True)
    index = ex.ScalarSymbol("k", integer=True, nonnegative=True)
    parts = (
        ex.Relation("=", members[0], ex.Identity(members.dimensions[0])),
        ex.ForAll(ex.Relation("=", members[index + 1], base @ members[index]), index),
    )
    power = ex.OperatorPower(base, index)
    shown = rf"{latex(power)} \text{{ is the power }} k \text{{ of }} {latex(base)}"
    return Hypothesis(parts, said=False, words=Remark(shown, f"{text(power)} is the power k of {text(base)}"))
