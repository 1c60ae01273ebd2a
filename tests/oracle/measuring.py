"""Planted mistakes in all documents, what the engine says of each, and what the oracle says of that.

``python tests/oracle/measuring.py --seed 7 --of-each 48 [DOCUMENT ...]`` draws so many mutants of each document, those
of claims that are proved, and prints one line of JSON for each as it is judged, and a table by kind at the end.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from instances import Case, UnreadError, fails_near, told_false
from meaning import NoValueError

from proofcheck.check import Verdicts
from proofcheck.experiments import with_mutants
from proofcheck.lang.documents import Document
from proofcheck.reading import read_installed
from proofcheck.study.mutants import MISTAKES, Mutant

RIGHT, WRONG, NOT_TOLD, OPEN = "right", "wrong", "not told", "open"
DRAWS = 20
KIND_OF_EACH = 2
"""How many mutants of each claim and kind are made, of which some are drawn."""
AT_A_TIME = 8


def judged(document: Document, found: dict[str, Any]) -> str:
    """What the oracle says of a finding: that it is right or wrong, or that it cannot tell."""
    claim = document.claim(found["id"])
    if found["holds"] not in {"refuted", "proved"}:
        return OPEN
    case = Case.of(claim.says, [a for h in document.hypotheses(claim) for a in h.assertions])
    try:
        if found["holds"] == "refuted":
            told = told_false(case, found["counterexample"]["instance"])
            return NOT_TOLD if told is None else RIGHT if told else WRONG
        return WRONG if fails_near(case, found["witness"], DRAWS, 0) else RIGHT
    except (UnreadError, NoValueError, NotImplementedError, KeyError):  # what the instance gives in another way
        return NOT_TOLD


def measured(document: Document, of_each: int, seed: int) -> Iterator[dict[str, Any]]:
    """Mutants of a document, with what was said of them."""
    ids = [claim.id for claim in document.claims]
    whole, made, lost = with_mutants(document, ids, KIND_OF_EACH, seed, 1)
    for name, reason in lost.items():
        yield {"document": document.id, "claim": name, "holds": "failed", "reason": str(reason)}
    with Verdicts(whole, seed=seed, workers=1) as verdicts:
        proved = {found["id"] for found in verdicts.of(ids) if found["holds"] == "proved"}
        some = [mutant for mutant in made if mutant.original in proved]
        drawn = random.Random(f"{seed} {document.id}").sample(some, min(of_each, len(some)))
        for start in range(0, len(drawn), AT_A_TIME):
            part = drawn[start : start + AT_A_TIME]
            found = verdicts.of([mutant.claim.id for mutant in part])
            yield from (_told(whole, *pair) for pair in zip(part, found, strict=True))


def _told(whole: Document, mutant: Mutant, found: dict[str, Any]) -> dict[str, Any]:
    shown = found["counterexample"]
    return {
        "document": whole.id,
        "claim": mutant.claim.id,
        "mistake": mutant.mistake,
        "change": mutant.words,
        "text": found["text"],
        "holds": "failed" if found.get("failed") else found["holds"],
        "oracle": judged(whole, found),
        "seconds": found.get("seconds"),
        "counterexample": None if shown is None else shown["relation"],
        "repair": found.get("repair"),
    }


def table(lines: list[dict[str, Any]]) -> str:
    """How many mutants of each kind got which verdict, and what the oracle said."""
    counts = Counter((line.get("mistake", "?"), line["holds"]) for line in lines)
    verdicts = sorted({line["holds"] for line in lines})
    rows = [f"{'':20}" + "".join(f"{verdict:>12}" for verdict in verdicts)]
    for kind in MISTAKES:
        rows.append(f"{kind:20}" + "".join(f"{counts[kind, verdict] or '':>12}" for verdict in verdicts))
    rows.append(f"{len(lines):<20}" + "".join(f"{sum(x['holds'] == v for x in lines):>12}" for v in verdicts))
    return "\n".join([*rows, f"the oracle: {dict(Counter(line.get('oracle') for line in lines))}"])


def main() -> None:
    """What this module is for, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="*", help="all of them where none is named")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--of-each", type=int, default=48)
    asked = parser.parse_args()
    documents = read_installed()
    lines = []
    for name in asked.documents or documents:
        for line in measured(documents[name], asked.of_each, asked.seed):
            lines.append(line)
            print(json.dumps(line), flush=True)
    print(table(lines), file=sys.stderr)


if __name__ == "__main__":
    main()
