"""Reasons: the rules that they may name, the usual names of these, and what needs no naming."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from proofcheck.lang.expressions import LanguageError

RULES = (
    "Cauchy-Schwarz",
    "triangle inequality",
    "triangle inequality for integrals",
    "operator norm",
    "Frobenius norm",
    "nuclear norm",
    "trace",
    "inverse",
    "Rayleigh quotient",
    "singular values",
    "perturbation of singular values",
    "perturbation of eigenvalues",
    "infimum",
    "monotonicity of the integral",
    "fundamental theorem of calculus",
    "Groenwall",
    "gradient inequality",
    "continuation",
    "induction",
    "descent lemma",
    "mean value theorem",
    "first-order condition",
    "first-order convexity",
    "co-coercivity",
    "strong convexity",
    "bounded gradient",
    "proximal point",
    "projection",
    "Hoeffding's lemma",
    "congruence",
)
"""What a reason may name. Algebra, derivatives, definitions and hypotheses need no naming."""

FREE = frozenset(
    {
        "normal form",
        "arithmetic",
        "differentiation",
        "definition",
        "hypothesis",
        "monotonicity",
        "maximum",
        "logic",
    }
)
"""Names that a proof may always use: what a reader does without being told."""

_SYNONYMS = {
    "Cauchy-Schwarz": r"cauchy\W*schwar[tz]z?|\bC\.?S\.?\b|\bCauchy\b",
    "triangle inequality": r"triangle|minkowski|\bsub-?additiv",
    "triangle inequality for integrals": r"triangle inequality for integrals|norm of (the|an) integral",
    "operator norm": r"operator norm|sub-?multiplicativ|definition of the (operator |spectral )?norm|spectral norm",
    "Rayleigh quotient": r"rayleigh|courant\W*fischer|min-?max (principle|theorem)|variational (principle|character)",
    "singular values": r"singular values?",
    "nuclear norm": r"nuclear|trace norm|(trace|norm) duality|von neumann|dual(ity of)? (the )?norm",
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
    "mean value theorem": r"mean[ -]value|\bhessian\b|\bjacobian\b|taylor",
    "first-order condition": r"first-?order (optimality )?condition|optimality|stationar|minimi[sz]er|\bFermat\b",
    "first-order convexity": r"convexity|\bconvex\b",
    "strong convexity": r"strong(ly)?[ -]convex|polyak|\bP\W?L\b|quadratic growth",
    "co-coercivity": r"co-?coerciv|\bbaillon\b",
    "bounded gradient": r"\blipschitz\b(?!\w* of the gradient)",
    "proximal point": r"\bprox",
    "Hoeffding's lemma": r"hoeffding",
    "congruence": r"congruence|substitut",
}  # fmt: skip
_PATTERNS = {rule: re.compile(pattern, re.IGNORECASE) for rule, pattern in _SYNONYMS.items() if rule in RULES}


_TELLS_NO_RULE = re.compile(
    r"young|jensen|h(ö|oe|o)lder|\ba\W*m\W*g\W*m\b|markov|chebyshev|bernoulli|pythagor|parallelogram|telescop|"
    r"(chain|product|quotient|tower) rule|conditioning|(total|iterated) expectation|(what|that) is known|martingale|"
    r"algebra|arithmetic|expan|definition|hypothes|assumption",
    re.IGNORECASE,
)
"""Names of what is shown with other rules, or with none: whoever gives one is not asked which."""


def rules_in(text: str) -> list[str]:
    """Return the rules that words name.

    >>> rules_in("(by Cauchy--Schwarz and the triangle inequality)")
    ['Cauchy-Schwarz', 'triangle inequality']
    """
    return [rule for rule in RULES if rule in _PATTERNS and _PATTERNS[rule].search(text)]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a claim should hold: in words, and as the rules and earlier claims (by id) that it cites.

    ``shared`` where the source gives it for several relations at once: each may do without some of what it cites.
    ``tacit`` where the source gives none: what it cites are earlier lines that may be used, as far as they are proved.

    Raises:
        LanguageError: a rule of another name.

    >>> Reason("", rules=["Weyl's inequality", "gronwall"]).rules
    ('perturbation of singular values', 'perturbation of eigenvalues', 'Groenwall')
    """

    text: str
    rules: Sequence[str] = ()
    claims: Sequence[str] = ()
    shared: bool = False
    tacit: bool = False

    @property
    def cited(self) -> Sequence[str]:
        """The claims that the source cites."""
        return () if self.tacit else self.claims

    def __post_init__(self) -> None:
        for what, names in (("rules", self.rules), ("claims", self.claims)):
            if isinstance(names, str):
                raise LanguageError(f"{what} of the reason {self.text!r} is {names!r}: it must be a list, [{names!r}].")
            object.__setattr__(self, what, tuple(names))
        named = (rule for name in self.rules for rule in self._meant(name))
        object.__setattr__(self, "rules", tuple(dict.fromkeys(named)))

    def _meant(self, name: str) -> Sequence[str]:
        """Return the rules that a name stands for: one of these, a usual name of some, or one that tells no rule."""
        if name in RULES:
            return (name,)
        if found := rules_in(name):
            return found
        if _TELLS_NO_RULE.search(name):
            return RULES
        near = get_close_matches(name, RULES, n=3, cutoff=0.3) or RULES[:3]
        raise LanguageError(
            f"the rule of the reason {self.text!r} is {name!r}: did you mean {', '.join(map(repr, near))}? "
            "Without a rule, write it into the text."
        )


NO_REASON = Reason("")
"""What a claim has whose author gives no reason."""
UNREASONED = "no reason is given"
"""What stands for the reason of a relation in a paper that gives none."""
