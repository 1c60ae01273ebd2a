"""What the kernel is asked is what was said: random expressions, assertions and claims mean the same on both sides.

The left side is read by ``tests/oracle/meaning.py``, which knows the words of the language only; the right side is the
translation, read by an evaluator of kernel terms. Quantifiers run over the same values on both sides.
"""

import warnings
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest
from arithmetics import WIDER
from choices import Choices, shrink
from evaluator import evaluate
from kernel_side import clause_holds, problem_holds, world_of
from meaning import (
    DERIVATIVE,
    Instance,
    Looking,
    NoValueError,
    _all,
    connected,
    declared,
    free_scalars,
    spoken_of,
    truth,
    value,
    without_value,
)
from wording import Words, instance, n, p, samples

from proofcheck.kernel.clauses import Clause, check_clause
from proofcheck.kernel.terms import KernelError
from proofcheck.lang import Claim, LanguageError, Reason, document, ill_typed
from proofcheck.lang.printing import text
from proofcheck.lang.terms import term
from proofcheck.lang.translate import clauses

COMMON, FULL, INSTANCES = 700, 20_000, 4
LOOKING, PARTIAL = Looking(samples), Looking(samples, partial=True)


@dataclass(frozen=True)
class Disagreement:
    """What was said, and what each side makes of it."""

    said: str
    left: Any
    right: Any


def look(pick: Choices, seen: Counter[str]) -> Disagreement | None:
    """Generate something from choices, and compare its two readings at a few instances."""
    words = Words(pick)
    try:
        return pick.of(_assertion, _assertion, _claim, _claim, _expression)(words, pick, seen)
    except LanguageError:  # such as a power of numbers that has no value
        seen["refused"] += 1
        return None


def _expression(words: Words, pick: Choices, seen: Counter[str]) -> Disagreement | None:
    node = pick.of(
        lambda: words.scalar(3),
        lambda: words.vector(3, words.pick.of(n, p)),
        lambda: words.operator(3, *words.pick.of((n, p), (p, n), (n, n), (p, p))),
    )()
    assert ill_typed(node) is None, text(node)
    try:
        translated = term(node)
    except (LanguageError, KernelError):
        seen["refused"] += 1
        return None
    for _ in range(INSTANCES):
        at = instance(pick)
        try:
            left, again = value(node, at), value(node, replace(at, arithmetic=WIDER))
        except NoValueError:
            seen["no value"] += 1
            continue
        right = evaluate(translated, world_of(at))
        scale = 1e-5 * (1 + np.max(np.abs(left)) + np.max(np.abs(right)))
        if np.max(np.abs(left - again)) > scale / 1000:
            seen["inexact"] += 1
            continue
        seen["compared"] += 1
        if np.shape(left) != np.shape(right) or not np.max(np.abs(left - right)) <= scale:
            return Disagreement(f"{text(node)}  at  {at.dimensions} {_values(at)}", left, right)
    return None


def _assertion(words: Words, pick: Choices, seen: Counter[str]) -> Disagreement | None:
    said = words.assertion(3)
    try:
        translated = clauses(said)
    except (LanguageError, KernelError):
        seen["refused"] += 1
        return None
    fault = _ill_formed(translated)
    if fault:
        return Disagreement(text(said), "", fault)
    return _compare(
        text(said),
        lambda at: truth(said, at, LOOKING),
        lambda at: all(clause_holds(clause, world_of(at), at) for clause in translated),
        pick,
        seen,
    )


def _ill_formed(translated: Iterable[Clause]) -> str:
    try:
        for clause in translated:
            check_clause(clause)
    except KernelError as error:
        return str(error)
    return ""


PLACES = ("given", "standing", "hypotheses", "standing", "tacit", "presupposed")
"""Where a hypothesis stands: with its claim, or (``standing``, ``presupposed``) for all claims of the document."""


def _claim(words: Words, pick: Choices, seen: Counter[str]) -> Disagreement | None:
    assumed = [words.assertion(pick.of(1, 0, 2)) for _ in range(pick.of(1, 2))]
    said = words.assertion(pick.of(2, 0))
    hard = any(DERIVATIVE in spoken_of(one) for one in (said, *assumed))
    places = ["given" if hard else pick.of(*PLACES) for _ in assumed]
    at = {place: [one for one, stands in zip(assumed, places, strict=True) if stands == place] for place in PLACES}
    own = {place: at[place] for place in ("given", "hypotheses", "tacit")}
    claim = Claim("claim", "", "step", said, reason=Reason(""), **own)
    made = document("d", "d", [claim], standing=at["standing"], tacit=at["presupposed"])
    if not made.claims:
        seen["refused"] += 1
        return None
    problem = made.problem(claim)
    near = [one for part in own.values() for one in part]
    given = [*near, *connected([said, *near], [*at["standing"], *at["presupposed"]])]
    line = f"{' and '.join(map(text, given))}  gives  {text(said)}"
    fault = _ill_formed((*problem.hypotheses, problem.goal))
    if fault:
        return Disagreement(line, "", fault)
    return _compare(
        line, lambda at: _holds(said, given, at), lambda at: problem_holds(problem, world_of(at), at), pick, seen
    )


def _holds(said: Any, given: Sequence[Any], at: Instance) -> bool | None:
    """Whether an instance is none that refutes a claim: all of it has a value there, what is given holds, it fails."""
    if not all(declared(variable, at.lookup(variable)) for variable in set().union(*map(free_scalars, (said, *given)))):
        return True
    if any(without_value(one, at, PARTIAL) for one in (said, *given)):
        return True
    assumed = _all(truth(one, at, PARTIAL) for one in given)
    return None if assumed is None else not assumed or truth(said, at, PARTIAL)


def _compare(line: str, left: Any, right: Any, pick: Choices, seen: Counter[str]) -> Disagreement | None:
    for _ in range(INSTANCES):
        at = instance(pick)
        one = left(at)
        if one is None:
            seen["no truth"] += 1
            continue
        seen[f"{one}"] += 1
        other = right(at)
        if other != one:
            return Disagreement(f"{line}  at  {at.dimensions} {_values(at)}", one, other)
    return None


def _values(at: Instance) -> str:
    plain = {key[1]: content for key, content in at.variables.items() if key[0] in {"S", "N"}}
    return " ".join(f"{name}={content}" for name, content in plain.items())


def disagreement(seed: int | None, given: Sequence[int] = (), seen: Counter[str] | None = None) -> Any:
    """The disagreement that a seed, or a sequence of choices, leads to, and the choices that were made."""
    pick = Choices(seed, given)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return look(pick, Counter() if seen is None else seen), pick.made


def smallest(seed: int) -> Disagreement:
    """A disagreement that a seed leads to, made simple."""
    _, made = disagreement(seed)

    def fails(given: Sequence[int]) -> bool:
        try:
            return disagreement(None, given)[0] is not None
        except Exception:
            return False

    found: Disagreement = disagreement(None, shrink(made, fails))[0]
    return found


def test_what_the_kernel_is_asked_is_what_was_said(request: pytest.FixtureRequest) -> None:
    count = FULL if request.config.getoption("--full") else COMMON
    seen: Counter[str] = Counter()
    for seed in range(count):
        found, _ = disagreement(seed, seen=seen)
        assert found is None, f"seed {seed}: {smallest(seed)}"
    assert seen["refused"] < count / 5, seen
    assert min(seen["True"], seen["False"], seen["compared"]) > count / 5, seen
