"""Claims of known truth, sent through the engine as anybody's are, and what it says of them."""

import signal
import traceback
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from claims import CONTRADICTORY, FALSE, TRUE, Told, lemma_file

from proofcheck.check import Verdicts
from proofcheck.lang import Claim, Document, Reason, document

SECONDS = 60
"""How long a claim may take."""

NOT_READ, FAILED, SLOW = "not read", "failed", "slow"
WRONG = {(FALSE, "proved"), (TRUE, "refuted"), (CONTRADICTORY, "refuted"), (CONTRADICTORY, "proved")}


class _TooSlowError(BaseException):
    """Raised by the clock; no ``except Exception`` of the engine takes it for its own."""


@dataclass
class Tally:
    """What was said how often, and what must not be."""

    verdicts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def count(self, seed: int, told: Told, verdict: str, detail: str = "") -> None:
        self.verdicts[told.family, told.truth, verdict] += 1
        if (told.truth, verdict) in WRONG:
            self.faults.append(f"{told.truth}, but {verdict}:\n{lemma_file(told, f'seed{seed}')}")
        elif verdict in {FAILED, SLOW}:
            self.faults.append(f"{verdict} {detail}:\n{lemma_file(told, f'seed{seed}')}")

    def shares(self) -> dict[str, int]:
        """How many of the true and of the false ones were proved, refuted, and so on."""
        found: Counter[str] = Counter()
        for (_, truth, verdict), number in self.verdicts.items():
            found[f"{truth}: {verdict}"] += number
        return dict(sorted(found.items()))


def document_of(seed: int, told: Told) -> Document:
    """The claim as a document of its own, as a file holds it: names of one claim are not those of another."""
    claim = Claim("claim", "", "step", told.says, given=told.hypotheses, reason=Reason(""))
    return document(f"seed{seed}", "", [claim])


def judge(seed: int, told: Told, tally: Tally) -> None:
    """Send a claim through the engine."""
    try:
        verdict, detail = _verdict(document_of(seed, told)), ""
    except _TooSlowError:
        verdict, detail = SLOW, f"{SECONDS} s"
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        verdict, detail = FAILED, f"{type(error).__name__} in {place.name} ({place.filename}:{place.lineno}): {error}"
    tally.count(seed, told, verdict, detail)


def _verdict(made: Document) -> str:
    """What the engine says, within a time."""

    def ring(*_: Any) -> None:
        raise _TooSlowError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        with Verdicts(made, workers=1) as verdicts:
            found = verdicts.of([claim.id for claim in made.claims])
        return str(found[0]["holds"]) if found else NOT_READ
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
