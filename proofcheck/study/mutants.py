"""Mutants of a true claim: the mistakes that people make, planted one at a time.

A mutant changes one place of what a claim says, or leaves out one thing that it assumes. What cannot be printed or
translated, compares a thing with itself, or means what the claim or another mutant means, is none; what has no meaning
because shapes do not match is one.
"""

import json
import random
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sympy import Integer

from proofcheck.kernel.clauses import Problem
from proofcheck.kernel.terms import KernelError
from proofcheck.lang import expressions as ex
from proofcheck.lang.agreement import grouped
from proofcheck.lang.claims import Claim, Hypothesis, Remark
from proofcheck.lang.documents import Document
from proofcheck.lang.expressions import LanguageError
from proofcheck.lang.plain import from_plain, to_plain
from proofcheck.lang.printing import text
from proofcheck.repair.changes import (
    CONSTANT,
    EQUALITY,
    EXTREMUM,
    FACTOR,
    HYPOTHESIS,
    PARENTHESIS,
    SIGN,
    SQUARE,
    SYMBOL,
    TIME,
    TRANSPOSE,
    Change,
    Edit,
    Symbols,
    in_place_of,
    in_relation,
    in_sides,
    places,
    rebuilt,
    sign_changes,
    small_changes,
    symbols_in,
    with_side,
)
from proofcheck.repair.slips import OTHER_EXTREMUM, closed_early
from proofcheck.repair.writing import is_number

FLIPPED, STRICTNESS = "flipped inequality", "strictness"
MISTAKES = (
    CONSTANT, FACTOR, SQUARE, SIGN, FLIPPED, STRICTNESS, EQUALITY, EXTREMUM, HYPOTHESIS, PARENTHESIS, TRANSPOSE, TIME,
    SYMBOL,
)  # fmt: skip
"""The kinds of mistakes, in the order in which they are reported."""

_FLIPPED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<"}
_STRICT = {"<=": "<", ">=": ">", "<": "<=", ">": ">="}
_SIGNS = {"<=": "≤", ">=": "≥"}
_TIMED = (ex.PathValue, ex.PathDerivative, ex.SuppressedValue)
"""What has a time, or an index, for which only another one is put."""
_HALF = ex.Frac(Integer(1), Integer(2))


@dataclass(frozen=True, slots=True)
class Mutant:
    """A claim with a mistake.

    Attributes:
        claim: the changed claim, under an id of its own; its reason and its place are those of the claim.
        original: the id of the claim.
        mistake: its kind, one of ``MISTAKES``.
        words: what was changed.
    """

    claim: Claim
    original: str
    mistake: str
    words: str


def mutants(document: Document, claim: Claim, limit: int | None = None, seed: int = 0) -> list[Mutant]:
    """The mutants of a claim of a document in which nothing stands throughout (see ``self_contained``).

    Arguments:
        limit: how many of each kind, chosen at random; ``None`` for all.
        seed: of that choice.
    """
    found: dict[str, list[tuple[Claim, str]]] = {mistake: [] for mistake in MISTAKES}
    for changed, words, mistake in _changed(claim):
        found[mistake].append((changed, words))
    whole = replace(document, claims=())
    known = {_meaning(whole, claim), None}
    made: list[Mutant] = []
    for mistake, candidates in found.items():
        random.Random(f"{seed} {claim.id} {mistake}").shuffle(candidates)
        kept = 0
        for changed, words in candidates:
            if kept == limit:
                break
            named = replace(changed, id=f"{claim.id}~{len(made) + 1}")
            meaning = _meaning(whole, named)
            if meaning not in known:
                known.add(meaning)
                made.append(Mutant(named, claim.id, mistake, words))
                kept += 1
    return made


@dataclass(frozen=True, slots=True)
class Planting:
    """Mistakes to be planted, in another process, in the one claim of a document that is there as plain data."""

    document: bytes
    limit: int | None = None
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Planted:
    """What came of it: the mutants' claims in a document as plain data, and of each its kind and what was changed."""

    document: bytes
    mistakes: tuple[tuple[str, str], ...]


