"""What is answered about a claim, as data that anybody may have written: nothing in it is believed.

``pack`` writes an answer as JSON, the same bytes for the same answer; ``unpack`` makes known classes only, each from
parts of the right kind. Whether they are what they seem to be is for ``proofcheck.findings`` to judge.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import isfinite
from typing import Any, TypeVar

from proofcheck.evidence.derivations import Derivation
from proofcheck.evidence.reading import Reader
from proofcheck.evidence.writing import Writer
from proofcheck.kernel.terms import KernelError
from proofcheck.models.instance import Instance
from proofcheck.models.written import read_instance, write_instance
from proofcheck.refuters import Survey

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a claim holds or does not: at most one of a derivation (with a witness of its hypotheses), a solver's word,
    and a counterexample; or else how it fared at instances.

    Attributes:
        implied: of the conditions that the claim needs for a value, by position, those that its hypotheses imply, with
            the derivation of each.
        meaningless: the first of them that its hypotheses contradict, with the derivation of that.
    """

    derivation: Derivation | None = None
    witness: Instance | None = None
    solved: bool = False
    instance: Instance | None = None
    survey: Survey | None = None
    implied: Mapping[int, Derivation] = field(default_factory=dict)
    meaningless: tuple[int, Derivation] | None = None

    @property
    def holds(self) -> str:
        """The verdict, if the evidence is what it seems to be."""
        if self.meaningless is not None:
            return "ill-typed"
        if self.instance is not None:
            return "refuted"
        if self.derivation is not None or self.solved:
            return "proved" if self.witness is not None else "undecided"
        return "supported" if self.survey is not None and self.survey.is_support else "undecided"

    @property
    def is_open(self) -> bool:
        """Neither a proof nor a counterexample is there."""
        return self.derivation is None and self.instance is None and self.meaningless is None and not self.solved


@dataclass(frozen=True, slots=True)
class Following:
    """Whether a claim follows, with the derivation that says so or the instance that shows that not."""

    verdict: str
    derivation: Derivation | None = None
    countermodel: Instance | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """The first of the changed claims that could be proved, by its place among ``proofcheck.repair.edits``; that
    proof, and a witness of the hypotheses.
    """

    edit: int
    derivation: Derivation
    witness: Instance


@dataclass(frozen=True, slots=True)
class Columns:
    """Values of a number, and both sides of a claim at each: three columns of finite numbers, of one length."""

    values: tuple[float, ...]
    left: tuple[float, ...]
    right: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """How the sides of a false claim go while one number of its counterexample moves: for a picture, no evidence.

    Attributes:
        at: the number's own value.
        repaired: the sides of the claim as repaired.
    """

    number: str
    at: float
    sides: Columns
    repaired: Columns | None = None


AnyAnswer = Evidence | Following | Mended | Course | None
"""What a question may be answered with. ``None``: there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker found out: in one word for the asker, and packed for the next worker.

    ``entry`` names what it was read from, where it was found out before.
    """

    word: str
    packed: bytes
    seconds: float = 0.0
    entry: str = ""


def pack(answer: AnyAnswer) -> bytes:
    """An answer as bytes."""
    return json.dumps(_written(answer), separators=(",", ":"), sort_keys=True, allow_nan=False).encode("ascii")


