"""Reasons as authors give them: names of rules and their usual synonyms, labels that are referred to."""

import re
from collections.abc import Sequence

from proofcheck.lang.claims import RULES, Reason
from proofcheck.latex.source import Token, plain

NO_REASON = "no reason is given"

_SYNONYMS = {
    "Cauchy-Schwarz": r"cauchy\W*schwar[tz]z?|\bC\.?S\.?\b|\bCauchy\b",
    "triangle inequality": r"triangle|minkowski|\bsub-?additiv",
    "triangle inequality for integrals": r"triangle inequality for integrals|norm of (the|an) integral",
    "operator norm": r"operator norm|sub-?multiplicativ|definition of the (operator |spectral )?norm|spectral norm",
    "Rayleigh quotient": r"rayleigh|courant\W*fischer|min-?max (principle|theorem)|variational (principle|character)",
    "singular values": r"singular values?",
    "perturbation of eigenvalues": r"weyl|perturbation of (the )?eigen",
    "perturbation of singular values": r"weyl|perturbation of (the )?singular",
    "infimum": r"\binfimum\b|definition of (the )?inf",
    "monotonicity of the integral": r"monotonicity of (the )?integral|integrating",
    "fundamental theorem of calculus": r"fundamental theorem|newton\W*leibniz",
    "Groenwall": r"gr(ö|oe|\\\"o|\\\"\{o\}|o)n?wall",
    "gradient inequality": r"convexity|gradient inequality|first-?order condition|\bconvex\b",
    "continuation": r"continuation|continuity argument|bootstrap|first exit",
    "induction": r"\binduction|inductive",
    "descent lemma": r"descent lemma|smoothness|\bsmooth\b|quadratic upper bound|lipschitz\w* of the gradient",
    "congruence": r"congruence|substitut",
}  # fmt: skip
_PATTERNS = {rule: re.compile(pattern, re.IGNORECASE) for rule, pattern in _SYNONYMS.items() if rule in RULES}


def rules_in(text: str) -> list[str]:
    """Return the rules that words name.

    >>> rules_in("(by Cauchy--Schwarz and the triangle inequality)")
    ['Cauchy-Schwarz', 'triangle inequality']
    """
    return [rule for rule in RULES if rule in _PATTERNS and _PATTERNS[rule].search(text)]


def reason(text: str, claims: Sequence[str], *, beside: bool) -> Reason:
    """Return a reason in words; where it names no rule, any may be used.

    ``beside`` a relation, words that name a rule name all that it needs; in a sentence around a display they may leave
    something out, so that any rule may be used there.
    """
    named = rules_in(text)
    rules = named if named and beside else RULES
    shown = " ".join(text.split())[:200]
    return Reason(shown or NO_REASON, rules=rules, claims=tuple(dict.fromkeys(claims)))


_LABELS = re.compile(r"\\(?:eqref|ref|cref|Cref|autoref)\s*\{([^{}]*)\}|(?<![\w:])((?:[A-Za-z]+:)[\w:.-]+)")


def labels_in(text: str) -> tuple[str, ...]:
    r"""Return the labels that a text refers to.

    >>> labels_in(r"by \eqref{eq:a} and lem:b")
    ('eq:a', 'lem:b')
    """
    found = [name.strip() for group in _LABELS.findall(text) for part in group for name in part.split(",")]
    return tuple(name for name in found if name)


def shown(text: str) -> str:
    r"""Return words of a source without its commands.

    >>> shown(r"(by Cauchy--Schwarz, \eqref{eq:a})")
    '(by Cauchy-Schwarz, eq:a)'
    """
    without = re.sub(r"\\(?:eqref|ref|cref|Cref|autoref)\s*\{([^{}]*)\}", r"\1", text)
    return re.sub(r"\\[a-zA-Z]+\s*|[{}$]", "", without).replace("--", "-").replace("~", " ").strip()


def spoken(sentence: str, inline: Sequence[Sequence[Token]]) -> str:
    """Return a sentence with its mathematics as it was written."""
    said = re.sub(r"⟨(\d+)⟩", lambda found: plain(inline[int(found[1])]), sentence)
    return said.replace("⟨ref⟩", "...").strip()