def plant(planting: Planting) -> Planted:
    """The mutants of a claim, from plain data to plain data."""
    document = from_plain(json.loads(planting.document))
    made = mutants(document, document.claims[0], planting.limit, planting.seed)
    plain = to_plain(replace(document, claims=tuple(mutant.claim for mutant in made)))
    return Planted(json.dumps(plain).encode(), tuple((mutant.mistake, mutant.words) for mutant in made))


def harvested(planted: Planted, original: str) -> list[Mutant]:
    """The mutants of a claim, of that id, from what ``plant`` returned."""
    claims = from_plain(json.loads(planted.document)).claims
    return [Mutant(claim, original, *said) for claim, said in zip(claims, planted.mistakes, strict=True)]


def self_contained(document: Document) -> Document:
    """A document in which each claim is given, itself, what stands throughout: so that it can be left out."""
    if not document.standing:
        return document
    claims = []
    for claim in document.claims:
        known = () if claim.ill_typed else document.hypotheses(claim)
        standing = [h for h in document.standing if h in known]
        claims.append(replace(claim, given=(*standing, *claim.given)))
    return replace(document, claims=tuple(claims), standing=(), read=False)


def _meaning(document: Document, claim: Claim) -> Hashable:
    """What a claim says and under which hypotheses, however it is written; nothing where that cannot be told."""
    try:
        printed = claim.text, claim.latex
        if claim.ill_typed:
            return printed
        problem = document.problem(claim)
    except (LanguageError, KernelError):
        return None
    if _is_trivial(problem):
        return None
    return problem.dimensions, problem.hypotheses, grouped(problem.goal)


def _is_trivial(problem: Problem) -> bool:
    op, left, right = problem.goal.relation
    return bool(op != "<" and left == right)


# ---------------------------------------------------------------- what is changed


def _changed(claim: Claim) -> Iterator[tuple[Claim, str, str]]:
    """Changed claims, each with the change in words and its kind."""
    nearby = _symbols_given(claim)
    for edit in in_relation(claim.says, lambda relation: _of_relation(relation, nearby)):
        yield replace(claim, says=edit.says), edit.words, edit.mistake
    for fewer, words in _without_one(claim.given):
        yield replace(claim, given=fewer), words, HYPOTHESIS
    for fewer, words in _without_one(claim.hypotheses):
        yield replace(claim, hypotheses=fewer), words, HYPOTHESIS


def _without_one(hypotheses: Sequence[Hypothesis]) -> Iterator[tuple[tuple[Hypothesis, ...], str]]:
    """Hypotheses without one of the assertions that are said."""
    for place, hypothesis in enumerate(hypotheses):
        if not hypothesis.said:
            continue
        for assertion in hypothesis.assertions:
            left = tuple(part for part in hypothesis.parts if part is not assertion)
            rest = (replace(hypothesis, parts=left),) if any(not isinstance(part, Remark) for part in left) else ()
            changed = (*hypotheses[:place], *rest, *hypotheses[place + 1 :])
            yield changed, f"the hypothesis {text(assertion)} dropped"


def _of_relation(says: ex.Relation, nearby: Mapping[Any, frozenset[Any]]) -> Iterator[Edit]:
    yield from _of_sign(says)
    if says.of_dimensions:
        return
    symbols = Symbols({**nearby, **symbols_in(says)}, frozenset())
    times = _times(says)
    for here in (small_changes, _mistakes, times.changes):
        yield from in_sides(says, symbols, here, avoid=_TIMED)
    yield from sign_changes(says)
    for side in (1, 2):
        for change in _factors(says.args[side]):
            yield Edit(with_side(says, side, change.made), change.words, change.cost, change.mistake)


def _of_sign(says: ex.Relation) -> Iterator[Edit]:
    """The sign of the relation: turned round, strict for weak, an equation for an inequality, and back."""
    scalar = says.of_dimensions or ex.kind_of(says.left) == ex.SCALAR
    others = [(_FLIPPED, FLIPPED), (_STRICT, STRICTNESS)]
    signs = [(known[says.op], mistake) for known, mistake in others if says.op in known]
    if says.op in _SIGNS:
        signs.append(("=", EQUALITY))
    if says.op == "=" and scalar:
        signs += [(op, EQUALITY) for op in ("<=", ">=", "<")]
    for op, mistake in signs:
        words = f"{_SIGNS.get(says.op, says.op)} replaced by {_SIGNS.get(op, op)}"
        yield Edit(ex.Relation(op, says.left, says.right), words, 0, mistake)


