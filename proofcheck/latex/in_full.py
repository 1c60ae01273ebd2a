"""Whether words say a property in full, everywhere, and of the name itself: "hidden convex" is not convex."""

import re
from collections.abc import Sequence

from proofcheck.latex.forms import names_in
from proofcheck.latex.notation import Notation
from proofcheck.latex.source import Token
from proofcheck.latex.vocabulary import NEUTRAL, RELATIONS, words

_PROPERTY = r"(?:convex|concave|symmetric|monotone|positive|negative|increasing|decreasing|invertible|orthogonal)"
_OF_CONSTANT = r"(?:smooth|lipschitz|strongly|expansive|co-?coercive|bounded|continuous|differentiable)"
_ANY = rf"(?:{_PROPERTY}|{_OF_CONSTANT})"
_HEDGED = re.compile(
    r"\b(?:almost|nearly|locally|possibly|potentially|approximately|piecewise|eventually|partially|conditionally|"
    r"(?:similar|congruent|conjugate|close|equivalent) to(?: an?| the)?|"
    r"hardly|essentially|no longer|relatively|directionally|geodesically|separately|conically|star|path|"
    r"(?:pseudo|midpoint|multi|log)|(?:differences?|ratios?|quotients?|products?|one|some|most) of(?: two| the|"
    r" these)?|"
    r"(?:squares?|powers?|roots?|inverses?|exponentials?|logarithms?|compositions?|parts?|blocks?|submatri\w+|maxim\w+|"
    r"minim\w+|suprem\w+|infim\w+|limits?) of an?|"
    rf"{_ANY}(?: functions?)?,? or)[) -]*(?:\w+ly[ -])?(?:⟨\d+⟩ ?-? ?)?\Z",
    re.IGNORECASE,
)
"""What stands before a property that is not there in full, or that is one of two."""
_UNDER = re.compile(
    r"\b(?:if|when|whenever|where|wherever|(?:as|so) long as|until|till|unless|while|once) (?:it|they) "
    r"(?:is|are|was|were|remains?|stays?|becomes?|turns?)(?: [a-z]+){0,3} \Z",
    re.IGNORECASE,
)
"""What stands before a property under which another one is there: "convex where it is positive"."""
_SOMEWHERE = re.compile(
    r"(?: (?:functions?|matrix))?(?:,| [(])? (?:except|up to|"
    r"in (?:section|chapter|appendix|theorem|lemma)|or (?:skew|anti)|"
    r"(?:square|inverse|part|root|epigraph|spectrum|kernel)\b|on (?:an?|the|some) (?:[a-z]+ )?(?:subspace|cone|set)|"
    r"relative to an?\b|(?:with respect to|w\.?r\.?t\.?|relative to|in|under) (?:the |an? |some |any |this |that )?+"
    r"(?!euclidean|usual|standard|same|given|norm\b)(?:[a-z]+ ){1,2}(?:norm|metric|distance|geometry|inner product)\b|"
    r"modulo\b|mod\b|after\b|once\b|almost\b|⟨\d+⟩ ?-? ?almost\b|at (?:infinity|zero|scale|large|small)\b|"
    r"in the limit\b|"
    r"for (?:almost|most|many|few)\b|on (?:the|an?) (?:[a-z]+ ){0,2}(?:orthant|quadrant|half-?space|simplex|"
    r"polytope)\b|"
    r"or (?:that|let|if|when|we|it|not|arbitrary|anti-?symmetric|asymmetric|skew)\b|"
    r"there\b|along|near|around|outside|unless|in (?:expectation|probability|distribution|mean)\b|on average\b|"
    r"(?:for|with|when|if) (?:an? |the |all |any |some )?(?:sufficiently |very )?(?:large|small|high|low|certain|"
    r"some)\b|"
    r"with (?:\w+ )?probability\b|(?:are|is|can be|will be) (?:treated|considered|studied|discussed|handled|"
    r"excluded)\b|"
    rf"or (?:else )?(?:\w+ly[ -])?(?:⟨\d+⟩ ?-? ?)?(?:{_ANY}|zero|vanish\w*|null)|"
    r"or (?:merely|only|just|at least|more generally|quasi|pseudo)|"
    r"on (?:the|an?|each|every|some) (?:\w+ )?(?:segment|line|ball|interval|sphere|boundary|neighbou?rhood)s?|"
    r"in (?:its|the|each|every|one|either|any)(?: \w+)? (?:argument|variable|coordinate|component|block)s?)\b",
    re.IGNORECASE,
)
"""What stands after a property that holds somewhere, or in one variable, or that is one of two."""
_PHRASE = re.compile(
    r"[,;.:()]|⟨\w+⟩(?! ?-)|\b(?:and|or|an?|the|our|their|its|this|that|these|each|every|any|some|all|both|two|be|"
    r"is|are|"
    r"been|being|has|have|had|of|with|for|in|on|to|by|from|where|which|who|as|we|it|given|let|suppose|assume|assuming|"
    r"consider|if|when|whenever|under|minimi[sz](?:e|es|ing)|functions?|matri(?:x|ces)|assumed|supposed)\b",
    re.IGNORECASE,
)
"""What begins the phrase in which a property stands."""
FULLY = NEUTRAL | words(
    "strictly strongly jointly globally uniformly everywhere always clearly indeed still again then thus "
    "hence therefore moreover furthermore additionally also only merely just simply proper lower "
    "semicontinuous lsc smooth nonsmooth non-smooth nice regular coercive bounded unbounded analytic "
    "infinitely thrice times separable additive general generic standard simple nonlinear non-linear "
    "quadratic linear polynomial homogeneous even finite extended known required taken chosen empirical "
    "expected regularised regularized unregularised unregularized composite deterministic stochastic "
    "high-dimensional large small big tiny sparse dense square sufficiently very arbitrarily convex concave "
    "symmetric positive negative nonnegative non-negative definite semidefinite increasing decreasing "
    "lipschitz monotone invertible orthogonal unit nonzero non-zero bilinear first-order second-order "
    "norm-bounded self-adjoint univariate multivariate well-defined non-degenerate nondegenerate non-constant "
    "nonconstant non-empty nonempty compact full-rank not integer natural whole rational universal absolute "
    "numerical prescribed common single new other second first third non-trivial nontrivial possibly "
    "potentially nonquadratic unconstrained independent random diagonal monotonically weakly at "
    "infinitely-differentiable"
)
"""Words before a property that take nothing from it, or are heard apart."""
_CONFINED = re.compile(
    r"\b(?:on|in|inside|within|near|around|outside|along) (?:which|it|(?:⟨\d+⟩|(?:the|this|that|an?|any|each|every|"
    r"some|its|such an?) (?:[a-z]+ ){0,3}?(?:balls?|spheres?|sets?|regions?|neighbou?rhoods?|cones?|simplex|subspaces?|"
    r"intervals?|lines?|segments?)(?: (?:of|around|about|at|with)\b[^.;,]*)?)),?\s*\Z|\bthere,?\s*\Z",
    re.IGNORECASE,
)
"""What stands before a name to say where something holds of it: "on this ball, f is"."""
_TREATED = re.compile(
    r",? (?:are|is|can be|will be|was|were|has been|have been) (?:[a-z]+ ){0,2}"
    r"(?:treated|considered|studied|discussed|handled|excluded|analy[sz]ed|covered|postponed|easier|simpler)\b",
    re.IGNORECASE,
)
_ONE_OF_TWO = re.compile(
    r"\b(?:one|some|two|either|neither|none|both|all but one|most) of (?:which|whom) (?:is|are)\b|"
    r"\b(?:some|at least one|exactly one|only one|not (?:all|every)|all but one|most)(?: of(?: the)?)?(?: functions?)? "
    rf"⟨\d+⟩ (?:is|are|be)\b[^⟨⟩.;]*(?:⟨\d+⟩ ?-? ?)?(?:{_PROPERTY}|smooth|lipschitz)\b|"
    rf"\bresp(?:ectively)?\b[^.;]*\b{_ANY}\b|\b{_ANY}\b[^.;]*\bresp(?:ectively)?\b|"
    r"⟨\d+⟩,? or ⟨\d+⟩ (?:is|are|be)\b|"
    r"⟨\d+⟩,? or (?:its|their|the|an?|some) (?:[a-z]+ ){1,3}(?:is|are|be)\b|"
    rf"⟨\d+⟩ (?:is|are|be) [^⟨⟩.;]*\b{_PROPERTY}\b[^⟨⟩.;]*\bor (?:that |if )?⟨\d+⟩ (?:is|are|be)\b",
    re.IGNORECASE,
)
"""What says a property of one of two names, or says two properties of two names at once."""
_PART = re.compile(
    r"\b(?!(?:values?|gradients?|derivatives?|slopes?|each|all|both|any|every|some|either|members?|terms?|because|"
    r"instead|outside|independent(?:ly)?|regardless|case|choice|eigenvalues?) )[a-z-]+ "
    r"(?:of|between)(?: the| both| all)?\s*\Z|"
    r"\b(?:the|an?) (?!considered|desired|fixed|required|so-called|un|[a-z]+-mentioned|aforementioned)[a-z-]+ed\s*\Z",
    re.IGNORECASE,
)
"""What stands between something and that of which it is a part, or the value of a function there."""
_PARTS = re.compile(r"\b(?:entries|components|coordinates|elements|values|coefficients|columns|rows|spectrum)\b", re.I)
_DENIED_WORD = re.compile(
    r"\bnon[ -]?-? ?(?:convex|concave|smooth|differentiable|linear|quadratic|monotone|symmetric|strongly[ -]convex|"
    r"strictly[ -]convex|separable|stationary|normal|diagonal|orthogonal|lipschitz)\b|"
    r"\b(?:but |and |though )?not (?:necessarily|(?:assumed|required|supposed) to be) (?:strictly |strongly )?"
    rf"(?:{_PROPERTY}|smooth|lipschitz|differentiable|unique)\b(?! (?:or|and|in|at|on)\b)",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"[^,]*\b(?:if|when|whenever|iff|provided|unless|until|till|while|(?:as|so) long as|"
    r"(?:where|wherever) (?:it|they|this|that|these|nothing|something) [a-z]+)\b|"
    r" (?:plus|minus|times|eventually|initially|mostly|locally|typically|generically|sometimes|often|usually)\b",
    re.IGNORECASE,
)
"""What says when something has a property, how often, with what added, or what that means."""
ANOTHER_CLAUSE = re.compile(
    r"\b(?:where|so that|for (?:all|any|every|each|some)|and (?:we )?(?:let|write|put|set|define|denote|call))\b"
)
_RELATION_BY_NAME = re.compile(r"\bthe [^⟨⟩.;]*\b(?:inequality|condition|equation|bound|identity|relation|property) ?$")
"""What names a relation that stands right after it: "satisfies the growth condition $f(x) \\ge \\|x\\|$"."""


