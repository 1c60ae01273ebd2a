"""What may only lack a declaration: where shapes do not match, and letters were guessed, no verdict is given."""

import re
from collections.abc import Sequence
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.printing import parts, text, text_name
from proofcheck.lang.shapes import ill_typed
from proofcheck.latex.about import names_of
from proofcheck.latex.notation import Notation
from proofcheck.latex.senses import refuse_relation
from proofcheck.latex.source import Token, UnreadError


def refuse_guesses(content: Any, notation: Notation, at: Token) -> None:
    """Refuse what has no meaning where that may only be due to letters that are not declared.

    Raises:
        UnreadError: so it is.
    """
    refuse_relation(content, notation, at)
    try:
        mismatch = ill_typed(content)
    except ex.LanguageError as error:
        raise UnreadError(at, str(error), "other") from error
    if mismatch is None:
        return
    names = names_of([content])
    if _in_guessed_space(f"{mismatch.left} {mismatch.right}", notation):
        raise UnreadError(at, f"at {mismatch.at}, {mismatch.left} meets {mismatch.right}, as far as can be guessed: "
                          "say in which spaces the letters are, as in `x in R^d`.")  # fmt: skip
    node: Any = next((p for p in parts(content) if _is_said(p) and text(p) == mismatch.at), content)
    guessed = names & _with_shape(node)
    numbers = sorted(guessed & (notation.assumed.keys() | notation.settled))
    others = sorted(guessed & notation.taken.keys())
    if notation.primed and "1×" in f"{mismatch.left} {mismatch.right}" and not numbers and not others:
        raise UnreadError(at, f"at {mismatch.at}, {mismatch.left} meets {mismatch.right}, if primes are transposes "
                          "here: write ^\\top for these, or say what the letter with the prime is.")  # fmt: skip
    starred = sorted(name for name in names if name.endswith("*") and f"{text_name(name)} " in f"{mismatch.at} ")
    if starred and mismatch.left == mismatch.right:
        raise UnreadError(at, f"at {mismatch.at}, {mismatch.left} meets {mismatch.right}, if stars are no transposes "
                          "here: write ^\\top for these, or say what the letter with the star is.")  # fmt: skip
    if notation.above and "1×" in f"{mismatch.left} {mismatch.right}" and not numbers and not others:
        raise UnreadError(at, f"at {mismatch.at}, {mismatch.left} meets {mismatch.right}, if what stands above is a "
                          "transpose and no index: write ^\\top for transposes.")  # fmt: skip
    indexed = [name for name in names if f"{text_name(name)}_" in mismatch.at]
    twofold = sorted(name for name in indexed if _is_twofold(notation.meanings.get(name, ())))
    components = sorted(name for name in names if _has_component(name, mismatch.at, notation))
    if twofold or components:
        said = f"at {mismatch.at}, {mismatch.left} meets {mismatch.right}, if an index of {[*twofold, *components][0]}"
        may = "counts vectors: it may be that of a component, since both are declared."
        raise UnreadError(at, f"{said} {may if twofold else 'is that of a component: where it counts, say so.'}")
    shapes = {mismatch.left, mismatch.right}
    if notation.componentwise and len(shapes - {"R"}) <= 1 and not any("×" in shape for shape in shapes):
        raise UnreadError(at, f"at {mismatch.at}, {mismatch.left} meets {mismatch.right}, if nothing is done component "
                          r"by component here: write such products with \odot.", "products by components")  # fmt: skip
    borrowed = sorted((mismatch.names & notation.borrowed) - {*numbers, *others})
    if borrowed and not numbers and not others:
        raise UnreadError(
            at,
            f"at {mismatch.at}, {mismatch.left} meets {mismatch.right}; what {', '.join(borrowed)} stands for was said "
            "in another section. Say what it is here.",
        )
    if numbers or others:
        taken = [f"for numbers: {', '.join(numbers)}"] * bool(numbers)
        taken += [f"for {notation.taken[name].what}: {name}" for name in others]
        raise UnreadError(
            at,
            f"at {mismatch.at}, {mismatch.left} meets {mismatch.right}; not declared, and taken {'; '.join(taken)}. "
            f"Say what they are, as in `{[*numbers, *others][0]} in R^d`.",
        )


def _in_guessed_space(shapes: str, notation: Notation) -> bool:
    """Whether shapes are those of a space that nobody speaks of, or of a set of which only its letter is known."""
    name = notation.dimension
    said = not name or any(isinstance(m, ex.Dimension) for m in notation.meanings.get(name, ()))
    guessed = [*([] if said else [name]), *(size.name for size in notation.abstract.values())]
    return any(re.search(rf"\b{size}\b", shapes) is not None for size in guessed)


def _is_said(part: Any) -> bool:
    """Whether a part is an expression or an assertion, and no sign."""
    return isinstance(part, ex.Expression | ex.Assertion)


_TAKEN_AT = (ex.Value, ex.JacobianValue, ex.GradientValue, ex.PathValue, ex.PathDerivative)


def _with_shape(node: Any) -> set[str]:
    """Return the names on which shapes in an expression depend: not those at which the functions in it are taken."""
    found, waiting = set[str](), [node, *getattr(node, "args", ())]
    while waiting:
        part = waiting.pop()
        found.add(str(getattr(part, "name", "")))
        if isinstance(part, ex.Defined):
            waiting.append(part.definition.value)
        elif isinstance(part, _TAKEN_AT):
            waiting.append(part.args[0])
        else:
            waiting += getattr(part, "args", ())
    return found


def _has_component(name: str, at: str, notation: Notation) -> bool:
    """Whether a component is taken of what a name stands for."""
    shown = text_name(name)
    vector = any(isinstance(m, ex.VectorSymbol) for m in notation.meanings.get(name, ()))
    return vector and (f"({shown})_" in at or re.search(rf"(?<!\w){re.escape(shown)}_", at) is not None)


def _is_twofold(meanings: Sequence[Any]) -> bool:
    """Whether a name stands for a vector, of which an index is a component, and for a sequence of vectors."""
    return {ex.VectorSymbol, ex.PathSymbol} <= {type(meaning) for meaning in meanings}
