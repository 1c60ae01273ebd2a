"""The shape of the findings: what the engine hands to every report."""

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any, Literal, NotRequired, TypedDict

Holds = Literal["proved", "refuted", "ill-typed", "supported", "undecided"]
Follows = Literal["yes", "if", "no", "unknown"]

#: The verdicts of `holds`, in the order in which reports list them.
HOLDS: tuple[Holds, ...] = ("proved", "refuted", "ill-typed", "supported", "undecided")

FOLLOWS_WORDS: dict[Follows, str] = {
    "yes": "follows",
    "if": "follows, if",
    "no": "does not follow",
    "unknown": "unknown",
}

TRUST_WORDS: dict[str, str] = {
    "kernel": "certificate replayed by the kernel",
    "solvers": "two solvers agree",
    "solver": "one solver",
    "exact": "confirmed in exact arithmetic",
    "interval": "confirmed in interval arithmetic",
    "shapes": "shapes compared",
    "none": "no evidence that settles it",
}


class Sides(TypedDict):
    """Both sides of a claim at values of one number."""

    values: list[float]
    left: list[float]
    right: list[float]


class Course(Sides):
    """Both sides of a false claim as one number of its counterexample moves; and of the claim as repaired."""

    number: str
    at: float
    repaired: NotRequired[Sides]


class Portrait(TypedDict):
    """How an inequality fares at random instances; and along time at one of them."""

    instances: int
    satisfied: int
    family: str
    used: list[int]
    instance: NotRequired[str]
    times: NotRequired[list[float]]
    left: NotRequired[list[float]]
    right: NotRequired[list[float]]
    repaired: NotRequired[list[float]]


class End(TypedDict):
    """An end of a bracket: an exact number, and about how large it is."""

    text: str
    about: float


class Sharpness(TypedDict):
    """What is known of the best constant in front of a bound or a threshold, with which the claim reads as ``latex``.

    ``at`` has the values at the instance at which it fails with ``false_with``, or is attained with the ``best``.
    """

    kind: Literal["bound", "threshold"]
    letter: str
    text: str
    latex: str
    false_with: End | None
    proved_with: End | None
    best: bool
    narrow: bool
    at: dict[str, str]


class Counterexample(TypedDict):
    """One instance at which a claim is false, with exact values as strings by symbol."""

    values: dict[str, str]
    lhs: str
    rhs: str
    relation: NotRequired[str]
    none: NotRequired[str]
    defined: NotRequired[dict[str, str]]
    hypotheses: NotRequired[list[str]]
    instance: NotRequired[dict[str, Any]]
    course: NotRequired[Course]
    replay: str


class Repair(TypedDict):
    """The smallest change of a claim that was proved."""

    as_repaired: str
    text: NotRequired[str]
    edit: str
    holds: Literal["proved"]
    trust: str


class Shapes(TypedDict):
    """Where two shapes do not match."""

    at: str
    left: str
    right: str


class Problem(TypedDict):
    """Something that kept a lemma file, or a part of it, from being read."""

    file: str
    line: NotRequired[int | None]
    column: NotRequired[int]
    message: str


class Assumption(TypedDict):
    """A part of what a claim supposes; `used` where the kernel has a proof: whether that needs it."""

    text: str
    latex: str
    said: bool
    used: NotRequired[bool]


class Defined(TypedDict):
    """A letter that a document defines: its symbol, and what it stands for, in plain characters and as LaTeX."""

    symbol: str
    symbol_latex: str
    text: str
    latex: str


