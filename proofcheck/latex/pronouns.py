"""What "it" and "its gradient" mean at the beginning of a sentence: the one function that the sentence before names."""

import re
from typing import TYPE_CHECKING

from proofcheck.lang import expressions as ex
from proofcheck.latex.properties import said_names
from proofcheck.latex.source import Token

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_PRONOUN = re.compile(
    r"^(\W*)(?:(?:it|this function)|(its|whose) (gradient|derivative))"
    r"(?= (?:is|has|satisfies)\b[^.;]*\b(?:convex|concave|smooth|lipschitz|bounded|monotone|coercive|"
    r"differentiable)\b)",
    re.IGNORECASE,
)


def names_meant(reading: "Reading", at: Token) -> None:
    """Put the function in the place of a pronoun that means one; where it may be several, all of them are in doubt."""
    speech = reading.speech
    found = _PRONOUN.match(speech.sentence)
    if found is None:
        return
    functions = {
        name: tokens
        for tokens in speech.inline_before
        for name in said_names(tokens, reading.notation)
        if any(isinstance(meaning, ex.MapSymbol) for meaning in reading.notation.meaning(name))
    }
    if len(functions) != 1:
        reading.scopes.unread(at, frozenset(functions), "what a pronoun means")
        return
    [tokens] = functions.values()
    name = f"⟨{len(speech.inline)}⟩"
    speech.inline.append(tokens)
    speech.sentence = (
        found[1] + (f" the {found[3]} of {name}" if found[3] else f" {name}") + speech.sentence[found.end() :]
    )
