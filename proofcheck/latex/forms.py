"""What the form of a formula says, before it is read: that it declares, names something new, or ends a sentence."""

import re
from collections.abc import Iterable, Sequence

from proofcheck.lang import expressions as ex
from proofcheck.latex.applying import full_name
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import Notation, Unread
from proofcheck.latex.relations import Segment
from proofcheck.latex.source import Token, plain
from proofcheck.latex.speech import Inline, Item, Word
from proofcheck.latex.vocabulary import RELATIONS

MAPPING = frozenset({":", "\\colon"})
_AFTER = re.compile(r"^,?\s*(for (?:all |any |every |each )?|whenever |if |provided that |as long as |where )⟨0⟩")
_FULL_STOP = re.compile(r"\.\s*(\\end ?\{\w+\*?\}\s*|\\label ?\{[^{}]*\}\s*|\\[,;! ]|[}~])*$")


def ends_sentence(tokens: Sequence[Token]) -> bool:
    """Whether a display ends with a full stop."""
    return bool(_FULL_STOP.search(plain(tokens)))


def declares(content: Sequence[Token]) -> bool:
    r"""Whether a formula says what something is: ``x \in R^d``, ``f : R^p \to R^n``, without another relation."""
    texts = [t.text for t in content]
    if any(t in RELATIONS for t in texts):
        return False
    return "\\in" in texts or (bool(MAPPING.intersection(texts)) and any(t in {"\\to", "\\rightarrow"} for t in texts))


def tokens_of(segment: Segment) -> list[Token]:
    """Return the tokens of an assertion, without its conditions."""
    return [*segment.start, *(t for link in segment.links for t in (link.at, *link.right))]


def labels_of(tokens: Iterable[Token]) -> list[str]:
    """Return the labels in a display."""
    content = list(tokens)
    found = []
    for place, token in enumerate(content):
        if token.text == "\\label":
            rest = plain(content[place + 1 : place + 60])
            found.append(rest.partition("{")[2].partition("}")[0])
    return found


def condition_after(following: Sequence[Item]) -> list[tuple[str, list[Token]]]:
    """Return the condition that the words right after a formula put it under."""
    said = ""
    inline: list[list[Token]] = []
    for item in following:
        if isinstance(item, Word):
            said += item.text if item.text == "," else f" {item.text}"
        elif isinstance(item, Inline):
            said += f" ⟨{len(inline)}⟩"
            inline.append(item.tokens)
        else:
            break
        if inline:
            break
    found = _AFTER.match(said.strip())
    if found is None or not mathematical(inline[0]):
        return []
    condition = mathematical(inline[0])
    if found[1].lower().startswith("for"):
        return [("forall", condition)]
    return [("if", condition)] if any(t.text in RELATIONS for t in condition) else []


def is_new(left: list[Token], notation: Notation) -> bool:
    """Whether the left side of an equation is a name that stands for nothing yet, or a function's value with it."""
    whole = full_name(left, notation)
    if whole is not None:
        return not notation.meaning(whole) or (
            "_" in whole and isinstance(notation.meaning(whole)[0], ex.ScalarSymbol) and whole in notation.assumed
        )
    opened_at = next((i for i, t in enumerate(left) if t.text == "("), -1)
    if opened_at > 0 and left[-1].text == ")":
        name = full_name(left[:opened_at], notation)
        return name is not None and not any(not isinstance(m, Unread) for m in notation.meaning(name))
    return False
