"""What words call a letter, or say of how something is measured: what it is not to be taken for."""

from dataclasses import dataclass
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.source import Token


@dataclass(frozen=True, slots=True)
class Called:
    """What words call a name that is no number.

    Attributes:
        said: the words.
        kind: of which kind it is, if it is a vector or an operator.
        beyond: what the language lacks for it, where it lacks something.
    """

    said: str
    at: Token
    kind: str = ""
    beyond: str = ""

    @property
    def why(self) -> str:
        """What is said of the name."""
        return f"line {self.at.place[0]} calls it '{self.said}'"

    def remedied(self, name: str) -> str:
        """Return why the name is not taken for a number, and what to declare."""
        if not self.kind:
            return f"{self.why}: such things cannot be said yet."
        space = "vector in R^d" if self.kind == ex.VECTOR else "matrix in R^{d x d}"
        return f"{self.why}: say of which space it is, as in `{name} : {space}`."


def of_vectors(meaning: Any) -> bool:
    """Whether something is a vector, or a sequence or path of these: a plus above it is part of its name."""
    return isinstance(meaning, ex.VectorSymbol) or getattr(meaning, "value_kind", "") == ex.VECTOR
