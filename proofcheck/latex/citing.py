"""Reasons as authors give them: names of rules and their usual synonyms, labels that are referred to."""

import re
from collections.abc import Sequence

from proofcheck.lang.rule_names import RULES, UNREASONED, Reason, rules_in
from proofcheck.latex.source import written_out
from proofcheck.latex.speech import DISPLAY, Speech


def reason(text: str, claims: Sequence[str], *, beside: bool) -> Reason:
    """Return a reason in words; where it names no rule, any may be used.

    ``beside`` a relation, words that name a rule name all that it needs; in a sentence around a display they may leave
    something out, so that any rule may be used there.
    """
    named = rules_in(text)
    rules = named if named and beside else RULES
    shown = " ".join(text.split())[:200]
    return Reason(shown or UNREASONED, rules=rules, claims=tuple(dict.fromkeys(claims)))


_LABELS = re.compile(r"\\(?:eqref|ref|cref|Cref|autoref)\s*\{([^{}]*)\}|(?<![\w:])((?:[A-Za-z]+:)[\w:.-]+)")


def labels_in(text: str) -> tuple[str, ...]:
    r"""Return the labels that a text refers to.

    >>> labels_in(r"by \eqref{eq:a} and lem:b")
    ('eq:a', 'lem:b')
    """
    found = [name.strip() for group in _LABELS.findall(text) for part in group for name in part.split(",")]
    return tuple(name for name in found if name)


def shown(text: str) -> str:
    r"""Return words of a source without its commands.

    >>> shown(r"(by Cauchy--Schwarz, \eqref{eq:a})")
    '(by Cauchy-Schwarz, eq:a)'
    """
    without = re.sub(r"\\(?:eqref|ref|cref|Cref|autoref)\s*\{([^{}]*)\}", r"\1", text)
    return re.sub(r"\\[a-zA-Z]+\s*|[{}$]", "", without).replace("--", "-").replace("~", " ").strip()


def spoken(words: str, speech: Speech) -> str:
    """Return words of a sentence with its mathematics as it was written, and the labels that it refers to."""
    labels = labels_within(speech.sentence, max(speech.sentence.find(words), 0), words, speech.labels)
    named = iter(labels if words.count(_REF) == len(labels) else ())
    said = written_out(words.replace(f" {DISPLAY}", ""), speech.inline)
    return re.sub(_REF, lambda _: next(named, "..."), said).strip()


_MARK = r"\(\s*([a-z]|[ivx]+|\d)\s*\)\s+(?:follows|uses|is|holds|comes|by|because|since|due|from)\b"
_MARKED = re.compile(rf"{_MARK}(.*?)(?=[,;]?\s*(?:and )?{_MARK.replace('([', '(?:[')}|$)", re.IGNORECASE)
_STEP = re.compile(
    r"\b(first|second|third|fourth|fifth|last|final) (step|inequality|equality|line|relation|identity)\b", re.IGNORECASE
)
_ORDER = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1, "final": -1}


def marked(sentence: str) -> list[tuple[str, str, int]]:
    """Return what a sentence says of relations that have a mark over them, and where.

    >>> [found[:2] for found in marked("where ( a ) follows from ⟨ref⟩, and ( b ) holds because ⟨0⟩")]
    [('a', ' from ⟨ref⟩'), ('b', ' because ⟨0⟩')]
    """
    return [(found[1].lower(), found[2], found.start(2)) for found in _MARKED.finditer(sentence)]


def step_named(sentence: str) -> int | None:
    """Return which relation of the display before a sentence speaks of, the last one as -1; None where of none.

    >>> step_named("where the last inequality follows from convexity")
    -1
    """
    found = _STEP.search(sentence)
    return _ORDER[found[1].lower()] if found else None


_REF = "⟨ref⟩"
_PROVED_AFTER = re.compile(
    r"^[\W]*(?:(?:now|then|also|directly|immediately|easily)\s+)?"
    r"(?:follows?|(?:is|are) (?:proved|shown|obtained|implied|a consequence)|can be (?:proved|shown|obtained))\b",
    re.IGNORECASE,
)
_PROVED_BEFORE = re.compile(
    r"\b(?:prov(?:e|es|ing)|show(?:s|ing)?|establish(?:es|ing)?|get|obtain)\W+(?:\w+\W+){0,2}$", re.IGNORECASE
)


def premises(sentence: str, labels: Sequence[str]) -> Sequence[str]:
    """Return the labels that a sentence refers to, without those that it says to be proved here.

    >>> premises("Equation ( ⟨ref⟩ ) follows from Lemma ⟨ref⟩", ["eq:b", "lem:a"])
    ['lem:a']
    """
    parts = sentence.split(_REF)
    if len(parts) != len(labels) + 1:
        return labels
    around = zip(labels, parts, parts[1:], strict=False)
    return [name for name, before, after in around
            if not _PROVED_AFTER.search(after) and not _PROVED_BEFORE.search(before)]  # fmt: skip


def labels_within(sentence: str, start: int, words: str, labels: Sequence[str]) -> Sequence[str]:
    """Return the labels that a part of a sentence refers to; all, where a reference has several labels."""
    if sentence.count("⟨ref⟩") != len(labels):
        return labels
    first = sentence[:start].count("⟨ref⟩")
    return labels[first : first + words.count("⟨ref⟩")]
