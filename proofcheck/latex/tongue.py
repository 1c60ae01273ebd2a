"""What can be told from all words of a text: its language, whether it works by components, and what it supposes."""

import re
from collections.abc import Iterable, Sequence

from proofcheck.latex.heard import Reference, Word, items
from proofcheck.latex.phrases import WITHOUT_LOSS
from proofcheck.latex.pieces import words_within
from proofcheck.latex.source import Token, plain
from proofcheck.latex.speech import SUPPOSED, Speech
from proofcheck.latex.structure import Opening, Part, Section
from proofcheck.latex.vocabulary import words

_ENGLISH = words("the of and is that we for in be to by with this let then if")
_BY_COMPONENTS = re.compile(r"(entry|entries|element|component|coordinate)-?wise")
_ATOMLESS = re.compile(
    r"\bcontinuous (?:(?:real|real-valued) )?(?:random|r ?\. ?v|rvs?\b|distribut)|"
    r"\b(?:distributions?|r ?\. ?v(?: ?\. ?s?)?|variables?) (?:is|are) (?:absolutely )?continuous\b|"
    r"\b(?:probability|joint|marginal|has an?|have) densit"
)
_MAIN_TEXT = re.compile(r"\b(?:in|of|from|to) the main (?:paper|text|body|article|document|manuscript)\b")
_BEGINS = re.compile(r"\b(?:introduction|abstract)\b", re.IGNORECASE)
_TELLING = 200
"""Words of a text from which its language can be told."""


def spoken(paragraphs: Iterable[Sequence[Token]]) -> list[str]:
    """Return the words of a text."""
    return [item.text.lower() for tokens in paragraphs for item in items(tokens) if isinstance(item, Word)]


def told_by_words(said: Sequence[str]) -> dict[str, bool]:
    """Return whether the words of a text speak of what is done component by component, and of what has no atoms."""
    by_components = any(map(_BY_COMPONENTS.fullmatch, said))  # so that vectors may have products
    return {"componentwise": by_components, "atomless": _ATOMLESS.search(" ".join(said)) is not None}


def in_english(said: Iterable[str]) -> bool:
    """Whether the words of a text are English, or too few to tell."""
    heard = [word for word in said if word.isalpha()]
    return len(heard) < _TELLING or sum(word in _ENGLISH for word in heard) > 0.08 * len(heard)


def unheard(said: Sequence[str], parts: Iterable[Part]) -> str:
    """Return where a text supposes what is not read: in words of another language, or in the text it supplements.

    A supplement speaks of the main text, and has no abstract and no introduction itself.
    """
    if not in_english(said):
        return "in words that are not English"
    begins = any(
        part.environment.startswith("abstract") if isinstance(part, Opening) else _BEGINS.search(plain(part.title))
        for part in parts if isinstance(part, Opening | Section)
    )  # fmt: skip
    return "in another document, the main text" if _MAIN_TEXT.search(" ".join(said)) and not begins else ""


def loses_nothing(tokens: Sequence[Token]) -> bool:
    """Whether a display says in words that it is supposed without loss of generality."""
    return WITHOUT_LOSS.search(words_within(tokens)) is not None


def supposed_labels(paragraphs: Iterable[Sequence[Token]]) -> frozenset[str]:
    """The labels that sentences refer to where they suppose something: "Suppose that (2) holds", "If (2) and (3)"."""
    found: set[str] = set()
    for tokens in paragraphs:
        speech = Speech()
        for item in items(tokens):
            speech.hear(item)
            if isinstance(item, Reference) and speech.mode == SUPPOSED:
                found |= set(item.labels)
    return frozenset(found)
