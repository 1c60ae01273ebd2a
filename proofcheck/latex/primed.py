"""Letters with a prime of which words say that they are no derivatives: "let $f'$ be another function"."""

import re
from collections.abc import Iterable, Iterator, Sequence

from proofcheck.latex.called import Called
from proofcheck.latex.functions import placed
from proofcheck.latex.source import LETTER, Token, meant
from proofcheck.latex.vocabulary import GREEK

_DERIVED = re.compile(r"\b(?:derivativ\w*|slopes?|gradients?|differenti\w*|velocit\w*|speed|rates?)\b", re.IGNORECASE)
_INTRODUCED = re.compile(
    r"\b(?:let|denote|define|set|where|here|write|call|consider|put|suppose|given|fix|take)\b[^.;]*\Z", re.I
)
_DRAWN = re.compile(
    r"\b(?:then|so|hence|thus|therefore|have|with|whose|since|because|that|which|gives?)\b", re.IGNORECASE
)
_IS_SOMETHING = re.compile(
    r" (?:to )?(?:be|is|are|denotes?|for|stands? for|means?|as)?,? ?"
    r"(?:an?|another|the|its|our|some|any|two|three|their|copies)\b",
    re.IGNORECASE,
)


def no_derivatives(prose: Iterable[Sequence[Token]]) -> dict[str, Called]:
    """Return what words say of letters with a prime, where that is no derivative."""
    return {
        f"{name}'": Called("introduced as something by itself", at, beyond="functions with a prime")
        for sentence, inline, at in placed(prose)
        if not _DERIVED.search(sentence)
        for name in _introduced(sentence, inline)
    }


def _introduced(sentence: str, inline: Sequence[Sequence[Token]]) -> Iterator[str]:
    for found in re.finditer(r"⟨(\d+)⟩", sentence):
        before, after = sentence[: found.start()], sentence[found.end() :]
        if _INTRODUCED.search(before) is not None and not _DRAWN.search(before):
            yield from _named(meant(inline[int(found[1])]), after)


def _named(tokens: Sequence[Token], after: str) -> Iterator[str]:
    """Yield the letters with a prime that a formula introduces: it lists or equates them, or the words after it do."""
    texts = [t.text for t in tokens]
    listed = "," in texts and not {":", "\\colon", "\\in"}.isdisjoint(texts) and "=" not in texts
    for place, token in enumerate(tokens[:-1]):
        letter = token.kind == LETTER or token.text.removeprefix("\\") in GREEK
        following = texts[place + 2 : place + 3]
        if letter and texts[place + 1] == "'" and following != ["'"]:
            first = place == 0 and (following == ["="] or (following == ["("] and texts[-1] != ")" and _equated(texts)))
            alone = place == 0 and not following and _IS_SOMETHING.match(after) is not None
            if first or alone or (listed and following in ([","], [":"], ["\\colon"], ["\\in"])):
                yield token.text.removeprefix("\\")


def _equated(texts: Sequence[str]) -> bool:
    """Whether an equality sign stands right after the arguments of what a formula begins with."""
    closing = texts.index(")") if ")" in texts else len(texts)
    return [*texts[closing + 1 : closing + 2]] == ["="]
