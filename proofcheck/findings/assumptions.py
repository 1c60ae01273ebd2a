"""What a claim supposes, part by part, and whether its proof uses it."""

from collections.abc import Iterator, Set
from typing import Any

from proofcheck.kernel.clauses import Clause
from proofcheck.lang.claims import Hypothesis
from proofcheck.lang.definedness import known_signs, where_defined
from proofcheck.lang.expressions import Assertion
from proofcheck.lang.printing import latex, text
from proofcheck.lang.translate import clauses
from proofcheck.matter import Matter


def assumptions(matter: Matter, hypotheses: Set[Clause] | None) -> list[dict[str, Any]]:
    """What a claim supposes, each assertion once, in order; whether a proof uses it, where there is one.

    What the claim needs in order to have a value is not among it.

    Arguments:
        hypotheses: those of the proof; ``None`` where the kernel has none.
    """
    known = known_signs(assertion for _, assertion in _supposed(matter))
    found: dict[Assertion, dict[str, Any]] = {}
    for hypothesis, assertion in _supposed(matter):
        said = {"text": text(assertion), "latex": latex(assertion), "said": hypothesis.said}
        if hypotheses is not None:
            parts = clauses(where_defined(assertion, known))
            said["used"] = not hypotheses.isdisjoint(parts)
        found.setdefault(assertion, said)
    return list(found.values())


def _supposed(matter: Matter) -> Iterator[tuple[Hypothesis, Assertion]]:
    for hypothesis in matter.hypotheses:
        if hypothesis.condition is None:
            yield from ((hypothesis, assertion) for assertion in hypothesis.assertions)
