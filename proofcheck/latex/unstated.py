"""What may be meant by a claim and is supposed nowhere: it is called false for none of that."""

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.claims import Remark
from proofcheck.lang.printing import text, text_name
from proofcheck.lang.translate import definitions
from proofcheck.latex.about import counts
from proofcheck.latex.assertions import Found
from proofcheck.latex.doubts import doubt
from proofcheck.latex.ending import without_epithets
from proofcheck.latex.listing import term_named
from proofcheck.latex.mentioned import of_ranges
from proofcheck.latex.notation import named
from proofcheck.latex.open_letters import (
    beside_its_terms,
    drawn_for_one,
    functions_at,
    is_open,
    lone_letter,
    spoken_of,
    stepping,
    unsaid_terms,
)
from proofcheck.latex.worded import in_words, on_interval

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_NAMED_EQUATION = re.compile(
    r"\b(?:the|this|an?) (?:[\w-]+ ){0,3}?((?:[\w-]+ )?(?:equation|condition|constraint)s?)\W*\Z", re.IGNORECASE
)
_PROPERTY = re.compile(
    r"\b(?:strong |strict |quasi-?|weak )?(?:convexity|concavity|smoothness|monotonicity|coercivity|cocoercivity|"
    r"Lipschitz(?:ness| continuity)|optimality|symmetry|unbiasedness|independence|orthogonality)\b",
    re.IGNORECASE,
)


def not_supposed(reading: "Reading", relation: Found, given: Sequence[ex.Assertion]) -> list[Remark]:
    """Return what may be meant and is not supposed here: by another statement, of a sequence, by a property's name."""
    speech = reading.speech
    if condition := speech.awaits or in_words(speech.sentence) or on_interval(speech.sentence, speech.inline):
        return [doubt(condition)]
    if term := term_named(relation.says, reading.notation.listed):
        return [doubt(f"what is said of all terms of the family to which {text_name(term)} belongs")]
    sentence = without_epithets(reading, reading.speech.sentence)
    if words := of_ranges(relation.says, sentence, reading.speech.inline, reading.notation):
        return [doubt(f"what is said of that for which it is claimed, and not read: {words}")]
    if again := _bound_again(relation.says, given):
        return again
    told = reading.leaving.spoken | reading.leaving.staying
    complete = reading.scopes.complete
    untold = named(relation.says) - frozenset().union(*map(named, given))
    if (called := _NAMED_EQUATION.search(reading.speech.sentence)) is not None and any(map(is_open, untold)):
        return [doubt(f"the {called[1].lower()} that is spoken of in line {relation.link.at.place[0]}, as a condition")]
    borrowed = reading.scopes.borrowed(spoken_of([relation.says], given))
    if names := [name for name in borrowed if name not in told]:
        supposed = reading.scopes.supposed_elsewhere(borrowed)
        perhaps = [*(definition for part in supposed for definition in definitions(part)), *supposed]
        return [doubt(f"what another statement supposes of {text_name(names[0])}, and this one does not", perhaps)]
    if (unsaid := unsaid_terms(relation.says, given)) and unsaid not in complete:
        return [doubt(f"how {text_name(unsaid)} goes on from term to term, of which nothing is supposed")]
    if steps := [name for name in stepping(relation.says) if name not in reading.told.supposed | complete]:
        return [doubt(f"how {text_name(steps[0])} goes on from term to term, of which nothing is supposed")]
    if name := drawn_for_one(relation.says, given):
        return [doubt(f"that what is random here depends on {text_name(name)}")]
    if name := beside_its_terms(relation.says, given):
        return [doubt(f"how {text_name(name)} and the terms of the sequence {text_name(name)} are related")]
    if not reading.scopes.inside and (letter := lone_letter(relation.says, given)):
        told_here = f"perhaps what {text_name(letter)} is"
        reading.scopes.unread(relation.link.at, frozenset({letter}), told_here, [relation.says])
        return [doubt(f"that this says what {text_name(letter)} is")]
    return _property_named(reading, relation, given)


def _bound_again(says: Any, given: Sequence[ex.Assertion]) -> list[Remark]:
    """Return that what is supposed of a number may be meant of it where something is claimed for all its values.

    "Let $n \\ge 1$. ... For each $n$, ...": no range is said.
    """
    spans = says.ranges if isinstance(says, ex.ForAll) else ()
    ranged = {ex.range_variable(span) for span in spans if isinstance(span, ex.Assertion)}
    told = frozenset[Any]().union(*map(named, given))
    numbers = {span for span in spans if isinstance(span, ex.ScalarSymbol) and not counts(span)}
    again = sorted(str(number.name) for number in numbers & told - ranged)
    again = again or sorted({str(v.name) for a in given for v in ranged & _determining(a, named(says))})
    return [doubt(f"that what is supposed of {text_name(name)} is meant of it here") for name in again]


def _determining(says: ex.Assertion, letters: Collection[Any]) -> frozenset[Any]:
    """Return the letters by which an equation gives one of others: for d >= 0, with ``r = log(1 + d)``."""
    gives = isinstance(says, ex.Relation) and says.op == "=" and says.left in letters
    return frozenset(ex.free_symbols(says.right)) if gives else frozenset()


def perhaps_everywhere(reading: "Reading", relation: Found, given: Sequence[ex.Assertion]) -> list[Remark]:
    """Return that what is supposed of a function at letters that nobody declares may be meant at all points.

    Where something is claimed at the same letters, they are points.
    """
    names = reading.notation.taken.keys() | reading.notation.assumed.keys()
    about = frozenset().union(*map(named, spoken_of([relation.says], given)))
    points = ex.free_symbols(relation.says)
    found = []
    for says in given:
        functions = functions_at(says, names)
        letters = sorted({letter for at in functions.values() for letter in at}, key=lambda letter: str(letter.name))
        if not about.isdisjoint(functions) and not points.issuperset(letters):
            said = f"perhaps that {text(says)} for all {', '.join(text_name(letter.name) for letter in letters)}"
            found.append(doubt(said, [ex.ForAll(says, *letters)]))
    return found


def _property_named(reading: "Reading", relation: Found, given: Sequence[ex.Assertion]) -> list[Remark]:
    """Return that a sentence names a property, where nothing is supposed of the functions that it may be one of."""
    found = _PROPERTY.search(reading.speech.sentence)
    functions = {s for s in named(relation.says) if isinstance(s, ex.MapSymbol)} if found else set()
    if found is None or not functions or functions & {symbol for says in given for symbol in named(says)}:
        return []
    where = f"line {relation.link.at.place[0]}"
    return [doubt(f"the {found[0].lower()} that is spoken of in {where}, and supposed nowhere")]
