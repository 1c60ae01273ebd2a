"""Which formulas say for the first time what a name stands for, or how a sequence goes on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from proofcheck.lang import expressions as ex
from proofcheck.latex.applying import full_name
from proofcheck.latex.claiming import taken_in_sentence
from proofcheck.latex.declarations import define
from proofcheck.latex.forms import is_new, names_in, tokens_of
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.properties import jacobians
from proofcheck.latex.ranges import find
from proofcheck.latex.relations import Segment
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.speech import SUPPOSED, Item, where_clause
from proofcheck.latex.vocabulary import RELATIONS

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading


def comes_first(reading: "Reading", content: Sequence[Token]) -> bool:
    """Whether an equation has a name alone on its left that stands here first: it says what that is."""
    place = find(content, *RELATIONS)
    name = full_name(list(content[:place]), reading.notation) if place > 0 and content[place].text == "=" else None
    if name is None or reading.notation.known(name) or reading.first.get(content[0].text) != content[0]:
        return False
    there = names_in(content[place:], reading.notation)
    return any(reading.notation.known(other) or other in reading.notation.likely for other in there)


def instantiates(reading: "Reading", content: Sequence[Token]) -> bool:
    """Whether an equation says of a letter what it is put for, which is bound in what is supposed."""
    name = full_name(list(content[: max(find(content, "="), 0)]), reading.notation)
    supposed = (says for says in (*reading.scopes.standing, *reading.scopes.given) if isinstance(says, ex.ForAll))
    bound = {str(ex.range_variable(span).name) for says in supposed for span in says.ranges}
    return name in bound and not reading.notation.known(name or "")


def begins_sequence(reading: "Reading", found: Sequence[Segment]) -> bool:
    """Whether a display says how a sequence goes on of which nothing has been said."""
    return not reading.scopes.argues and any(reading.told.concerns_new_sequence(tokens_of(each)) for each in found)


def without_signs(reading: "Reading", after: list[tuple[str, list[Token]]], at: Token) -> list[tuple[str, list[Token]]]:
    """Suppose what "where" says of the numbers in a display that says how things are: it is no condition on it."""
    for _, tokens in (each for each in after if each[0] == "where"):
        taken_in_sentence(reading, tokens, SUPPOSED, at, ())
    return [each for each in after if each[0] != "where"]


def announce(reading: "Reading", following: Sequence[Item]) -> None:
    """Take what the rest of the sentence says that names in a display stand for: "where $r(t) = ...$"."""
    sentence, inline = where_clause(following)
    for content in map(mathematical, inline):
        try:
            place = find(content, "=", "\\coloneqq")
            if (
                place > 0
                and not instantiates(reading, content)
                and is_new(content[:place], reading.notation, reading.elsewhere())
            ):
                reading.note_definition(define(content, reading.notation), content[0])
        except UnreadError:
            continue
    for definition in jacobians(sentence, inline, reading.notation):
        reading.note_definition(definition, following[0].at)