def unpack(packed: bytes) -> AnyAnswer:
    """An answer from bytes.

    Raises:
        ValueError: ``pack`` did not write them, or a number in them is larger than can be evaluated.
    """
    try:
        return _read(json.loads(packed))
    except (KernelError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not an answer: {type(error).__name__}") from error


def _written(answer: AnyAnswer) -> Any:
    match answer:
        case Evidence():
            survey, meaningless = answer.survey, answer.meaningless
            return {
                "evidence": {
                    "derivation": answer.derivation,
                    "witness": _instance_written(answer.witness),
                    "solved": answer.solved,
                    "instance": _instance_written(answer.instance),
                    "survey": None if survey is None else _survey_written(survey),
                    "implied": [[place, steps] for place, steps in sorted(answer.implied.items())],
                    "meaningless": None if meaningless is None else list(meaningless),
                }
            }
        case Following():
            countermodel = _instance_written(answer.countermodel)
            return {
                "following": {"verdict": answer.verdict, "derivation": answer.derivation, "countermodel": countermodel}
            }
        case Mended():
            witness = _instance_written(answer.witness)
            return {"mended": {"edit": answer.edit, "derivation": answer.derivation, "witness": witness}}
        case Course():
            repaired = None if answer.repaired is None else _columns_written(answer.repaired)
            sides = _columns_written(answer.sides)
            return {"course": {"number": answer.number, "at": answer.at, "sides": sides, "repaired": repaired}}
    return None


def _columns_written(columns: Columns) -> list[tuple[float, ...]]:
    return [columns.values, columns.left, columns.right]


def _instance_written(instance: Instance | None) -> Any:
    return None if instance is None else write_instance(instance)


def _survey_written(survey: Survey) -> Any:
    margin = Writer().encode(survey.margin)
    return {
        "instances": survey.instances,
        "margin": margin,
        "closest": _instance_written(survey.closest),
        "doubtful": survey.doubtful,
    }


def _read(data: Any) -> AnyAnswer:
    if data is None:
        return None
    [(kind, parts)] = data.items()
    if kind == "evidence":
        return Evidence(
            _perhaps(_derivation, parts["derivation"]),
            _perhaps(read_instance, parts["witness"]),
            _a(bool, parts["solved"]),
            _perhaps(read_instance, parts["instance"]),
            _perhaps(_survey, parts["survey"]),
            {_count(place): _derivation(derivation) for place, derivation in parts["implied"]},
            _perhaps(_meaningless, parts["meaningless"]),
        )
    if kind == "following":
        steps, countermodel = _perhaps(_derivation, parts["derivation"]), _perhaps(read_instance, parts["countermodel"])
        return Following(_a(str, parts["verdict"]), steps, countermodel)
    if kind == "mended":
        return Mended(_count(parts["edit"]), _derivation(parts["derivation"]), read_instance(parts["witness"]))
    if kind == "course":
        number, at = _a(str, parts["number"]), _finite(parts["at"])
        return Course(number, at, _columns(parts["sides"]), _perhaps(_columns, parts["repaired"]))
    raise ValueError("not an answer of a known kind")


def _perhaps(read: Callable[[Any], T], data: Any) -> T | None:
    return None if data is None else read(data)


def _a(kind: type[T], data: Any) -> T:
    if type(data) is not kind:
        raise ValueError(f"not of the type {kind.__name__}")
    return data


def _count(data: Any) -> int:
    if _a(int, data) < 0:
        raise ValueError("a count is not negative")
    return int(data)


def _columns(data: Any) -> Columns:
    columns = [tuple(map(_finite, column)) for column in _a(list, data)]
    if len(columns) != 3 or not columns[0] or len({len(column) for column in columns}) != 1:
        raise ValueError("not three columns of one length")
    return Columns(*columns)


def _finite(data: Any) -> float:
    if not isfinite(_a(float, data)):
        raise ValueError("not a finite number")
    return float(data)


def _derivation(data: Any) -> Derivation:
    return _a(dict, data)


def _meaningless(data: Any) -> tuple[int, Derivation]:
    place, steps = data
    return _count(place), _derivation(steps)


def _survey(data: Any) -> Survey:
    margin, closest = _perhaps(_fraction, data["margin"]), _perhaps(read_instance, data["closest"])
    return Survey(_count(data["instances"]), margin, closest, _count(data["doubtful"]))


def _fraction(data: Any) -> Fraction:
    return _a(Fraction, Reader([]).decode(data))


__all__ = ["Answer", "AnyAnswer", "Columns", "Course", "Evidence", "Following", "Mended", "pack", "unpack"]