def treated(after: str) -> bool:
    """Whether the words after something that is called by a property only say where such things are looked at.

    >>> treated(" are treated in Section 3."), treated(" is the objective")
    (True, False)
    """
    return _TREATED.match(after) is not None


def one_of_two(sentence: str) -> bool:
    """Whether a sentence says a property of one of two names, or different ones of two names "respectively".

    >>> one_of_two(" Suppose ⟨0⟩ is convex, or ⟨1⟩ is convex"), one_of_two(" Let ⟨0⟩ be convex and ⟨1⟩ or more")
    (True, False)
    """
    return _ONE_OF_TWO.search(sentence) is not None


def of_parts(words: str) -> bool:
    """Whether words before a formula speak of what something consists of: "have entries in $[0, 1]$".

    >>> of_parts(" entries in "), of_parts(" constant ")
    (True, False)
    """
    return _PARTS.search(words) is not None


def without_denied(said: str) -> str:
    """Return what is said of something without the single words that deny something, and so suppose nothing.

    >>> without_denied(" a nonconvex, ⟨1⟩ smooth function"), without_denied(" not convex and smooth")
    (' a proper, ⟨1⟩ smooth function', ' not convex and smooth')
    """
    return _DENIED_WORD.sub("proper", said)


def confined(before: str, inline: Sequence[Sequence[Token]]) -> bool:
    """Whether words before a name say where something holds of it, other than in a whole space.

    >>> confined(" Let ⟨0⟩ be a ball; there", []), confined(" Near ⟨0⟩,", [[]]), confined(" Here", [])
    (True, True, False)
    """
    found = _CONFINED.search(before)
    space = re.search(r"⟨(\d+)⟩", found[0]) if found is not None else None
    return found is not None and (space is None or all(t.text != "\\mathbb" for t in inline[int(space[1])]))


