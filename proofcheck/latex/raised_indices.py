r"""Steps of a method that are written above names, ``x^{t+1} = x^t - \gamma g^t``: they are indices, and no powers.

An update says so of its letter. What is updated, and what never stands without such a step above it, ``g^t`` and
``\delta^0``, is read with its index below, before anything else is.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from proofcheck.latex.source import COMMENT, SIGN, SPACE, Token, UnreadError, like, plain
from proofcheck.latex.spelling import argument, spelling
from proofcheck.latex.structure import Display, Part, Prose
from proofcheck.latex.vocabulary import words

_STEP = re.compile(r"(?:(?P<letter>[A-Za-z])(?:[+-]\d)?|[01])")
_BEST = words(r"\inf \min \max \sup")
"""What stands above the name of a best value, ``f^{\\inf}``: below it, it is read as part of the name."""
_STARS = frozenset({"*", "\\star", "\\ast"})
_MARKS = frozenset({"_", "^", "'"})
_NAMING = words(r"\label \ref \eqref \cref \Cref \cite \tag \begin \end \intertext \mbox \hspace \vspace")
"""Commands of which the argument is no mathematics."""


class _Use(NamedTuple):
    """A name where it is used: what stands above and below it, where the sign for what is above stands, and its end."""

    root: str
    above: str
    below: str
    sign: int
    after: int


_Read = tuple[list[tuple[int, Token]], list[_Use]]
"""A formula without spaces, each token with its place, and the names in it."""


def with_indices_below(content: Sequence[Part]) -> list[Part]:
    """Return a document in which steps that stand above names stand below them."""
    parts = [[(formula, list(_uses([t for _, t in formula]))) for formula in _formulas(part)] for part in content]
    updated = {name for part in parts for formula, uses in part for name in _updates([t for _, t in formula], uses)}
    every = [use for part in parts for _, uses in part for use in uses]
    if not updated and not any(use.above in _BEST for use in every):
        return list(content)
    letters = {letter for _, letter in updated}
    letters |= {use.root for use in every if use.root.isupper() and not use.above and not use.below}
    names = _names(every, {root for root, _ in updated}, letters)
    return [_rewritten(part, found, names, letters) for part, found in zip(content, parts, strict=True)]


def _formulas(part: Part) -> Iterator[list[tuple[int, Token]]]:
    """Yield the formulas of a part without spaces, each token with its place."""
    if not isinstance(part, Display | Prose):
        return
    kept = [(place, t) for place, t in enumerate(part.tokens) if t.kind not in {SPACE, COMMENT}]
    if isinstance(part, Display):
        yield kept
        return
    signs = [number for number, (_, token) in enumerate(kept) if token.text == "$"]
    for start, end in zip(signs[::2], signs[1::2], strict=False):
        yield kept[start + 1 : end]


def _uses(tokens: list[Token]) -> Iterator[_Use]:
    """Yield the names of a formula with what stands above and below them."""
    place = 0
    with suppress(UnreadError):  # what cannot be read further says nothing here
        while place < len(tokens):
            name = None if tokens[place].text in _NAMING else spelling(tokens, place)
            if name is None:
                place = argument(tokens, place + 1)[1] if tokens[place].text in _NAMING else place + 1
                continue
            above, below, sign, after = "", "", -1, name.after
            while after < len(tokens) and tokens[after].text in _MARKS:
                if tokens[after].text == "'":
                    after += 1
                    continue
                script, end = argument(tokens, after + 1)
                if tokens[after].text == "^":
                    above, sign = plain(script).replace(" ", "") or "?", after
                else:
                    below = plain(script) or "?"
                after = end
            yield _Use(name.root, above, below, sign, after)
            place = after


def _updates(tokens: list[Token], uses: Sequence[_Use]) -> Iterator[tuple[str, str]]:
    r"""Yield names of which an equation says how they go on, ``x^{t+1} = x^t - ...``, with the letter that counts."""
    for number, use in enumerate(uses):
        step = re.fullmatch(r"([a-z])\+1", use.above)
        start = use.after + (use.after < len(tokens) and tokens[use.after].text == "&")
        if (
            step is None
            or use.below
            or [t.text for t in tokens[start : start + 1]] not in (["="], [":="], ["\\coloneqq"])
        ):
            continue
        end = next((i for i in range(start, len(tokens)) if tokens[i].text == "\\\\"), len(tokens))
        same = [other for other in uses[number + 1 :] if other.root == use.root and other.after <= end]
        if any(other.above == step[1] for other in same) and all(other.above for other in same):
            yield use.root, step[1]


def _names(uses: Sequence[_Use], updated: set[str], letters: set[str]) -> set[str]:
    """Return the names of which the steps are indices: what is updated, and what has nothing else above it anywhere."""
    used: dict[str, list[_Use]] = {}
    for use in uses:
        used.setdefault(use.root, []).append(use)
    found = set[str]()
    for root in used.keys() - {"e", "d"}:
        written = [use for use in used[root] if use.above not in _STARS and use.below not in _STARS]
        steps = [use for use in written if use.above and _is_step(use.above, letters)]
        plainly = not any(use.below for use in written) and len(steps) == sum(bool(use.above) for use in written)
        moves = any(m is not None and m["letter"] and m["letter"].islower() for m in map(_step, steps))
        if plainly and moves and (root in updated or len(steps) == len(written)):
            found.add(root)
    return found


def _step(use: _Use) -> re.Match[str] | None:
    return _STEP.fullmatch(use.above)


def _is_step(above: str, letters: set[str]) -> bool:
    step = _STEP.fullmatch(above)
    return step is not None and (step["letter"] is None or step["letter"] in letters)


def _rewritten(part: Part, formulas: Sequence[_Read], names: set[str], letters: set[str]) -> Part:
    """Return a part with the steps of names below them."""
    places = [
        formula[use.sign][0]
        for formula, uses in formulas
        for use in uses
        if use.sign >= 0 and (_is_best(use) or (use.root in names and _is_step(use.above, letters)))
    ]
    if not places or not isinstance(part, Display | Prose):
        return part
    tokens = list(part.tokens)
    for place in places:
        tokens[place] = like(tokens[place], SIGN, "_")
    return replace(part, tokens=tokens)


def _is_best(use: _Use) -> bool:
    return use.above in _BEST and not use.below
