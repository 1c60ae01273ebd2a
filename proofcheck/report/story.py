"""What a reader is told first, in words: what survives, what is wrong, what rests on what. Shared by all reports."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from proofcheck.reasons import reached
from proofcheck.report.schema import HOLDS, Assumption, ClaimFinding, Defined, DocumentFindings

SOUND, GAP, WRONG, OPEN = "sound", "gap", "wrong", "open"

MARKS = {SOUND: "✓", GAP: "△", WRONG: "✗", OPEN: "?"}

MEANINGS = {
    SOUND: "proved, and it follows from the reason given",
    GAP: "true, but not shown: it does not follow from the reason given",
    WRONG: "refuted, or without a meaning",
    OPEN: "not settled",
}


ALONE = "proved by a solver alone"
SOLVED = ("solvers", "solver")
"""Trust below the kernel's."""
COUNTED: tuple[str, ...] = ("proved", ALONE, *(verdict for verdict in HOLDS if verdict != "proved"))
"""The verdicts that are counted, in the order of reports."""


def counts(document: DocumentFindings) -> dict[str, int]:
    """Return how many claims have each verdict; what only a solver proved is counted apart."""
    alone = sum(claim["holds"] == "proved" and claim["trust"] in SOLVED for claim in document["claims"])
    counted = {verdict: document["summary"]["holds"].get(verdict, 0) for verdict in COUNTED}
    return counted | {"proved": counted["proved"] - alone, ALONE: alone}


def standing(claim: ClaimFinding) -> str:
    """Return how a claim stands: `SOUND`, `GAP`, `WRONG` or `OPEN`.

    >>> standing({"holds": "proved", "follows": "no"})
    'gap'
    """
    if claim["holds"] in ("refuted", "ill-typed"):
        return WRONG
    if claim["follows"] == "no":
        return GAP if claim["holds"] == "proved" else OPEN
    return SOUND if claim["holds"] == "proved" and claim["follows"] == "yes" else OPEN


def verdict(claim: ClaimFinding) -> str:
    """Return both verdicts on a claim in a few words.

    >>> verdict({"holds": "proved", "follows": "no"}), verdict({"holds": "refuted", "follows": "no"})
    ('true, not shown', 'refuted')
    """
    holds, follows = claim["holds"], claim["follows"]
    if holds in ("refuted", "ill-typed"):
        return holds
    words = {"yes": "", "if": "follows if what it cites holds", "no": "does not follow", "unknown": "follows?"}[follows]
    if holds == "proved" and follows == "no":
        return "true, not shown"
    if holds == "proved" and claim.get("trust") in SOLVED:
        return ALONE
    return f"{holds}, {words}" if words else holds


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What is supposed, as LaTeX, whole and without its name, and the name that reports give it, unless it is short.

    What one section alone supposes, as the hypothesis of an induction, has none: it is said there.
    """

    latex: str
    says: str
    label: str = ""
    tacit: bool = False


@dataclass(frozen=True, slots=True)
class Supposition:
    """What some lines in a row suppose beyond what their section does, by the id of the first."""

    lines: tuple[str, ...]
    hypotheses: tuple[Hypothesis, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Claims that stand together in the source: a lemma and its proof, or the text between two lemmas."""

    title: str
    claims: tuple[ClaimFinding, ...]
    shared: tuple[Hypothesis, ...]
    """What all its claims suppose."""
    suppositions: Mapping[str, Supposition]


def unused(claim: ClaimFinding) -> list[Assumption]:
    """Return what a claim supposes and its proof does not use.

    >>> p = {"text": "p > n", "latex": "p > n", "said": True}
    >>> unused({"assumptions": [p | {"used": False}, p | {"used": True}, p]})
    [{'text': 'p > n', 'latex': 'p > n', 'said': True, 'used': False}]
    """
    return [part for part in claim.get("assumptions", []) if not part.get("used", True)]


SHORT = 24
"""The most characters of LaTeX of a hypothesis that is said again rather than named."""


