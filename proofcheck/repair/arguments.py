"""The argument that a step lacks: the rules that close it, and those hypotheses of its lemma that it needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from proofcheck.lang.claims import Claim
from proofcheck.lang.rule_names import RULES

FEW = 2
"""Of how many missing rules one may do for all."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A claim with a fuller reason, and what was added to it."""

    claim: Claim
    rules: tuple[str, ...]
    drawn: bool

    @property
    def words(self) -> str:
        """What was added, in words."""
        rules = f"by {', '.join(self.rules)}" if self.rules else ""
        drawn = "from the hypotheses of its lemma as well" if self.drawn else ""
        return ", ".join(filter(None, (rules, drawn)))


def arguments(claim: Claim, uses: Sequence[str]) -> list[Argument]:
    """Fuller reasons for a claim, the shortest first, the fullest last.

    Arguments:
        uses: the rules that a proof of the claim uses.
    """
    missing = [rule for rule in uses if rule in RULES and rule not in claim.reason.rules]
    single = [(rule,) for rule in missing] if len(missing) <= FEW else []
    choices: Iterable[tuple[str, ...]] = dict.fromkeys(((), *single, tuple(missing)))
    found = []
    for drawn in (False, True) if claim.hypotheses else (False,):
        for rules in choices:
            if rules or drawn:
                reason = replace(claim.reason, rules=(*claim.reason.rules, *rules))
                given, rest = ((*claim.given, *claim.hypotheses), ()) if drawn else (claim.given, claim.hypotheses)
                fuller = replace(claim, reason=reason, given=given, hypotheses=rest)
                found.append(Argument(fuller, rules, drawn))
    return found
