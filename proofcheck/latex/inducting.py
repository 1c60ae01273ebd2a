"""What a proof by induction supposes: "suppose that the bound holds for $k$" is what its theorem claims, at k."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_HYPOTHESIS = re.compile(
    r"\b(?:(?:suppos\w*|assum\w*)(?: (?:now|next|then))?(?: that)?|if) "
    r"(?:it|this|(?:the|this|our) (?:\w+ )?(?:claim|bound|statement|result|inequality|estimate|assertion|theorem|lemma"
    r"|proposition|hypothesis))(?: is)? (?:holds?|true|valid|proved|proven|shown|established)"
    r" (?:for|at)(?: (?:some|an?|fixed|given|arbitrary|integer|index|any))*\s*⟨",
    re.IGNORECASE,
)


_STEP = re.compile(r"\b(?:induction|inductive) step\Z|^\W*(?:now )?(?:in|for|as for) (?:the|our|this) step\Z", re.I)


def begins_step(sentence: str) -> bool:
    """Whether a sentence has just said that the step of an induction comes: its first case is over.

    >>> begins_step(" In the step"), begins_step(" For the induction step"), begins_step(" Hence in the step")
    (True, True, False)
    """
    return _STEP.search(sentence) is not None


def supposes_claim(sentence: str) -> bool:
    """Whether a sentence supposes that what is to be shown holds for an index, which it may call "some".

    >>> supposes_claim(" assume the bound holds for some ⟨0⟩"), supposes_claim(" assume that ⟨0⟩ holds for ⟨1⟩")
    (True, False)
    """
    return _HYPOTHESIS.search(sentence) is not None


def hypotheses(reading: "Reading", index: Any, before: str) -> Iterator[Any]:
    """What the theorem claims at an index, where the words before it suppose that, in its proof.

    Of a theorem that claims several things nobody knows which of them is meant.
    """
    if not reading.scopes.proving or not supposes_claim(f"{before} ⟨"):
        return
    shown = [claim.says for claim in reading.record.claims if claim.id in reading.scopes.shown]
    if len(shown) == 1 and isinstance(shown[0], ex.ForAll) and len(shown[0].ranges) == 1:
        [span] = shown[0].ranges
        variable = ex.range_variable(span)
        if isinstance(variable, ex.ScalarSymbol) and variable.is_integer:
            yield shown[0].body.xreplace({variable: index})


def of_bound(reading: "Reading", says: Any) -> Iterator[Any]:
    r"""The same where the index comes with a bound: "holds for some $k \\ge 1$"."""
    if isinstance(says, ex.Relation) and isinstance(says.left, ex.ScalarSymbol) and says.left.is_integer:
        yield from hypotheses(reading, says.left, reading.speech.sentence.rpartition("⟨")[0].rstrip())