def hypotheses(document: DocumentFindings) -> dict[str, Hypothesis]:
    """Return everything that is supposed in a document, by its LaTeX, in the order in which it is met first.

    What only says what a letter stands for is notation, and not among it.
    """
    found: dict[str, Hypothesis] = {}
    defined = {entry["latex"] for entry in document.get("notation", [])}
    said = Counter(latex for _, claims in _grouped(document) for latex in _listings(claims))
    number = 0
    for claim in document["claims"]:
        for latex, tacit in _supposed(claim):
            if latex in found or latex in defined:
                continue
            label, says = "", latex
            if named := re.match(r"\\text\{([^{}$\\]+): \}", latex):
                label, says = named[1], latex[named.end() :]
            elif len(latex) > SHORT and said[latex] > 1:
                number += 1
                label = f"H{number}"
            found[latex] = Hypothesis(latex, says, label, tacit)
    return found


def _listings(claims: Sequence[ClaimFinding]) -> Iterator[str]:
    """What the lists of hypotheses in a section say, each as often as it stands in one."""
    shared = _in_all(claims) if len(claims) > 1 else []
    yield from shared
    for supposed, _ in groupby(claims, key=lambda claim: [h for h, tacit in _supposed(claim) if not tacit]):
        yield from (h for h in supposed if h not in shared)


_HEADING = re.compile(
    r"(?:[a-z]+ )?(?:theorem|lemma|proposition|corollary|assumption|definition|claim|exercise|example|section)\b", re.I
)


def _place(claim: ClaimFinding) -> str:
    """What the source calls the part of it in which a claim stands; in a paper in LaTeX the place is only a line."""
    return "" if claim.get("column") else re.split(r"[,:(]", claim["where"])[0].strip()


def _head(claim: ClaimFinding) -> str:
    place = _place(claim)
    return place.lower() if _HEADING.match(place) else claim["id"].partition(".")[0]


def _grouped(document: DocumentFindings) -> Iterator[tuple[str, tuple[ClaimFinding, ...]]]:
    for head, group in groupby(document["claims"], key=_head):
        yield head, tuple(group)


def _supposed(claim: ClaimFinding) -> list[tuple[str, bool]]:
    return [*((h, False) for h in claim.get("given", [])), *((h, True) for h in claim.get("tacit", []))]


_NUMBERED = re.compile(r"([a-z]+)(\d+)")
_FAR = 60
"""Lines that a statement has at most before what it claims."""


def _titled(head: str, claim: ClaimFinding) -> str:
    """Return an id that names a line of a paper in words: ``line48`` is line 48, ``lemma3`` the lemma in line 3."""
    found = _NUMBERED.fullmatch(head)
    if found is None or not claim.get("column") or not 0 <= claim["line"] - int(found[2]) <= _FAR:
        return head
    if found[1] == "line":
        return f"Line {found[2]}"
    return f"{found[1].capitalize()} in line {found[2]}" if _HEADING.match(found[1]) else head


def sections(document: DocumentFindings) -> Iterator[Section]:
    """Yield the claims of a document in source order, by what they stand in or by the first part of their ids."""
    known = hypotheses(document)
    for head, claims in _grouped(document):
        title = _place(claims[0]) or _titled(head, claims[0])
        shared = tuple(known[h] for h in _in_all(claims) if h in known) if len(claims) > 1 else ()
        yield Section(title, claims, shared, _suppositions(claims, shared, known))


def _suppositions(
    claims: Sequence[ClaimFinding], shared: Sequence[Hypothesis], known: Mapping[str, Hypothesis]
) -> dict[str, Supposition]:
    """What lines in a row suppose; what their notation presupposes stands at a statement only."""

    def said(claim: ClaimFinding) -> tuple[Hypothesis, ...]:
        return tuple(h for h in own(claim, shared, known) if not h.tacit or claim["kind"] == "statement")

    runs = [(supposed, [c["id"] for c in run]) for supposed, run in groupby(claims, key=said) if supposed]
    return {ids[0]: Supposition(tuple(ids), supposed) for supposed, ids in runs}


def _in_all(claims: Sequence[ClaimFinding]) -> list[str]:
    meaningful = [c for c in claims if c["holds"] != "ill-typed"] or list(claims)
    lists = [[h for h, _ in _supposed(c)] for c in meaningful]
    return [h for h in dict.fromkeys(lists[0]) if all(h in other for other in lists)]


