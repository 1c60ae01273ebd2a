r"""What the rank of an operator is said to be: ``\operatorname{rank}(A) = n``, where it is as large as it can be."""

from collections.abc import Callable, Sequence
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.assertions import full_column_rank, full_row_rank
from proofcheck.latex.applying import full_name
from proofcheck.latex.notation import Notation
from proofcheck.latex.source import Token


def full_rank(tokens: Sequence[Token], notation: Notation) -> Callable[[Any], Any] | None:
    """Return what an operator satisfies whose rank this is; nothing of other formulas."""
    content = [t for t in tokens if t.text not in {"\\left", "\\right"}]
    if not content:
        return None
    spelled = notation.spelled(content, 0)
    after = 1 if content[0].text == "\\rank" else spelled.after if spelled and spelled.root == "rank" else 0
    inside = content[after + 1 : -1] if [t.text for t in content[after:][:1]] == ["("] else content[after:]
    name = full_name(inside, notation) if after and inside else None
    operator = next((m for m in notation.meaning(name or "") if isinstance(m, ex.OperatorSymbol)), None)
    return None if operator is None else lambda rank: _as_large_as_can_be(operator, rank)


def _as_large_as_can_be(operator: Any, rank: Any) -> Any:
    number = rank.args[0] if isinstance(rank, ex.DimensionNumber) else rank
    if number == operator.p:
        return full_column_rank(operator)
    if number == operator.n:
        return full_row_rank(operator)
    raise ex.LanguageError("a rank that is not the number of rows or columns cannot be said yet.")
