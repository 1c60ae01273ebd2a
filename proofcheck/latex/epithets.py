"""What words right before a letter say of it where something is claimed: "for symmetric $A$", "a unit vector $u$"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from proofcheck.latex.conditions import is_put_under
from proofcheck.latex.denying import denies
from proofcheck.latex.ending import end_epithets
from proofcheck.latex.heard import Item, as_sentence
from proofcheck.latex.hearing import introduce, not_heard, take_words
from proofcheck.latex.in_passing import doubt_reason
from proofcheck.latex.properties import said_names, supposed
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.speech import ASIDE, CLAIMED, SUPPOSED
from proofcheck.latex.told import Epithet
from proofcheck.latex.vocabulary import RELATIONS
from proofcheck.latex.worded import SUPPOSED_WORDS, UNDER

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_INTRODUCING = re.compile(
    r"\b(?:an?|each|every) (?:(?:[a-z-]+|⟨\d+⟩),? ){0,6}(?:function|loss|objective|risk|cost|potential) ⟨\d+⟩\Z", re.I
)
"""What introduces a function, with adjectives."""
_OF_PROPERTY = re.compile(r"\W*(?:smooth|strong|lipschitz|co-?coerc|bi-?lipschitz|expansive)", re.IGNORECASE)
"""What stands after a constant: "convex and $L$-smooth"."""
_NUMBERED = r"(?:(?:any|every|each|all|an?|two|three|both) )?"
_NO_EPITHET = (
    r"(?!(?:there|some|no|not|the|for|given|with|any|every|each|all|an?|of|in|to|by|that|is|are|has|have|where|when|if|"
    r"we|it|un ?like|like|as|than|but|moreover|also|now|then|hence|thus|since|let|on|at|from|under|over)\b)"
)
_EPITHETS = re.compile(
    r"(?:^\W*(?:(?:then|moreover|also|now|hence|thus|similarly|furthermore|in particular),? )?|"
    rf"\b(?:for|given|with|of) ){_NUMBERED}(?P<words>"
    rf"(?:{_NO_EPITHET}(?:⟨\d+⟩ ?-? ?(?=smooth|strongly|lipschitz|co-?coerc))?[a-z-]+,? (?:and )?){{1,5}})"
    r"(?P<letters>(?:⟨\d+⟩,? (?:and )?)*⟨\d+⟩)\Z",
    re.IGNORECASE,
)
"""Words between "for" or the beginning of a sentence and a letter."""


_CONSTANT = r"(?:⟨\d+⟩ ?-? ?(?=smooth|strongly|lipschitz|co-?coerc))?"
_MAIN = r"(?:and|or|if|for|with|then|we|it|but|since|because|by|so|that|wh\w+|there|as|in|on)"
_WORDS = rf"(?P<words>{_CONSTANT}[a-z-]+(?:,? (?:and )?{_CONSTANT}(?!{_MAIN}\b)[a-z-]+)*)"
_LETTERS = r"(?:both |all |any |every )?(?P<letters>⟨\d+⟩(?:,? (?:and )?⟨\d+⟩)*)"
_IS = "(?:is|are|being|denotes?)"
_AFTER = re.compile(
    rf"^[ ,(]*(?:holds? )?(?:{UNDER}|where|with)(?: ⟨\d+⟩,?(?: and)?)*? {_LETTERS},? (?:{_IS} )?{_WORDS}", re.IGNORECASE
)
"""What stands after a claim, and says of letters what they are: "where $P$ is symmetric", "for $x$ positive"."""
_BEFORE = re.compile(rf"\bfor {_LETTERS} {_WORDS},[^⟨⟩]*⟨\d+⟩\Z", re.IGNORECASE)
_AND_AFTER = re.compile(rf"^(?: (?:on|in|over) ⟨\d+⟩)?,? (?:and|where) {_LETTERS} {_IS} {_WORDS}", re.IGNORECASE)


def take_name(reading: "Reading", names: list[Token], following: Sequence[Item]) -> None:
    """Declare names of which the words around them say what they are, and suppose what these say beside that."""
    introduce(reading, names, following)
    if _OF_PROPERTY.match(as_sentence(following)[0]) is None:
        _take_epithets(reading, names[0])


def take_kind(reading: "Reading", at: Token) -> None:
    """Suppose of a function what is said where it is declared: "a convex loss $f : \\R^d \\to \\R$ is revealed"."""
    said = _INTRODUCING.search(reading.speech.sentence)
    if said is None:
        _take_epithets(reading, at)
        return
    try:
        for says in supposed(said[0], reading.speech.inline, reading.notation, at):
            reading.suppose(says, at, local=reading.speech.local)
    except UnreadError as error:
        not_heard(reading, error, at)


_ALWAYS = re.compile(r"^,? ?(?:always|unconditionally|regardless|in (?:any|every|each) case)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"⟩[;,]?(?: and)?,? (?:moreover|furthermore|also|besides|in addition),?[^⟨⟩]*(?:⟨\d+⟩)?\Z|⟩;[^⟨⟩]*(?:⟨\d+⟩)?\Z",
    re.IGNORECASE,
)
"""What stands before a further claim in a sentence that its condition may not be meant for: it holds "always"."""


def take_condition(reading: "Reading", following: Sequence[Item], at: Token) -> None:
    """Suppose of letters what words after a claim say of them in its sentence: "..., where $P$ is symmetric".

    So it is with what is said right after letters for which something is claimed: "for $u$, $v$ orthogonal, ...".
    """
    doubt_reason(reading, following)
    if _ALWAYS.match(as_sentence(following)[0]) and _GOES_ON.search(reading.speech.sentence):
        reading.scopes.settled()
    if not (reading.scopes.states or reading.scopes.proving):
        return
    _suppose_of_letters(reading, _BEFORE.search(reading.speech.sentence), "", reading.speech.inline, at)
    sentence, inline = as_sentence(following)
    for name in [name for name, told in reading.told.epithets.items() if told.formula < 0 and is_put_under(following)]:
        end_epithets(reading, name)
    _suppose_of_letters(reading, _AFTER.match(sentence), sentence, inline, at)


def _suppose_of_letters(
    reading: "Reading", found: re.Match[str] | None, sentence: str, inline: list[list[Token]], at: Token
) -> None:
    """Suppose of letters what is said of them, and what a sentence goes on to say of others."""
    if found is None or not SUPPOSED_WORDS.search(found["words"]) or denies(found[0]):
        return
    while found is not None:
        numbers = [int(number) for number in re.findall(r"\d+", found["letters"])]
        alone = [n for n in numbers if not any(t.text in RELATIONS for t in inline[n])]
        names = frozenset(name for n in alone for name in said_names(inline[n], reading.notation))
        letters = " and ".join(f"⟨{n}⟩" for n in alone)
        suppositions = _suppose_words(reading, f" let {letters} be {found['words']}", inline, at) if alone else []
        told = Epithet(reading.speech.sentences, reading.scopes.place, -1, suppositions)
        reading.told.epithets |= dict.fromkeys(names, told)
        reading.scopes.unread(at, frozenset() if suppositions else names - reading.told.names, found["words"])
        sentence = sentence[found.end() :]
        found = _AND_AFTER.match(sentence)


def _suppose_words(reading: "Reading", sentence: str, inline: list[list[Token]], at: Token) -> list[Any]:
    """Suppose what a sentence lets letters be, and return that."""
    speech, before = reading.speech, reading.scopes.given
    reading.speech = replace(speech, sentence=sentence, inline=inline, mode=SUPPOSED, word="when", local=True)
    take_words(reading, at)
    reading.speech = speech
    return [says for says in reading.scopes.given if says not in before]


def _take_epithets(reading: "Reading", at: Token) -> None:
    """Suppose of the letter that a sentence has come to what the words right before it say that it is.

    So it is in statements and proofs where the sentence has claimed nothing yet.
    """
    speech, scopes = reading.speech, reading.scopes
    claims = speech.mode in {CLAIMED, ASIDE} and (scopes.states or scopes.proving)
    found = _EPITHETS.search(speech.sentence) if claims else None
    if found is None or not SUPPOSED_WORDS.search(found["words"]) or denies(speech.sentence[: found.start()]):
        return
    if any(t.text in RELATIONS for tokens in speech.inline for t in tokens):
        return
    name, last = said_names(speech.inline[-1], reading.notation)[:1], re.findall(r"⟨\d+⟩", found["letters"])[-1]
    end_epithets(reading, "".join(name))
    words = re.sub(r"\breals\b", "numbers", found["words"].strip().removesuffix(" and"))
    found_out = _suppose_words(reading, f" let {last} be {words}", speech.inline, at)
    told = Epithet(speech.sentences, scopes.place, len(speech.inline) - 1, found_out)
    reading.told.epithets["".join(name)] = told
