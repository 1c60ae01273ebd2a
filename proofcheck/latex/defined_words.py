"""Words that a document defines, "a map $C$ is a $d$-compressor if ...", where they are supposed of the same names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.assertions import over
from proofcheck.latex import families
from proofcheck.latex.assertions import assertions, closed, found_in, sayings
from proofcheck.latex.forms import declares, names_in
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.ranges import find
from proofcheck.latex.relations import segments
from proofcheck.latex.source import Token, UnreadError, plain
from proofcheck.latex.vocabulary import RELATIONS

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_NAMES = r"⟨\d+⟩(?:(?:,| and|, and) ⟨\d+⟩)*"
_SAYS_WHEN = re.compile(
    rf"(?P<names>{_NAMES})(?: (?:is|are)(?: called| said to be)?(?: an?)?| an?) (?P<word>[^.;,]*?)(?:, ⟨[^.;]*)?,? "
    r"(?:if|when|whenever|provided that|if and only if)"
    r"(?:,? for (?:all|any|every|each)? ?⟨\d+⟩(?:,? (?:and )?⟨\d+⟩)*,?)?:?\s*\Z",
    re.IGNORECASE,
)
"""What says what a word means, before a display."""


@dataclass(frozen=True, slots=True)
class DefinedWord:
    """What a word means of names: how it is said of them, the assertions, and which doubt says that it is not heard."""

    said: re.Pattern[str]
    says: tuple[Any, ...]
    doubt: int


def define_word(reading: "Reading", tokens: Sequence[Token], environment: str) -> DefinedWord | None:
    """Return the word that a sentence says to mean what comes in a display; nothing where that is not read."""
    speech, notation = reading.speech, reading.notation
    found = _SAYS_WHEN.search(speech.sentence)
    if found is None or not found["word"].strip():
        return None
    whose, word = (re.escape(_written(found[part], speech.inline)) for part in ("names", "word"))
    try:
        meant = [says for segment in segments(tokens, environment) for says in sayings(found_in(segment, notation))]
        conditions = [content for content in map(mathematical, speech.inline) if _is_condition(content)]
        meant += [says for content in conditions for says in assertions(content, notation)]
    except UnreadError:
        return None
    said = re.compile(rf"(?<!\w){whose} (?:is|are|be) (?:an? )?{word}(?![\w-])")
    subjects = [speech.inline[int(number)] for number in re.findall(r"\d+", found["names"])]
    names = frozenset().union(*(names_in(tokens, notation) for tokens in subjects))
    return DefinedWord(said, tuple(_of_all_others(says, names) for says in meant), len(reading.scopes.broken))


def words_said(reading: "Reading") -> list[Any]:
    """Return what the sentence supposes in words that the document defines; that these are not heard is no doubt."""
    sentence = _written(reading.speech.sentence, reading.speech.inline)
    heard = [word for word in reading.told.words if word.said.search(sentence)]
    for word in heard:
        reading.scopes.settles(word.doubt)
    return [says for word in heard for says in word.says]


def _of_all_others(says: Any, names: frozenset[str]) -> Any:
    """Return what a word means at all points and members but those that it is said of: "$x$ is stationary if"."""
    whole = closed(over(says, [*families.open_components(says).values()]), vectors=True)
    bound = {str(ex.range_variable(span).name) for span in whole.ranges} if isinstance(whole, ex.ForAll) else set[str]()
    return says if names & bound else whole


def _is_condition(content: Sequence[Token]) -> bool:
    return find(content, *RELATIONS) >= 0 and not declares(list(content))


def _written(sentence: str, inline: Sequence[Sequence[Token]]) -> str:
    """Return a sentence with its formulas as they stand, those that declare a name as the name alone."""

    def formula(found: re.Match[str]) -> str:
        content = mathematical(inline[int(found[1])])
        end = find(content, ":", "\\colon", "\\in") if declares(content) else -1
        return plain(content if end < 0 else content[:end]).replace(" ", "")

    return re.sub(r" ?- ?(?=\w)", "-", re.sub(r"⟨(\d+)⟩", formula, sentence))
