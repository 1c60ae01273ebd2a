"""Parts of a text that a word announces, "Proof." or "Example 2.", or the title of a section, and no environment."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from proofcheck.latex.environments import EXPERIMENTS, answers, is_list
from proofcheck.latex.heard import Inline, Item, Word, as_sentence, items
from proofcheck.latex.hearing import leave_number
from proofcheck.latex.source import Token, plain
from proofcheck.latex.speech import CLAIMED, SUPPOSED
from proofcheck.latex.stand_ins import forget_section
from proofcheck.latex.structure import Break, Opening, Section
from proofcheck.latex.turning import begin_part

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_PROOF, _ASIDE, _TITLED = "proof that a word announces", "aside that a word announces", "aside of the level"
_ASIDE_HEAD = re.compile(
    r"(?:counter-?example|example|remark|exercise|illustration|warning|question|solution|answer)s?\Z", re.IGNORECASE
)
_NUMBER = re.compile(r"[\d ]*(?:\([^()]*\))?[ \d]*(?::|\Z)")
"""What may stand between such a word and the end of the head."""
_TITLE = re.compile(
    r"\b(?:(?:counter-?)?example|remark|exercise|illustration|solution)s?\b|"
    rf"\b(?:problem|question|task) ?#? ?[\dIVX]|\b(?:{EXPERIMENTS})",
    re.IGNORECASE,
)
_OF_CASE = re.compile(
    r"\b(?:related|prior|previous|earlier) (?:work|results?)\b|\bliterature\b|"
    r"\b(?:large|small|positive|negative|unbounded|easy|hard|simple|special|general|all) "
    r"(?!(?:settings?|notations?|assumptions?|set-?up|conventions?|remarks?|results?)\b)[a-z]|"
    r"\bwarm-?up\b|\bcase\b|\bfor (?:convex|smooth|quadratic|linear|strongly[ -]convex)\b",
    re.IGNORECASE,
)
"""The title of a section about one of several cases."""
_PROVES = re.compile(r"\b(?:prove|proof of|establish|turn to)\b[^⟨⟩]*⟨ref⟩", re.IGNORECASE)
_LEVELS = ("\\part", "\\chapter", "\\section", "\\subsection", "\\subsubsection", "\\paragraph")


_LISTING = re.compile(
    r"\b(?:that|satisf\w+|with|if|when|whenever|under|hold|following(?: [a-z-]+){0,3}|(?:conditions?|hypothes[ei]s|"
    r"assumptions?|properties)(?: below| hold| are (?:satisfied|met))?)\W*\Z",
    re.IGNORECASE,
)
"""What a sentence that supposes something ends with before a list of that."""


def lists_hypotheses(reading: "Reading", part: Opening) -> bool:
    """Whether a list that begins is of what is supposed: as it is said before, or where an item of it is cited."""
    speech = reading.speech
    if is_list(part.environment) and reading.scopes.inside and speech.mode == SUPPOSED and not speech.alternatives:
        reading.scopes.lists = part.environment if _LISTING.search(speech.sentence) is not None else ""
    cited = reading.scopes.items_named.get((part.at.source, part.at.at), ())
    listed = reading.speech.lists_hypotheses or not reading.assumed.isdisjoint(cited)
    return listed and not reading.scopes.inside


def begin(reading: "Reading", item: Item, following: Sequence[Item]) -> None:
    """Begin the proof or the aside that a word at the beginning of a sentence announces, if it does."""
    if not isinstance(item, Word) or reading.speech.sentence.strip():
        return
    begin_part(reading, f"{item.text} {as_sentence(following)[0].strip()}")
    if item.text.lower() == "proof":
        _open_proof(reading, item, following)
    elif _ASIDE_HEAD.match(item.text) and item.text[:1].isupper() and not reading.scopes.argues:
        head = as_sentence(following)[0].partition(":")
        is_title = [f"{item.text} {head[0]}".strip()] == [one.called.strip(" .") for one in reading.scopes.open_[-1:]]
        if _NUMBER.match(head[0] + head[1]) and not is_title:
            close(reading, _ASIDE)
            reading.speech.begin(reading.scopes.open(_ASIDE, item.text, (), item.at))
            part_begins(reading)


def _open_proof(reading: "Reading", item: Word, following: Sequence[Item]) -> None:
    """Begin a proof that only a word announces; it ends where the next statement, section or proof begins."""
    if any(scope.kind == "proof" and scope.environment != _PROOF for scope in reading.scopes.open_):
        reading.scopes.part_begins()
        return
    close(reading)
    end = next((i for i, other in enumerate(following) if isinstance(other, Word) and other.text == "."), 0)
    cited = [name for other in following[:end] if not isinstance(other, Word | Inline) for name in other.labels]
    reading.scopes.open(_PROOF, "Proof", cited, item.at, as_sentence(following)[0])
    reading.speech.begin(CLAIMED)
    reading.reasons.anew()


def proved_next(reading: "Reading") -> list[str]:
    """Return the labels of what the sentence before a proof says that it proves: "we now prove Theorem 2"."""
    return reading.speech.labels_before if _PROVES.search(reading.speech.before) else []


def close(reading: "Reading", *kinds: str) -> None:
    """End the proof and the aside that words announced, as far as they are open."""
    for environment in kinds or (_PROOF, _ASIDE):
        if any(scope.environment == environment for scope in reading.scopes.open_):
            reading.close(environment)


def paragraph_ends(reading: "Reading", part: Break | Section) -> None:
    """End a paragraph, with the aside that a word announced in it: that what this supposes goes on is in doubt; and a
    section, where another one begins.
    """
    if any(scope.environment == _ASIDE for scope in reading.scopes.open_):
        reading.scopes.in_passing(reading.scopes.given)
        close(reading, _ASIDE)
    reading.scopes.paragraph_ends(section=isinstance(part, Section))
    if isinstance(part, Section):
        forget_section(reading.notation)
        reading.notation.nouns = reading.seen.nouns[reading.scopes.section]
        reading.leaving.section_begins(part.at)
        _section_begins(reading, part.at, part.title)
        reading.reasons.anew()
        reading.hear([*items(part.title), Word(".", part.at)])
        reading.end_sentence()


def part_begins(reading: "Reading") -> None:
    """Leave the numbers that letters were given in another statement; keep what names stand for before an example, and
    leave those before it, unless it answers one.
    """
    if reading.scopes.states:
        for name in reading.elsewhere():
            leave_number(reading, name)
    if reading.scopes.open_[-1].passes:
        if not answers(reading.scopes.open_[-1].called):
            reading.leaving.examples_end()
        reading.scopes.open_[-1].meanings = dict(reading.notation.meanings)


def example_ends(reading: "Reading", environment: str) -> None:
    """Let names stand again for what they did before an example that ends with its environment."""
    for scope in reading.scopes.open_:
        if scope.environment == environment and scope.passes:
            reading.leaving.example_ends(scope.meanings)


def _section_begins(reading: "Reading", at: Token, title: Sequence[Token]) -> None:
    """End what words announced, and the asides of sections no larger than this one; it is one itself by its title."""
    close(reading)
    if reading.scopes.proving:
        reading.scopes.part_begins()
    level = _LEVELS.index(at.text)
    reading.scopes.section_begins(level, case=_OF_CASE.search(plain(title)) is not None)
    for scope in [scope for scope in reading.scopes.open_ if scope.environment.startswith(_TITLED)]:
        if int(scope.environment.rpartition(" ")[2]) >= level:
            reading.close(scope.environment)
    reading.leaving.examples_end()
    if not answers(plain(title)):
        reading.scopes.exercise = None
    if _TITLE.search(plain(title)) and not reading.scopes.argues:
        reading.scopes.open(f"{_TITLED} {level}", plain(title), (), at)
        part_begins(reading)