def notation(document: DocumentFindings) -> dict[str, list[Defined]]:
    """Return what each claim uses of what its document defines, by the id of the claim."""
    by_symbol: dict[str, list[Defined]] = {}
    for entry in document.get("notation", []):
        by_symbol.setdefault(entry["symbol"], []).append(entry)
    return {
        claim["id"]: [entry for symbol in claim.get("notation", []) for entry in by_symbol.get(symbol, [])]
        for claim in document["claims"]
    }


def own(claim: ClaimFinding, shared: Sequence[Hypothesis], known: Mapping[str, Hypothesis]) -> list[Hypothesis]:
    """Return what a claim supposes beyond what its section does."""
    said = {h.latex for h in shared}
    return [known[h] for h, _ in _supposed(claim) if h not in said and h in known]


def broken_by(document: DocumentFindings) -> Mapping[str, tuple[str, ...]]:
    """Return, for each defect that rests on others, the ids of those that it rests on in the end, in source order."""
    claims = {claim["id"]: claim for claim in document["claims"]}
    defects = {name for name, claim in claims.items() if standing(claim) in (WRONG, GAP)}
    below = {name: {c for c in claims[name].get("cites", []) if c in defects and c != name} for name in defects}
    for name in defects:
        if claims[name]["holds"] == "ill-typed":  # whatever it cites, this is a mistake of its own
            below[name] = set()
    place = {name: number for number, name in enumerate(claims)}
    found = {}
    for name in defects:
        ends = {other for other in reached(below, below[name]) if not below[other] and other != name}
        if below[name]:
            found[name] = tuple(sorted(ends or below[name], key=place.__getitem__))
    return found


def causes(document: DocumentFindings) -> list[ClaimFinding]:
    """Return the claims that are defects of their own, in source order: wrong, and not because of what they cite."""
    broken = broken_by(document)
    return [c for c in document["claims"] if _is_defect(document, c) and c["id"] not in broken]


def consequences(document: DocumentFindings) -> list[tuple[ClaimFinding, tuple[str, ...]]]:
    """Return the other defects, in source order, each with the wrong claims that it rests on."""
    broken = broken_by(document)
    return [(c, broken[c["id"]]) for c in document["claims"] if _is_defect(document, c) and c["id"] in broken]


def _is_defect(document: DocumentFindings, claim: ClaimFinding) -> bool:
    return claim["id"] in document["summary"]["defects"]


def headline(document: DocumentFindings) -> str:
    """Return in one sentence whether what a document states survives."""
    claims = document["claims"]
    if not claims:
        return "There was nothing to check."
    stated = [c for c in claims if c["kind"] == "statement"]
    if not document["summary"]["defects"]:
        unsettled = [c for c in claims if standing(c) == OPEN]
        if not unsettled:
            each = "" if len(claims) == 1 else ", each"
            return f"Everything holds and follows: {_all(len(claims), 'claim')} proved{each} from the reason given."
        return f"Nothing is wrong; {count(len(unsettled), 'claim')} of {len(claims)} could not be settled."
    parts = [_stated(stated)] if stated else []
    wrong = sum(standing(c) == WRONG for c in claims)
    gaps = sum(standing(c) == GAP for c in claims)
    if wrong:
        parts.append(f"{count(wrong, 'line')} of {len(claims)} {'is' if wrong == 1 else 'are'} wrong.")
    if gaps:
        said = "line is true but is" if gaps == 1 else "lines are true but are"
        parts.append(f"{gaps} {said} not shown by the reason given.")
    return " ".join(parts)


def _stated(stated: Sequence[ClaimFinding]) -> str:
    false = sum(standing(c) == WRONG for c in stated)
    shown = sum(standing(c) == SOUND for c in stated)
    unshown = sum(standing(c) == GAP for c in stated)
    left = len(stated) - false - shown - unshown
    words = [
        f"{shown} {'stands' if shown == 1 else 'stand'} as proved" if shown else "",
        f"{unshown} {'is' if unshown == 1 else 'are'} true, but not shown by the proof as written" if unshown else "",
        f"{false} {'is' if false == 1 else 'are'} false as written" if false else "",
        f"{left} could not be settled" if left else "",
    ]
    return f"Of {count(len(stated), 'statement')}, {listed([w for w in words if w])}."


def _all(number: int, noun: str) -> str:
    return f"the one {noun} is" if number == 1 else f"all {number} {noun}s are"


def count(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> count(1, "claim"), count(2, "claim")
    ('1 claim', '2 claims')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence.

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
