"""Claims of known truth, sent through the engine as anybody's are, and what it says of them."""

import signal
import time
import traceback
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from claims import CONTRADICTORY, FALSE, TRUE, Told, lemma_file

from proofcheck.check import check_documents
from proofcheck.lang import Claim, Document, Reason, document

SECONDS = 60
"""How long one claim may take."""

SECONDS_TOGETHER = 20
"""How long claims that are sent together may take, before they are sent one by one."""

NOT_READ, FAILED, SLOW = "not read", "failed", "slow"
WRONG = {(FALSE, "proved"), (TRUE, "refuted"), (CONTRADICTORY, "refuted"), (CONTRADICTORY, "proved")}


class _TooSlowError(BaseException):
    """Raised by the clock; no ``except Exception`` of the engine takes it for its own."""


@dataclass
class Tally:
    """What was said how often, and what must not be."""

    verdicts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def count(self, seed: int, told: Told, verdict: str, seconds: float, detail: str = "") -> None:
        self.verdicts[told.family, told.truth, verdict] += 1
        self.seconds[verdict] += seconds
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


def judge(batch: Iterable[tuple[int, Told]], tally: Tally) -> None:
    """Send claims through the engine at once; where that fails or takes long, one after the other."""
    documents = {seed: (told, document_of(seed, told)) for seed, told in batch}
    try:
        found = _findings([made for _, made in documents.values()], SECONDS_TOGETHER)
    except (Exception, _TooSlowError):
        for seed, (told, made) in documents.items():
            _judge_alone(seed, told, made, tally)
        return
    for (seed, (told, _)), result in zip(documents.items(), found, strict=True):
        verdict, seconds = _verdict(result)
        tally.count(seed, told, SLOW if seconds > SECONDS else verdict, seconds, f"{seconds:.0f} s")


def _judge_alone(seed: int, told: Told, made: Document, tally: Tally) -> None:
    started = time.perf_counter()
    try:
        verdict, _ = _verdict(_findings([made], SECONDS)[0])
        detail = ""
    except _TooSlowError:
        verdict, detail = SLOW, f"{SECONDS} s"
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        verdict, detail = FAILED, f"{type(error).__name__} in {place.name} ({place.filename}:{place.lineno}): {error}"
    tally.count(seed, told, verdict, time.perf_counter() - started, detail)


def _verdict(result: dict[str, Any]) -> tuple[str, float]:
    claims = result["claims"]
    return (str(claims[0]["holds"]), float(claims[0]["seconds"])) if claims else (NOT_READ, 0.0)


def _findings(documents: list[Document], seconds: float) -> list[dict[str, Any]]:
    """The engine's findings, within a time."""

    def ring(*_: Any) -> None:
        raise _TooSlowError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        found: list[dict[str, Any]] = check_documents(documents, workers=1)["documents"]
        return found
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
