"""What the text around statements says of names in passing, as how things are: it may suppose that."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.assertions import over
from proofcheck.lang.printing import text, text_name
from proofcheck.latex import families
from proofcheck.latex.about import counts, distinct, signed_in
from proofcheck.latex.assertions import assertions, closed
from proofcheck.latex.chance import is_chance
from proofcheck.latex.forms import bounded_letter, equates_probabilities, happens, in_doubt, names_in
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.heard import Item, as_sentence
from proofcheck.latex.notation import Notation, named
from proofcheck.latex.open_letters import functions_at
from proofcheck.latex.pieces import words_within
from proofcheck.latex.runs import name_drawn
from proofcheck.latex.source import Token, UnreadError, plain
from proofcheck.latex.speech import CLAIMED
from proofcheck.latex.starting import before_the_first
from proofcheck.latex.vocabulary import INDICES, words
from proofcheck.latex.worded import SUPPOSING

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_COUNTING = frozenset({*INDICES, "n", "t"})
"""Letters that count rounds more often than they are numbers with a bound."""
_DESCRIBES = words("satisfy satisfies has have estimate recall note observe holds recall remember know means")
"""Words that say how things are as well as what is claimed; an estimate may be a thing."""
_FOUND = re.compile(
    r"\b(?:results?|theorems?|rates?|claims?|aims?|goals?|wants?|hopes?|needs?|ideally|would|could|should|may|might|"
    r"bounds? (?:is|are|reads?)|inequalit\w+|(?<!of the )identit\w+|guarantee\w*|converge\w*|so that|for example|e\.g|"
    r"suffic\w+|enough)\b",
    re.IGNORECASE,
)
"""What says that a formula is found, wished for or possible, and not how things are."""
_REASON = re.compile(
    r"^,? ?(?:because|since|as|using(?: that)?|recall(?:ing)?(?: that)?|due to|in view of|thanks to)"
    r"(?: (?:of|also|here|always|we have|now))* ⟨0⟩",
    re.IGNORECASE,
)
"""What stands between a claim and a formula that is its reason."""
_CONCLUDES = re.compile(
    r"^\W*(?:clearly|obviously|evidently|trivially|indeed|in particular|as a consequence|by definition)\b"
    r"(?!,? (?:let|suppose|assume|if|when))",
    re.IGNORECASE,
)
"""How a sentence begins that says what follows from what stands before it, and supposes nothing."""


def doubt_bound(reading: "Reading", content: list[Token], said: str) -> None:
    """Note that what a formula says of a number in passing may be a condition."""
    bounded = bounded_letter(content, reading.notation) if bounds_free(reading, content) else None
    if not bounded or bounded in reading.notation.naturals | _COUNTING or _is_bounded(reading, bounded):
        _doubt_relation(reading, content)
        return
    if said == CLAIMED and _is_term(reading, bounded):
        return
    perhaps: Sequence[Any] = ()
    with suppress(UnreadError, ValueError):
        perhaps = list(assertions(content, reading.notation))
    reading.scopes.unread(content[0], frozenset({bounded}), f"perhaps a bound of {text_name(bounded)}", perhaps)


def _doubt_relation(reading: "Reading", content: list[Token]) -> None:
    r"""Note what the text around statements says to be so, and may suppose: "they are orthogonal, $u^\top v = 0$"."""
    scopes = reading.scopes
    if not _describes(reading) or _CONCLUDES.match(reading.speech.sentence):
        return
    said = _says(content, reading.notation)
    if not said and (members := _of_run(content, reading.notation)):
        scopes.unread(content[0], members, f"perhaps that {plain(content)}")
    given = distinct([*scopes.standing, *scopes.given, *scopes.tacit])
    perhaps = [says for says in map(_of_all, said) if len(distinct([*given, says])) > len(given)]
    perhaps = [says for says in perhaps if not (signed_in(says) or before_the_first(says))]
    if not perhaps:
        return
    names = frozenset().union(*map(_names, perhaps))
    of_step = reading.notation.step is not None and any(True for says in perhaps for _ in ex.drawn_parts(says))
    scopes.unread(content[0], names, f"perhaps that {plain(content)}", [] if of_step else perhaps)


def doubt_recalled(reading: "Reading", content: list[Token]) -> None:
    """Note that what is given as a reason, "because $x \\ge 1$", may be all that supposes it.

    So it is with names that nothing declares, and with a number that it bounds.
    """
    fresh = in_doubt(names_in(content, reading.notation), reading.notation)
    number = bounded_letter(content, reading.notation)
    perhaps: Sequence[Any] = ()
    with suppress(UnreadError, ValueError):
        perhaps = [] if fresh else list(assertions(content, reading.notation))
    names = fresh if number is None else fresh | {number}
    reading.scopes.unread(content[0], names, "what is recalled", perhaps)


def doubt_reason(reading: "Reading", following: Sequence[Item]) -> None:
    """Note so of the reason that stands after a claim in its sentence."""
    sentence, inline = as_sentence(following)
    content = mathematical(inline[0]) if _REASON.match(sentence) is not None else []
    if content and bounded_letter(content, reading.notation) is not None:
        doubt_recalled(reading, content)


def doubt_display(reading: "Reading", chosen: Sequence[Any], at: Token) -> None:
    """Note what the text around statements displays of letters that nothing else tells of: it is perhaps supposed."""
    for says in chosen if _describes(reading) else ():
        if says is not None:
            reading.scopes.unread(at, _names(says), f"perhaps that {text(says)}", [_of_all(says)])


_SAYS_MORE = re.compile(
    rf"\b(?:{SUPPOSING}|at (?:most|least)|exceeds?|vanish\w*|shares?|binary|interval|bas[ei]s|sums? to|in common|"
    r"constants?|independently|identical\w*|multiples?|independence|orthogonality|convexity|smoothness|symmetry|"
    r"(?:its|their) (?:\w+ )?(?:norms?|lengths?|traces?|ranks?))\b",
    re.IGNORECASE,
)
_OF_BEFORE = re.compile(
    r"\b(?:they|them|both|the two|these|it|its|their|sequences?|terms|numbers|weights)\b", re.IGNORECASE
)
_NOUNS: tuple[tuple[re.Pattern[str], Callable[[Any], bool]], ...] = (
    (re.compile(r"\b(?:matri(?:x|ces)|operators?)\b", re.I), lambda m: isinstance(m, ex.OperatorSymbol)),
    (re.compile(r"\b(?:vectors?|points?)\b", re.I), lambda m: isinstance(m, ex.VectorSymbol)),
    (
        re.compile(r"\b(?:functions?|loss(?:es)?|objectives?|problems?|cases?|convexity|smoothness)\b", re.I),
        lambda m: isinstance(m, ex.MapSymbol),
    ),
    (re.compile(r"\b(?:random )?variables?\b", re.I), is_chance),
)
"""What sentences call the things that letters stand for."""
_SEQUENCES = re.compile(r"\b(?:sequences?|terms|numbers|weights)\b", re.IGNORECASE)
"""What they call those that have numbers."""


_STAY = re.compile(
    r"^(?!.*(?::|\b(?:that is|namely|with|such that|i ?e)\b)).*"
    r"\b(?:iterates?|steps|trajector(?:y|ies)|sequences?|updates|method|algorithm)\b[^.;]*"
    r"\b(?:lies?|stays?|remains?|belongs?|confined|contained|leaves?|bounded)\b",
    re.IGNORECASE,
)
"""What says of an iteration in words alone where it goes: "all iterates lie in the ball of radius $R$"."""


def take_bare(reading: "Reading", at: Token) -> None:
    """Note what a sentence that names no letter says of letters of which nothing is supposed: "both are symmetric".

    So it is with what it supposes of all iterates.
    """
    speech, scopes = reading.speech, reading.scopes
    step, there = reading.notation.step, [names_in(tokens, reading.notation) for tokens in speech.inline]
    members = reading.notation.counted | (frozenset() if step is None else step.names)
    if _STAY.search(speech.sentence) and not any(n.partition("_")[0] in members for names in there for n in names):
        index = "" if step is None else f"_{step.index}"
        scopes.unread(at, members | {f"{root}{index}" for root in members}, "where iterates stay")
    if scopes.proving or speech.draws or any(names_in(tokens, reading.notation) for tokens in speech.inline):
        return
    said = _SAYS_MORE.search(speech.sentence)
    if said is None or _FOUND.search(speech.sentence) or not (speech.sets_the_scene or speech.word in _DESCRIBES):
        return
    names = _kinds_named(speech.sentence, reading.notation)
    if not names and _OF_BEFORE.search(speech.sentence):
        names = names.union(*(names_in(tokens, reading.notation) for tokens in speech.inline_before)) - INDICES
    if untold := names - reading.told.supposed:
        scopes.unread(at, untold, said[0].lower())


_CONDITION_IN_TITLE = re.compile(
    r"(?:^|\b)(?:for|case(?: of)?|if|when|whenever|under|with|assuming|where|provided)\b[^⟨]*⟨(\d+)⟩", re.IGNORECASE
)


def take_title(reading: "Reading", title: str, inline: Sequence[Sequence[Token]], at: Token) -> None:
    """Note what the title of a statement says of letters of which nothing is supposed: "Lemma 2 (Convex functions)"."""
    said = _SAYS_MORE.search(title)
    if said is not None and (untold := _kinds_named(title, reading.notation) - reading.told.supposed):
        reading.scopes.unread(at, untold, said[0].lower())
    for found in _CONDITION_IN_TITLE.finditer(title):
        reading.scopes.unread(
            at, names_in(mathematical(inline[int(found[1])]), reading.notation), "what its title says"
        )


def _kinds_named(sentence: str, notation: Notation) -> frozenset[str]:
    """The letters that stand for such things as words name, vectors, functions, or the terms of a sequence."""
    kinds = [is_one for noun, is_one in _NOUNS if noun.search(sentence)]
    names = {name for name, known in notation.meanings.items() for m in known if any(is_one(m) for is_one in kinds)}
    return frozenset(names) | (_sequences(notation) if _SEQUENCES.search(sentence) else frozenset())


def _sequences(notation: Notation) -> frozenset[str]:
    """The letters that have numbers."""
    known = ((name, m) for name, meanings in notation.meanings.items() for m in meanings)
    return notation.counted | {name for name, m in known if isinstance(m, ex.PathSymbol) and m.discrete}


def is_of_noise(reading: "Reading", content: list[Token]) -> bool:
    r"""Whether the text around statements says which mean something has that is drawn at a step: nothing else tells it.

    "The gradient estimates satisfy $\E[g_t \mid w_t] = \nabla f(w_t)$."
    """
    step = reading.notation.step
    if step is None or not _describes(reading):
        return False
    drawn = {f"{root}_{step.index}" for root in step.drawn}
    said = _says(content, reading.notation)
    means = [part for says in said for part in ex.all_parts(says) if isinstance(part, ex.Expectation)]
    return len(said) == 1 and any(name_drawn(part) in drawn for mean in means for part in ex.all_parts(mean))


def _describes(reading: "Reading") -> bool:
    """Whether a sentence of the text around statements says how things are."""
    speech, scopes = reading.speech, reading.scopes
    if scopes.inside or scopes.argues or speech.draws or _FOUND.search(speech.sentence):
        return False
    return speech.sets_the_scene or speech.word in _DESCRIBES


def _of_run(content: list[Token], notation: Notation) -> frozenset[str]:
    """The members of an iteration on random data of which a formula speaks."""
    step = notation.step
    names = names_in(content, notation) if step is not None else ()
    return frozenset(name for name in names if step is not None and step.has_index(name))


def _says(content: list[Token], notation: Notation) -> list[Any]:
    """What a formula says; nothing where it is not read."""
    try:
        return list(assertions(content, notation.copy()))
    except (UnreadError, ValueError):
        return []


def _of_all(says: Any) -> Any:
    """What is said, for all that it may be meant of: steps, components, points, and numbers that it counts with."""
    says = closed(says, vectors=True, terms=True)
    says = over(says, list(families.open_components(says).values()))
    free = ex.free_symbols(says)
    points = {point for at in functions_at(says, _names(says)).values() for point in at}
    letters = [symbol for symbol in free if counts(symbol) or symbol in points]
    return over(says, sorted(letters, key=lambda letter: str(letter.name)))


def _names(says: Any) -> frozenset[str]:
    """The names that it is about."""
    about = (symbol for symbol in named(says) if not (isinstance(symbol, ex.Dimension) or counts(symbol)))
    return frozenset(str(symbol.name) for symbol in about)


def bounds_free(reading: "Reading", content: list[Token]) -> bool:
    """Whether a formula bounds a number of which no equation is supposed: "with a step size $\\eta \\le 1/L$"."""
    name = bounded_letter(content, reading.notation)
    given = (*reading.scopes.standing, *reading.scopes.given)
    bodies = (says.body if isinstance(says, ex.ForAll) else says for says in given)
    lefts = [says.left for says in bodies if isinstance(says, ex.Relation) and says.op == "="]
    named_there = {str(getattr(left, "name", "")) for left in lefts}
    named_there |= {f"{left.args[0].name}_{left.args[1]}" for left in lefts if isinstance(left, ex.PathValue)}
    return name is not None and name not in named_there


def _is_bounded(reading: "Reading", name: str) -> bool:
    """Whether more is supposed of a number than its sign."""
    given = (*reading.scopes.standing, *reading.scopes.given)
    bounds = (says for says in given if isinstance(says, ex.Relation) and not signed_in(says))
    return any(str(getattr(side, "name", "")) == name for says in bounds for side in (says.left, says.right))


def _is_term(reading: "Reading", name: str) -> bool:
    """Whether a name is a term of a sequence of which something is supposed: what a proof has of it is no news."""
    root, sign, _ = name.partition("_")
    return bool(sign) and root in reading.told.supposed and reading.scopes.proving


def by_chance(reading: "Reading", content: Sequence[Token], following: Sequence[Item]) -> None:
    """Note that what is claimed only has a probability, or may be so for what has no atoms: no values refute it."""
    if happens(f"{reading.speech.sentence} {words_within(content)}", following):
        reading.scopes.unread(content[0], names_in(content, reading.notation), "that is of a probability")
    elif reading.notation.atomless and equates_probabilities(content):
        reading.scopes.unread(content[0], names_in(content, reading.notation), "that no value has a probability")
