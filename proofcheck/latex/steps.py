r"""One step of an iteration on random data, ``\E[g_t \mid w_t] = \nabla F(w_t)``: one t is looked at, which is fixed.

What is known then is a random vector, and what is drawn after it another one, given that; the next term has the name
that the update gives it. Sums over t, which speak of all steps at once, are not said so.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.symbols import random_scalar, random_vector
from proofcheck.latex.brackets import argument_tokens
from proofcheck.latex.notation import Likely, Notation, Step
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import GIVEN, MEANS, words

_OPENING, _CLOSING = frozenset({"[", "(", "\\{"}), frozenset({"]", ")", "\\}"})
"""The brackets of means; braces only group."""
_BARS = GIVEN | {"|"}
_MEANS = MEANS | {"E"}
_BARS_OF_NORMS = words(r"\| \Vert \lVert \rVert ‖ | \vert \lvert \rvert")


@dataclass(frozen=True, slots=True)
class _Mean:
    """A mean where something is known: what is known, at which index, and the tokens of what it is taken of."""

    known: str
    index: str
    body: Sequence[Token]


def step_of(formulas: Iterable[Sequence[Token]], notation: Notation) -> Step | None:
    """Return the step that the means in a document are about, where the name of what is known is not declared."""
    signs = list(formulas)
    if not any(token.text in _MEANS for tokens in signs for token in tokens):
        return None
    written = list(_mathematics(signs))
    means = [mean for tokens in written for mean in _means(tokens, notation)]
    if not means:
        return None
    there = [list(_indexed(tokens, notation)) for tokens in written]
    [(index, _)] = Counter(mean.index for mean in means).most_common(1)
    here = [mean for mean in means if mean.index == index]
    next_ones = [root for found in there for root, said in found if said == f"{index}+1"]
    known = next((mean.known for mean in here if mean.known in next_ones), next(iter(next_ones), ""))
    drawn = [root for mean in here for root, said in _indexed(mean.body, notation) if said == index and root != known]
    everything = {root for found in there for root, said in found if said == index}
    if not known or not drawn or notation.meanings.keys() & {known, f"{known}_{index}"}:
        return None
    if _guessed(known, notation) is None:  # what is known is a vector
        return None
    names = frozenset({*everything, known} - {mean.known for mean in here if mean.known != known})
    moving = {root for found in there if found[:1] == [(known, f"{index}+1")] for root, _ in found}
    start = _starts_by_chance(written, known, notation)
    return Step(index, known, tuple(dict.fromkeys(drawn)), names, frozenset(moving), start)


def _starts_by_chance(written: Iterable[list[Token]], known: str, notation: Notation) -> bool:
    """Whether formulas with means speak of the first term in these alone: ``\\E\\|w_0 - w^*\\|^2``."""
    inside = outside = False
    for tokens in written:
        bodies = [range(start, end) for start, end in _bodies_of_means(tokens)]
        there = [place for place in range(len(tokens)) if _is_first_term(tokens, place, known, notation)]
        within = [any(place in body for body in bodies) for place in there]
        inside |= any(within)
        outside |= bool(bodies) and not all(within)
    return inside and not outside


def _is_first_term(tokens: list[Token], place: int, known: str, notation: Notation) -> bool:
    """Whether the first term of a sequence stands at a place."""
    name = notation.name(tokens, place)
    after = [] if name is None or name.root != known else [t.text for t in tokens[name.after : name.after + 3]]
    return after[:2] == ["_", "0"] or after == ["_", "{", "0"]


def _bodies_of_means(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield where what means are taken of begins and ends: in brackets, or in bars without them."""
    for place, token in enumerate(tokens):
        if _is_mean(tokens, place) and token.text in _OPENING:
            yield place, place + len(argument_tokens(tokens, place)) + 2
        elif _is_mean(tokens, place) and token.text in _BARS_OF_NORMS:
            end = next((i for i in range(place + 1, len(tokens)) if tokens[i].text in _BARS_OF_NORMS), place)
            yield place, end + 1


def _mathematics(formulas: Iterable[Sequence[Token]]) -> Iterator[list[Token]]:
    """Yield the signs of formulas without what only sets them; what is broken is left out."""
    from proofcheck.latex.grammar import mathematical

    for tokens in formulas:
        with suppress(UnreadError):
            yield mathematical(tokens)