class ClaimFinding(TypedDict):
    """The verdicts on one claim with their evidence. `text` and `tacit_text` are in plain characters."""

    id: str
    kind: Literal["definition", "statement", "step", "conclusion"]
    where: str
    file: NotRequired[str]
    line: NotRequired[int]
    column: NotRequired[int]
    as_written: str
    text: NotRequired[str]
    reasoned: NotRequired[str]
    rules: NotRequired[list[str]]
    cites: NotRequired[list[str]]
    chain: NotRequired[str]
    holds: Holds
    follows: Follows
    follows_because: NotRequired[str]
    trust: str
    reason: str
    uses: NotRequired[list[str]]
    notation: NotRequired[list[str]]
    given: NotRequired[list[str]]
    tacit: NotRequired[list[str]]
    tacit_text: NotRequired[list[str]]
    certificate: NotRequired[dict[str, Any] | None]
    shapes: NotRequired[Shapes | None]
    counterexample: NotRequired[Counterexample | None]
    portrait: NotRequired[Portrait]
    sharpness: NotRequired[list[Sharpness]]
    witness: NotRequired[dict[str, Any] | None]
    failed: NotRequired[bool]
    contradiction: NotRequired[str]
    contradictory: NotRequired[list[str]]
    numeric: NotRequired[dict[str, Any] | None]
    repair: NotRequired[Repair | None]
    assumptions: NotRequired[list[Assumption]]
    met_by: NotRequired[dict[str, str]]
    notes: NotRequired[list[str]]
    seconds: float


class Summary(TypedDict):
    """Counts of one document, and the ids of its defects in source order."""

    claims: int
    holds: dict[str, int]
    defects: list[str]


class Statement(TypedDict):
    """What a statement rests on, directly or through others, and which of those claims are defects."""

    id: str
    rests_on: list[str]
    broken: list[str]


class DocumentFindings(TypedDict):
    """Everything that was found out about one document."""

    id: str
    title: NotRequired[str]
    statements: NotRequired[list[Statement]]
    notation: NotRequired[list[Defined]]
    coverage: NotRequired[str]
    problems: NotRequired[list[Problem]]
    claims: list[ClaimFinding]
    summary: Summary
    basis: list[str]


class Tool(TypedDict):
    """What produced the findings."""

    version: str
    seed: int


class Findings(TypedDict):
    """The whole result of one run."""

    schema: str
    tool: Tool
    documents: list[DocumentFindings]


def load_schema() -> dict[str, Any]:
    """Return the JSON schema (draft 2020-12) of the findings.

    >>> load_schema()["properties"]["schema"]["const"]
    'proofcheck/findings/1'
    """
    text = files("proofcheck.report").joinpath("findings.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def defects(document: DocumentFindings) -> Iterator[ClaimFinding]:
    """Yield the findings that the document's summary names as defects, in source order."""
    named = set(document["summary"]["defects"])
    return (claim for claim in document["claims"] if claim["id"] in named)


def open_claims(document: DocumentFindings) -> Iterator[ClaimFinding]:
    """Yield the findings that are not defects but leave a question without an answer, in source order."""
    named = set(document["summary"]["defects"])
    for claim in document["claims"]:
        if claim["id"] not in named and (claim["holds"] != "proved" or claim["follows"] != "yes"):
            yield claim


def place(claim: ClaimFinding) -> str:
    """Return "file:line:column" of the encoding, as far as it is known.

    >>> place({"file": "lemmas/a.py", "line": 3})
    'lemmas/a.py:3'
    """
    return _place(claim.get("file", ""), claim.get("line"), claim.get("column"))


def problem_line(problem: Problem) -> str:
    """Return a problem as linters print it: file, line, message.

    >>> problem_line({"file": "a.py", "line": 3, "message": "NameError: x"})
    'a.py:3: NameError: x'
    """
    return f"{_place(problem['file'], problem.get('line'), problem.get('column'))}: {problem['message']}"


def _place(file: str, line: int | None, column: int | None) -> str:
    known = [file, line, column] if line and column else [file, line] if line else [file]
    return ":".join(map(str, known)) if file else ""


def numeric_words(numeric: Mapping[str, Any]) -> str:
    """Return what was tried numerically as words.

    >>> numeric_words({"instances": 40, "families": ["affine", "boundary"]})
    'instances: 40; families: affine, boundary'
    """
    words = []
    for name, value in numeric.items():
        shown = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
        words.append(f"{name.replace('_', ' ')}: {shown}")
    return "; ".join(words)


def certificate_lines(claim: ClaimFinding, field: Literal["latex", "text", "by"]) -> list[str]:
    """Return the printed certificate of a claim: its lines in plain text or LaTeX, or the rules that give the latter.

    >>> certificate_lines({"certificate": {"latex": "a^2"}}, "latex")
    ['a^2']
    """
    printed = (claim.get("certificate") or {}).get(field) or []
    return [printed] if isinstance(printed, str) else list(printed)