def is_part(before: str) -> bool:
    """Whether what is said of a name after these words is said of something that belongs to it: "the inverse of".

    >>> is_part(" Suppose the square of"), is_part(" Let the gradient of"), is_part(" Let each of")
    (True, False, False)
    """
    return _PART.search(before) is not None


def restricted(said: str, start: int, end: int) -> bool:
    """Whether the word for a property, from ``start`` to ``end`` in what is said, does not say it in full.

    >>> said = " locally convex and smooth near"
    >>> restricted(said, 9, 15), restricted(said, 20, 26), restricted(" convex and smooth", 1, 7)
    (True, True, False)
    """
    after = _SOMEWHERE.match(said[end:]) or _MEANT.match(said[end:])
    before = said[:start]
    hedged = _HEDGED.search(before) is not None or _UNDER.search(before) is not None
    return hedged or after is not None or _is_qualified(before)


def _is_qualified(before: str) -> bool:
    """Whether a word stands right before a property of which it is not known that it takes nothing from it.

    >>> [_is_qualified(said) for said in (" hidden ", " a proper closed ", " mostly ", " given by a nice ", "")]
    [True, False, True, False, False]
    """
    phrase = _PHRASE.split(before)[-1]
    return any(word.lower() not in FULLY for word in re.findall(r"[A-Za-z][A-Za-z-]*", phrase))


def spelled_out(
    found: re.Match[str], names: Sequence[str], inline: Sequence[Sequence[Token]], notation: Notation
) -> bool:
    """Whether a relation about names stands right after what words, the second of what is found, call it."""
    after = re.match(r"⟨(\d+)⟩", found.string[found.end() :])
    if after is None or not _RELATION_BY_NAME.search(found[2]):
        return False
    tokens = inline[int(after[1])]
    return set(names) <= names_in(tokens, notation) and any(t.text in RELATIONS for t in tokens)


def names_part(said: str, inline: Sequence[Sequence[Token]]) -> bool:
    r"""Whether all that is said of a part is a formula or a display: "the divergence of $f$ is $D(x, y) = ...$"."""
    formula = re.fullmatch(r"(?: ⟨(\d+|display)⟩)?,?", said.removesuffix(" "))
    number = formula[1] if formula is not None else ""
    return formula is not None and (not (number or "").isdecimal() or any(t.text == "=" for t in inline[int(number)]))


def has_sign(tokens: Sequence[Token]) -> bool:
    """Whether a formula says of a number where it is: ``\\tau > 0``."""
    return any(t.text in RELATIONS and t.text not in {"=", ":"} for t in tokens)
