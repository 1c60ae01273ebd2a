r"""Names that words give: ``e_1, \dots, e_n``, "the standard basis", and ``f^*``, "the least value of f"."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.applying import full_name
from proofcheck.latex.claiming import taken_in_sentence
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.heard import Item, as_sentence
from proofcheck.latex.notation import Notation
from proofcheck.latex.numbered import members_listed
from proofcheck.latex.ranges import find, only_dimension, space
from proofcheck.latex.source import COMMAND, LETTER, SIGN, Token, like, plain
from proofcheck.latex.speech import DEFINED
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import DOTS

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_BASIS = (
    r"(?:(?:standard|canonical|natural|usual|coordinate)(?: orthonormal)?(?: unit| coordinate)? (?:basis|vectors?)|"
    r"(?:coordinate|unit) basis|(?:standard|canonical|coordinate) unit vectors?)(?: vectors?| elements?)?"
)
_CALLED_AFTER = re.compile(
    rf"^,? ?(?:be|is|are|denotes?|for|being)?(?: the)?(?: (?:⟨\d+⟩|[a-z]+)(?: ?-? ?th)?)? {_BASIS}"
    r"(?: (?:of|in) ⟨(\d+)⟩)?",
    re.IGNORECASE,
)
_CALLED_BEFORE = re.compile(rf"\b{_BASIS}(?: (?:of|in) ⟨(\d+)⟩)? ⟨\d+⟩\Z", re.IGNORECASE)


_LEAST_VALUE = re.compile(
    r"^,? ?(?:be|is|denotes?|for|being)? ?the "
    r"(?:(?:least|minimal|minimum|smallest|optimal|lowest) value|infimum|minimum) of ⟨(\d+)⟩",
    re.IGNORECASE,
)


def called_by_words(reading: "Reading", content: Sequence[Token], following: Sequence[Item]) -> bool:
    """Whether words say what a formula names: the standard basis, or the least value of a function."""
    return _takes_basis(reading, content, following) or _takes_least_value(reading, content, following)


def _takes_least_value(reading: "Reading", content: Sequence[Token], following: Sequence[Item]) -> bool:
    r"""Whether a name is called the least value of a function: ``f^*`` is ``\inf_x f(x)`` then."""
    after, formulas = as_sentence(following)
    said = _LEAST_VALUE.match(after)
    name = full_name(list(content), reading.notation)
    function = mathematical(formulas[int(said[1])]) if said is not None and name is not None else []
    known = reading.notation.meaning(full_name(function, reading.notation) or "") if function else []
    if not known or reading.notation.known(name or "") or not all(isinstance(m, ex.MapSymbol) for m in known):
        return False
    at = content[0]
    letter = next(letter for letter in ("x", "y", "z", "v") if letter not in {t.text for t in function})
    below = [like(at, SIGN, "_"), like(at, SIGN, "{"), like(at, LETTER, letter), like(at, SIGN, "}")]
    argued = [like(at, SIGN, "("), like(at, LETTER, letter), like(at, SIGN, ")")]
    value = [like(at, COMMAND, "\\inf"), *below, *function, *argued]
    taken_in_sentence(reading, [*content, like(at, SIGN, "="), *value], DEFINED, at, (), forced=True)
    return True


def _takes_basis(reading: "Reading", content: Sequence[Token], following: Sequence[Item]) -> bool:
    r"""Whether words call the vectors of a formula, ``e_1, \dots, e_n`` or ``e_i``, the standard basis.

    The name stands for them then.
    """
    after, formulas = as_sentence(following)
    before = _CALLED_BEFORE.search(reading.speech.sentence)
    called = _CALLED_AFTER.match(after)
    root, last = _members(content, reading.notation)
    if not root or (before is None and called is None):
        return False
    of = formulas[int(called[1])] if called is not None and called[1] else []
    of = reading.speech.inline[int(before[1])] if before is not None and before[1] else of
    size = _size(of, last, reading.notation, content[0])
    if size is None:
        return False
    index = ex.ScalarSymbol("i", integer=True, nonnegative=True)
    basis = ex.Definition(root, (index,), ex.UnitVector(size, index), "subscript", ())
    for name in [n for n in reading.notation.meanings if n.partition("_")[0] == root and n != root]:
        del reading.notation.meanings[name]
    reading.notation.declare(root, basis)
    reading.note_definition(basis, content[0])
    return True


def _members(content: Sequence[Token], notation: Notation) -> tuple[str, list[Token]]:
    r"""Return the name of the vectors in a formula, and the index of the last one: of ``e_1, \dots, e_n``, ``e_i``."""
    place = find(list(content), "\\in")
    tokens = [t for t in content[: place if place > 0 else len(content)] if t.text not in {"\\{", "\\}", "(", ")"}]
    name = notation.name(tokens, 0) if tokens else None
    if name is None or [t.text for t in tokens[name.after : name.after + 1]] != ["_"]:
        return "", []
    _, after = argument(tokens, name.after + 1)
    if after == len(tokens):
        return name.root, []
    listed = members_listed(tokens, notation) if any(t.text in DOTS for t in tokens) else None
    return (name.root, list(listed[1])) if listed is not None else ("", [])


def _size(of: Sequence[Token], last: Sequence[Token], notation: Notation, at: Token) -> Any:
    """Return the dimension of the space that the words name, else the number of the last vector, else the only one."""
    dims = space(mathematical(of), notation, at) if of else None
    if dims is not None and len(dims) == 1:
        return dims[0]
    known = {m.name: m for found in notation.meanings.values() for m in found if isinstance(m, ex.Dimension)}
    return known.get(plain(last).strip()) if last else only_dimension(notation)