def begin(step: Step, notation: Notation, at: Token) -> None:
    """Declare what is random in a step: what is known, and what is drawn after it."""
    why = "means are taken where it is known"
    space = _guessed(step.known, notation)
    state = _declared(step.known, space, step, notation, at, why)
    for root in step.drawn:
        if root not in notation.meanings:
            own = _guessed(root, notation) or (space if root in step.moving else None)
            _declared(root, own, step, notation, at, "means of it are taken", given=state)
    notation.counted -= step.names
    notation.step = step


def _guessed(root: str, notation: Notation) -> Any:
    """Return the dimension of what a letter is taken for by its uses; None for numbers."""
    meanings = notation.likely[root].meanings if root in notation.likely else ()
    return next((_space(m) for m in meanings if _space(m) is not None), None)


def _declared(root: str, space: Any, step: Step, notation: Notation, at: Token, why: str, given: Any = None) -> Any:
    name = f"{root}_{step.index}"
    if space is None:
        found, what = random_scalar(name, given=given), "a random number"
    else:
        found, what = random_vector(name, space, given=given), f"a random vector of R^{space}"
    notation.declare(name, found)
    notation.taken[name] = Likely((found,), what, why, at)
    return found() if isinstance(found, ex.Definition) else found


def _space(meaning: Any) -> Any:
    match meaning:
        case ex.VectorSymbol():
            return meaning.dimension
        case ex.PathSymbol() if meaning.value_kind == ex.VECTOR:
            return meaning.dimensions[0]
    return None


def is_known(tokens: list[Token], notation: Notation) -> bool:
    r"""Whether what is given is all that was drawn before the step: ``\mathcal{F}_t``, or the index of ``\E_t``."""
    if notation.step is None:
        return False
    if [t.text for t in tokens] == [notation.step.index]:
        return True
    [*found] = _indexed(tokens, notation)
    return len(found) == 1 and found[0][1] == notation.step.index and found[0][0] not in notation.step.names


def _means(tokens: list[Token], notation: Notation) -> Iterator[_Mean]:
    for place, token in enumerate(tokens):
        if token.text in _BARS:
            start = _opened(tokens, place)
            end = next((i for i in range(place, len(tokens)) if tokens[i].text in _CLOSING), -1)
            known = next(_indexed(tokens[place + 1 : end], notation), None) if start > 0 < end else None
            if known is not None and len(known[1]) == 1 and known[1].isalpha() and _is_mean(tokens, start):
                yield _Mean(*known, tokens[start + 1 : place])
        elif token.text == "_" and place + 2 < len(tokens) and tokens[place + 2].text in _OPENING:
            index = tokens[place + 1].text
            if len(index) == 1 and index.isalpha() and _is_mean(tokens, place):
                yield _Mean("", index, argument_tokens(tokens, place + 2))


def _opened(tokens: Sequence[Token], place: int) -> int:
    """Return where the bracket opens in which a place is; -1 where none does."""
    depth = 0
    for before in range(place - 1, -1, -1):
        depth += (tokens[before].text in _CLOSING) - (tokens[before].text in _OPENING)
        if depth < 0:
            return before
    return -1


def _is_mean(tokens: Sequence[Token], place: int) -> bool:
    """Whether a mean stands before a place: ``E``, ``\\E``, ``\\mathbb{E}``."""
    before = [t.text for t in tokens[max(place - 2, 0) : place]]
    return before[-1:] in [[name] for name in _MEANS] or before == ["E", "}"]


def _indexed(tokens: Sequence[Token], notation: Notation) -> Iterator[tuple[str, str]]:
    """Yield the names with an index below, and the index, as ``t`` or ``t+1``; none after a brace that is broken."""
    content, place = list(tokens), 0
    with suppress(UnreadError):
        while place < len(content):
            name = notation.name(content, place)
            if name is None:
                place += 1
                continue
            place = name.after
            if place + 1 < len(content) and content[place].text == "_":
                below, place = argument(content, place + 1)
                if place >= len(content) or content[place].text != "(":
                    yield name.root, "".join(token.text for token in below)
