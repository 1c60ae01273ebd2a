"""The letters of a document, before any is given a meaning: which fonts they have, and which stand alone."""

from collections.abc import Sequence

from proofcheck.latex.flowing import flowing
from proofcheck.latex.source import LETTER, Token, UnreadError, meant
from proofcheck.latex.spelling import ACCENTS, BOLD, argument, spelling
from proofcheck.latex.superscripts import superscripted
from proofcheck.latex.vocabulary import CITING, GREEK, OVER

_TEXTS = (
    frozenset({"\\text", "\\textrm", "\\mbox", "\\label", "\\intertext", "\\tag", "\\operatorname", "\\begin", "\\end"})
    | CITING
)


def _after_argument(tokens: list[Token], place: int) -> int:
    """Return where the argument at a place ends; where it is not closed, only its first token is taken."""
    try:
        return argument(tokens, place)[1]
    except UnreadError:
        return place + 1


def letters_of(tokens: Sequence[Token]) -> dict[str, frozenset[str]]:
    """Return what a notation knows of the letters of a document from how they are written."""
    letters, alone = _fonts_of(tokens)
    constants = frozenset({"pi"}) if _pi_is_constant(tokens) else frozenset[str]()
    return {
        "letters": letters,
        "alone": alone,
        "prefixes": _prefixes_of(tokens),
        "constants": constants,
        "superscripted": superscripted(tokens),
        "flowing": flowing(tokens),
    }


def _pi_is_constant(tokens: Sequence[Token]) -> bool:
    r"""Whether ``\pi`` stands beside numbers, as in ``2\pi`` and ``\pi^2 / 6``, and never has an index or argument."""
    texts = ["", *(t.text for t in meant(tokens)), "", "", ""]
    places = [place for place, text in enumerate(texts) if text in {"\\pi", "π"}]
    if any(texts[place + 1] in {"(", "[", "_", "'"} or texts[place - 1] == "^" for place in places):
        return False
    return any(
        texts[place - 1].isdecimal()
        or (texts[place + 1] in {"/", "^"} and texts[place + 2].isdecimal())
        or (texts[place + 1 : place + 3] == ["}", "{"] and texts[place + 3].isdecimal())
        for place in places
    )


def _fonts_of(tokens: Sequence[Token]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the letters of a document in the ordinary font, and those that stand somewhere without a bracket."""
    letters, alone = set(), set()
    styled = {f"\\{name}" for name in (*BOLD, *ACCENTS, "mathcal", "mathbb", "mathrm", "text", "mathscr", "mathfrak")}
    kept = meant(tokens)
    skipped = 0
    for place, token in enumerate(kept):
        if token.text in _TEXTS and place + 1 < len(kept):
            skipped = _after_argument(kept, place + 1)
        if place < skipped:
            continue
        name = token.text if token.kind == LETTER else token.text[1:] if token.text[1:] in GREEK else ""
        if not name:
            continue
        before = kept[place - 1].text if place else ""
        if before == "{" and place > 1:
            before = kept[place - 2].text
        if before not in styled:
            letters.add(name)
        after = place + 1 + (before in styled and [t.text for t in kept[place + 1 : place + 2]] == ["}"])
        following = kept[after].text if after < len(kept) else ""
        if following not in {"(", "\\left", "_", "^", "\\big", "\\bigl", "\\Big", "\\Bigl"}:
            alone.add(name)
    return frozenset(letters), frozenset(alone)


def _prefixes_of(tokens: Sequence[Token]) -> frozenset[str]:
    r"""Return which of ``\delta`` and ``\Delta`` never stand alone in a document, but only before letters.

    Before Greek ones ``\Delta`` alone does: ``\delta \alpha`` is a product as often as a name.
    """
    kept = meant(tokens)
    beside: dict[str, bool] = {}
    skipped = 0
    for place, token in enumerate(kept):
        if token.text in _TEXTS | OVER and place + 1 < len(kept):
            skipped = max(skipped, _after_argument(kept, place + 1))
        if place < skipped:
            continue
        if token.text in {"\\delta", "\\Delta"}:
            following = spelling(kept, place + 1) if place + 1 < len(kept) else None
            root = "" if following is None or following.word else following.root.partition(" ")[0]
            letter = len(root) == 1 or (token.text == "\\Delta" and root in GREEK)
            beside[token.text[1:]] = beside.get(token.text[1:], True) and letter
    return frozenset(name for name, always in beside.items() if always)