def _mistakes(node: Any, symbols: Symbols) -> Iterator[Change]:
    """The mistakes that an expression offers, beside the small changes of ``proofcheck.repair``."""
    if isinstance(node, ex.Sum):
        for place, part in enumerate(node.args):
            if not isinstance(part, ex.Sum):
                for change in _factors(part):
                    yield replace(change, made=rebuilt(node, place, change.made))
    elif isinstance(node, ex.Exp):
        for change in _factors(node.args[0]):
            yield replace(change, made=rebuilt(node, 0, change.made))
    elif isinstance(node, ex.Sqrt):
        yield in_place_of(node, node.args[0], 0, SQUARE)
    elif isinstance(node, ex.Norm | ex.FrobeniusNorm | ex.NuclearNorm | ex.SpectralValue | ex.Inner):
        yield in_place_of(node, node**2, 0, SQUARE)
    elif isinstance(node, ex.Transpose):
        yield in_place_of(node, node.args[0], 0, TRANSPOSE)
    if type(node) in OTHER_EXTREMUM:
        yield in_place_of(node, OTHER_EXTREMUM[type(node)](*node.args), 0, EXTREMUM)
    yield from closed_early(node)


def _factors(node: Any) -> Iterator[Change]:
    """A factor too many, 2 or 1/2, in front of a term: before its minus, and not before a number."""
    inside = node.args[0] if isinstance(node, ex.Negative) else node
    if is_number(inside):
        return
    for number in (Integer(2), _HALF):
        made = ex.Product.of_kind(ex.kind_of(inside), number, inside)
        words = f"a factor {text(number)} put before {text(inside)}"
        yield Change(ex.Negative.of(made) if inside is not node else made, words, 0, FACTOR)


# ---------------------------------------------------------------- symbols and times


def _symbols_given(claim: Claim) -> dict[Any, frozenset[Any]]:
    """The same of what is free in the hypotheses that are said, and the claim does not bind."""
    found: dict[Any, frozenset[Any]] = {}
    taken = frozenset().union(
        *(node.variables for node, _ in places(claim.says, frozenset()) if isinstance(node, ex.ForAll))
    )
    for hypothesis in (*claim.given, *claim.hypotheses):
        for assertion in hypothesis.assertions:
            free = ex.free_symbols(assertion) - taken
            found.update({n: bound for n, bound in symbols_in(assertion).items() if ex.free_symbols(n) <= free})
    return {node: bound for node, bound in found.items() if not bound}


@dataclass(frozen=True, slots=True)
class _Times:
    """The times of which a relation speaks, with the variables that are bound in each where it stands."""

    known: Mapping[Any, frozenset[Any]]

    def changes(self, node: Any, symbols: Symbols) -> Iterator[Change]:
        """A value at another time, and a time lost as a factor."""
        if isinstance(node, ex.PathValue | ex.PathDerivative | ex.Defined) and node.args[-1] in self.known:
            for other, bound in self.known.items():
                if other != node.args[-1] and symbols.is_bound_alike(other, bound):
                    yield in_place_of(node, rebuilt(node, len(node.args) - 1, other), 0, TIME)
        if isinstance(node, ex.Product):
            for place, factor in enumerate(node.args):
                if isinstance(factor, ex.ScalarSymbol) and factor in self.known:
                    yield in_place_of(node, node.args[1 - place], 0, TIME)


def _times(says: Any) -> _Times:
    """The times at which paths are looked at in an assertion; where there are any, 0 is one."""
    found: dict[Any, frozenset[Any]] = {}
    for node, bound in places(says, frozenset()):
        if isinstance(node, _TIMED):
            found.setdefault(node.args[1], frozenset(ex.free_symbols(node.args[1]) & bound))
    return _Times({**found, Integer(0): frozenset()} if found else {})
