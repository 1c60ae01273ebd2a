r"""Singular values and eigenvalues: ``\sigma_{\min}(A)``, ``\lambda_k(S)``, and what their numbers are.

A letter below counts them, and is a dimension: what an author says of it as of a natural number, "for
:math:`k = 1, \dots, n`", is said of that.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sympy import Integer, preorder_traversal

from proofcheck.lang import Hypothesis
from proofcheck.lang import expressions as ex
from proofcheck.latex.combining import Function
from proofcheck.latex.notation import Notation, Unread
from proofcheck.latex.source import Token, UnreadError, plain

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics

SPECTRAL: dict[str, Any] = {
    "sigma_min": ex.SmallestSingularValue, "sigma_max": ex.LargestSingularValue, "s_min": ex.SmallestSingularValue,
    "s_max": ex.LargestSingularValue, "lambda_min": ex.SmallestEigenvalue, "lambda_max": ex.LargestEigenvalue,
}  # fmt: skip
_NUMBERED: dict[str, Any] = {"sigma": ex.SingularValue, "s": ex.SingularValue, "lambda": ex.Eigenvalue}


def is_spectral(name: str, argument: Sequence[Token], notation: Notation) -> bool:
    """Whether a name is that of singular values or eigenvalues, before an argument that begins like this."""
    root, _, index = name.partition("_")
    known = notation.meaning(argument[0].text) if argument and root in _NUMBERED and index else []
    return name in SPECTRAL or (not notation.meaning(root) and any(map(_is_operator, known)))


def _is_operator(meaning: Any) -> bool:
    if isinstance(meaning, ex.Definition):
        return not meaning.parameters and ex.kind_of(meaning.value) == ex.OPERATOR
    return isinstance(meaning, ex.OperatorSymbol)


def spectral(reader: "Mathematics", root: str, word: str, below: Sequence[Token], at: Token) -> Function | None:
    """Return the singular value or eigenvalue that a name with this index is, where it has an argument."""
    if reader.peek() != "(":
        return None
    full = f"{root}_{word}"
    if full in SPECTRAL:
        return Function(full, SPECTRAL[full])
    if root not in _NUMBERED or reader.notation.meaning(root):
        return None
    number = _number(reader, below, at)
    return None if number is None else Function(full, lambda a: _numbered(root, a, number))


def _number(reader: "Mathematics", below: Sequence[Token], at: Token) -> Any:
    """Return the number that stands below, a dimension; nothing where that is none."""
    shown = plain(below)
    if shown.isdecimal() and 0 < int(shown) < 10**6:
        return Integer(int(shown))
    if len(below) != 1 or not shown.isalpha():
        return None
    for meaning in reader.notation.meaning(shown):
        if isinstance(meaning, ex.Dimension):
            return meaning
        if not isinstance(meaning, ex.ScalarSymbol | Unread):
            raise UnreadError(at, f"{shown} is no number here, and stands below: say which one is meant.")
    return ex.Dimension(shown)


def _numbered(root: str, operator: Any, number: Any) -> Any:
    made = ex.expression(operator, "the argument")
    if ex.kind_of(made) != ex.OPERATOR:
        raise ex.LanguageError(f"{root}_{number} is not declared, and has an argument that is no operator.")
    return _NUMBERED[root](made, number)


def counted_by_dimensions(says: Any, given: Iterable[Any]) -> tuple[Any, list[Any]]:
    """Return a claim and its hypotheses with dimensions for the letters that number its values."""
    given = list(given)
    parts = [says, *(a for h in given for a in assertions_in(h))]
    names = {number.name for part in parts for number in _numbers(part)}
    letters = {s: ex.Dimension(s.name) for part in parts for s in _scalars(part) if s.name in names}
    if not letters:
        return says, given
    more: list[Any] = []
    if isinstance(says, ex.ForAll):
        spans = [span for span in says.ranges if ex.range_variable(span) in letters]
        others = [span for span in says.ranges if span not in spans]
        more = [span for span in spans if isinstance(span, ex.Assertion)]
        says = ex.ForAll(says.body, *others) if others else says.body
    said = _of_dimensions(says, letters)
    (says,) = said if len(said) == 1 else (says,)
    return says, [made for h in [*more, *given] for made in _hypothesis(h, letters)]


def _numbers(node: Any) -> Iterator[Any]:
    for part in preorder_traversal(node):
        if isinstance(part, ex.NumberedValue) and isinstance(part.args[1], ex.Dimension):
            yield part.args[1]


def _scalars(node: Any) -> Iterator[Any]:
    return (part for part in preorder_traversal(node) if isinstance(part, ex.ScalarSymbol))


def assertions_in(hypothesis: Any) -> Sequence[Any]:
    """Return the assertions that a hypothesis consists of, or that it is."""
    if isinstance(hypothesis, Hypothesis):
        return hypothesis.assertions
    return [hypothesis] if isinstance(hypothesis, ex.Assertion) else []


def _hypothesis(hypothesis: Any, letters: dict[Any, Any]) -> list[Any]:
    """What is said of natural numbers, said of dimensions; a hypothesis that speaks of none as it is."""
    if not any(s in letters for a in assertions_in(hypothesis) for s in _scalars(a)):
        return [hypothesis]
    return [made for a in assertions_in(hypothesis) for made in _of_dimensions(a, letters)]


def _of_dimensions(said: Any, letters: dict[Any, Any]) -> list[Any]:
    """An assertion about letters as dimensions: one between two dimensions is one of sizes."""
    if isinstance(said, ex.Within) and said.args[0] in letters:
        number, low, high = said.args
        bounds = [ex.Relation("<=", *sides) for sides in ((low, number), (number, high))]
        return [made for bound in bounds for made in _of_dimensions(bound, letters)]
    made = said.xreplace({letter: ex.DimensionNumber(size) for letter, size in letters.items()})
    if isinstance(made, ex.Relation):
        left, right = (side.args[0] if isinstance(side, ex.DimensionNumber) else side for side in made.args[1:])
        sizes = [isinstance(side, ex.Dimension) or (isinstance(side, Integer) and side > 0) for side in (left, right)]
        if all(sizes) and {type(left), type(right)} & {ex.Dimension}:
            return [ex.Relation(made.op, left, right)]
    return [made]
