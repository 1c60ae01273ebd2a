"""Derivations as plain data: written, and replayed rule by rule.

A replayed derivation ends in a theorem made here and now by the rules of the kernel; nothing in the data is believed.
What would take boundless time or memory is refused.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from proofcheck.evidence.files import brief
from proofcheck.evidence.readable import stated
from proofcheck.evidence.reading import Reader, check_format, read_problem
from proofcheck.evidence.writing import Writer
from proofcheck.kernel.clauses import Problem, size
from proofcheck.kernel.proof import proves
from proofcheck.kernel.rules import RULES
from proofcheck.kernel.terms import KernelError, need
from proofcheck.kernel.theorem import Theorem

FORMAT = "proofcheck/derivation/3"
STEPS = 100_000
"""Of a derivation."""
ALL_SIZES = 3_000_000
"""Of the clauses that the steps of a derivation make, together."""

Derivation = Mapping[str, Any]
"""Steps, and the table of the terms that they speak of."""


def derivation(
    theorem: Theorem, grounds: Callable[[Theorem], Sequence[Theorem]] = attrgetter("premises")
) -> Iterator[Theorem]:
    """The theorems that this one was made from, each once, premises before conclusions, itself last.

    ``grounds`` are what a step is to be taken to rest on, where that is not all of its premises.
    """
    seen: set[int] = set()
    stack: list[tuple[Theorem, bool]] = [(theorem, False)]
    while stack:
        current, ready = stack.pop()
        if ready:
            yield current
        elif id(current) not in seen:
            seen.add(id(current))
            stack.append((current, True))
            stack.extend((premise, False) for premise in reversed(grounds(current)))


def write_derivation(theorem: Theorem) -> Derivation:
    """The steps that make a theorem, premises by position, as JSON data."""
    writer = Writer()
    steps = _written(theorem, writer)
    return {"terms": writer.terms, "steps": steps}


def write_certificate(theorem: Theorem, problem: Problem) -> dict[str, Any]:
    """A self-contained certificate: the problem and the derivation."""
    writer = Writer()
    stated = {"hypotheses": writer.encode(problem.hypotheses), "goal": writer.encode(problem.goal)}
    return {"format": FORMAT, **stated, "steps": _written(theorem, writer), "terms": writer.terms}


def _written(theorem: Theorem, writer: Writer) -> list[dict[str, Any]]:
    position: dict[int, int] = {}
    steps: list[dict[str, Any]] = []
    for current in derivation(theorem):
        position[id(current)] = len(steps)
        steps.append(
            {
                "rule": current.rule,
                "premises": [position[id(premise)] for premise in current.premises],
                "arguments": {key: writer.encode(value) for key, value in current.arguments.items()},
            }
        )
    return steps


def replay(written: Derivation) -> Theorem:
    """The theorem that the last step of a derivation makes.

    Raises:
        KernelError: a step is not a use of a rule.
    """
    whole = isinstance(written, Mapping) and {"terms", "steps"} <= written.keys()
    need(whole, "a derivation has a table of terms and a list of steps")
    return _replayed(written["steps"], Reader(written["terms"]))


def replay_certificate(certificate: Mapping[str, Any]) -> tuple[Theorem, Problem]:
    """The theorem that a certificate proves, and the problem that it states and the theorem solves.

    Raises:
        KernelError: it does not replay, or proves something else.
    """
    check_format(certificate, FORMAT)
    missing = {"terms", "hypotheses", "goal", "steps"} - certificate.keys()
    need(not missing, "the certificate lacks {}", ", ".join(sorted(missing)))
    reader = Reader(certificate["terms"])
    problem = read_problem(certificate, reader)
    theorem = _replayed(certificate["steps"], reader)
    need(proves(theorem, problem), "the derivation proves something else than the certificate states")
    return theorem, problem


def replayed(certificate: Any) -> tuple[bool, str]:
    """Whether a certificate replays, and what is to be said of it."""
    try:
        theorem, problem = replay_certificate(certificate)
    except (KernelError, MemoryError, RecursionError) as error:
        return False, f"rejected: {brief(error)}"
    accepted = f"accepted; by the rules {', '.join(sorted({step.rule for step in derivation(theorem)}))}"
    return True, "\n".join([accepted, *stated(problem.hypotheses, "shown", problem.goal)])


def _replayed(steps: Any, reader: Reader) -> Theorem:
    need(isinstance(steps, list | tuple) and 0 < len(steps) <= STEPS, f"a derivation is a list of 1 to {STEPS:,} steps")
    theorems: list[Theorem] = []
    made = 0
    for number, step in enumerate(steps):
        try:
            premises = [theorems[index] for index in step["premises"]]
            arguments = {key: reader.decode(value) for key, value in step["arguments"].items()}
            theorem = RULES[step["rule"]](premises, **arguments)
        except KernelError as error:
            raise KernelError(f"step {number}: {error}") from error
        except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
            raise KernelError(f"step {number} is not a use of a rule: {error}") from error
        theorems.append(theorem)
        made += size(theorem.clause)
        need(made <= ALL_SIZES, "step {}: the derivation has become too large", number)
    return theorems[-1]
