"""What a reason has to cite for a step of a derivation: names of rules, read off the step.

Nothing that is proved rests on this; it is what the question rests on whether a claim follows from its reason.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from proofcheck.kernel.clauses import Relation, sides
from proofcheck.kernel.normal import Combination, Fact, Normalizer, Poly
from proofcheck.kernel.terms import Term, substitute, subterms
from proofcheck.kernel.theorem import Theorem

_NAMES: Mapping[str, str] = {
    "identity": "normal form",
    "arithmetic": "arithmetic",
    "root": "monotonicity",
    "definite": "arithmetic",
    "larger of two": "maximum",
    "fundamental theorem of calculus": "fundamental theorem of calculus",
    "mean value inequality": "fundamental theorem of calculus",
    "continuation": "continuation",
    "singular values of a tall operator": "singular values",
    "unit vector of a basis": "normal form",
    "orthogonal basis": "normal form",
    "inverse": "arithmetic",
    "positive operators": "trace",
    "splitting a sum": "normal form",
    "exchange of means": "normal form",
    "outcomes of positive probability": "arithmetic",
    "cases": "logic",
    "absurd": "logic",
    "induction": "induction",
}
"""Of rules that are cited by one name."""
FREE = frozenset({"assume", "instantiate", "generalize", "congruence", "specialize", "rename"})
"""Rules that no reason has to cite."""
_EXTREMA = {
    "inf": "infimum",
    "minS": "infimum",
    "smin": "singular values",
    "opnorm": "operator norm",
    "lmin": "Rayleigh quotient",
    "lmax": "Rayleigh quotient",
}
_DIFFERENTIATED = frozenset({"d", "grad"})
_OF_SQUARES = {"opnorm": "opnorm", "lmin": "smin", "lmax": "opnorm"}
"""What is a square in the normal form of such a value of W W'."""
_READ_OFF: WeakKeyDictionary[Theorem, frozenset[str]] = WeakKeyDictionary()


def names_of_step(step: Theorem) -> frozenset[str]:
    """The names that a reason has to cite for a step itself, whatever its premises rest on; worked out once a step."""
    found = _READ_OFF.get(step)
    if found is None:
        found = _READ_OFF[step] = _read_off(step)
    return found


def _read_off(step: Theorem) -> frozenset[str]:
    if step.rule in FREE:
        return frozenset()
    if step.rule in {"extremum, bound", "extremum, best"}:
        name = _EXTREMA[step.arguments["extremum"][0]]
    elif step.rule == "monotonicity of a functional":
        of_integral, equal = step.arguments["left"][0] == "int", step.clause.relation[0] == "="
        name = "monotonicity" if not of_integral else "logic" if equal else "monotonicity of the integral"
    elif step.rule == "induction" and _exchanges(step.clause.relation):
        name = "normal form"
    else:
        name = _NAMES[step.rule]
    return _of_normal_forms(step) | {name}


def _exchanges(relation: Relation) -> bool:
    """Whether it says that the sum of means is the mean of the sum: so much is linear by its form."""
    _, total, mean = relation
    return total[0] == "sum" and total[4][0] == "expect" and mean == _exchanged(total)


def _exchanged(total: Term) -> Term:
    _, outcome, body, space = total[4]
    return Term("expect", outcome, Term("sum", *total[1:4], body), space)


def _of_normal_forms(step: Theorem) -> frozenset[str]:
    """The names of what the normal forms that a step compares are worked out by."""
    facts, terms = _compared(step)
    heads = _DIFFERENTIATED | _OF_SQUARES.keys()
    spoken = (*terms, *(side for fact in facts for side in sides(fact.clause)))
    if not any(part[0] in heads for term in dict.fromkeys(spoken) for part in subterms(term)):
        return frozenset()
    recorder = _Recorder(facts)
    for term in terms:
        recorder.form(term)
    return frozenset(recorder.names)


def _compared(step: Theorem) -> tuple[Sequence[Theorem], Sequence[Term]]:
    """The facts that a step works out normal forms under, and of which terms."""
    premises, arguments = step.premises, step.arguments
    match step.rule:
        case "identity":
            entries = {entry["equation"]: entry for entry in arguments["entries"]}
            put = [
                substitute(entry["template"], {entry["hole"]: side})
                for entry in arguments["entries"]
                for side in premises[entry["equation"]].clause.relation[1:]
            ]
            facts = [premise for place, premise in enumerate(premises) if place not in entries]
            return facts, [*step.clause.relation[1:], *put]
        case "arithmetic":
            return premises, [*step.clause.relation[1:], *_in_certificate(premises, arguments["certificate"])]
    return (), ()


def _in_certificate(premises: Sequence[Theorem], certificate: Iterable[Mapping[str, Any]]) -> Iterator[Term]:
    for entry in certificate:
        yield from (entry[key] for key in ("multiplier", "square") if entry.get(key) is not None)
        equations = () if entry.get("equality") is None else (entry["equality"],)
        for place in (*entry.get("premises", ()), *equations):
            yield from premises[place].clause.relation[1:]


class _Recorder(Normalizer):
    """Notes which of its steps are rules that a reason has to cite."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.names: set[str] = set()
        super().__init__(facts)

    def _form_without_facts(self, term: Term) -> None:
        """Nothing that was worked out elsewhere, where nobody took notes."""

    def _worked_out(self, term: Term) -> Any:
        if term[0] in _DIFFERENTIATED:
            self.names.add("differentiation")
        return super()._worked_out(term)

    def _extreme_of(self, head: str, form: Combination, turned: bool) -> Poly:
        found = super()._extreme_of(head, form, turned)
        if any(atom[0] == _OF_SQUARES.get(head) and exponent == 2 for mono in found for atom, exponent in mono):
            self.names.add("singular values")
        return found
