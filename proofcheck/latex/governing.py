r"""Of what a word for a property is said: of what is spoken of, or of something that it has, or is made of.

"$f$ is a convex function" says it of $f$; "$f$ has convex level sets", "$f$ is a sum of convex functions" and "$f$ is
bounded by a convex function" do not.
"""

import re
from collections.abc import Sequence

from proofcheck.latex.in_full import FULLY
from proofcheck.latex.vocabulary import NEUTRAL, words

_TOKEN = re.compile(r"⟨\w+⟩|[A-Za-zöÖ][A-Za-zöÖ'-]*|[,;:.()]")
IS = r"(?:is|are|be|being|remains|has|have)"
"""The verbs between a name and what is said of it."""
SLOPE = r"(?:gradients?|derivatives?|differentials?|jacobians?|slopes?)\b"
_VERB = re.compile(rf"\b({IS})\s*\Z", re.IGNORECASE)
_CONSTANT = re.compile(r"⟨\d+⟩(?= ?-? ?(?:smooth|strong|lipschitz|co-?coerc|expansive))", re.IGNORECASE)
_ADJECTIVES = FULLY - NEUTRAL - words("at not") | words(
    "strongly continuous continuously differentiable twice once closed real full-rank nonsingular non-singular psd "
    "p.s.d nonexpansive non-expansive firmly cocoercive co-coercive any arbitrary fixed given invertible normalized "
    "normalised real-valued finite-dimensional called assumed supposed said known"
)
_JOINING = words(", and or but yet as well")
_RUNNING = _ADJECTIVES | _JOINING
"""What adjectives side by side consist of."""
_ARTICLES = words("a an any some another one the")
_BEING = words("is are be been being remains remain stays as assumed supposed known said called considered itself")
_HAVING = words("has have had having with possesses admits")
_CLAUSE = words("that which it they and or but , to also both all then so moreover if when whenever")
"""What stands before a verb whose subject is still that of the sentence."""
_FAMILIES = words("sequence sequences family families collection pair triple class")
"""What is said to be of things is said of these."""
_GOVERNING = words(
    "of by on in for to at most least from than between under over into via using through about against like without "
    "times plus minus"
)
_QUALIFYING = (_ADJECTIVES - _BEING | _JOINING) - _GOVERNING
_ENDING = _GOVERNING | _JOINING | _BEING | _HAVING | _ARTICLES | words(
    "at along near that which where whose who if when whenever so such then since because while its their our this "
    "these those we it let suppose assume given . ; : ( )"
)  # fmt: skip
"""What no longer belongs to the phrase in which a property stands."""
_SAME_SUBJECT = _CLAUSE | _ADJECTIVES | _BEING
_SAYS_NO_MORE = NEUTRAL | _ADJECTIVES | _CLAUSE
"""Words between a name and its verb that leave what is spoken of as it is."""
_POSSESSION = re.compile(
    rf"\b(?:{SLOPE}|(?:entries|components|coordinates|weights|rank|columns|rows|diameter|norm|length|"
    r"(?:eigen|singular )(?:values?|vectors?)|bounded)\b)",
    re.IGNORECASE,
)
"""What a property says itself that something has: "$L$-Lipschitz gradient", "full column rank"."""

_OF_SLOPE = re.compile(rf"\b{SLOPE}\s*\Z", re.IGNORECASE)
"""What stands before a property of a gradient: "with gradient $L$-Lipschitz"."""


def verb(subject: re.Match[str]) -> str:
    """Return the verb between a name, the second of what is found, and what is said of it, the third; or nothing.

    Where other words before it say more of what it is about, "$f$ restricted to a ball is", that stands for another.
    """
    between = subject.string[subject.end(2) : subject.start(3)]
    found = _VERB.search(between)
    if found is None:
        return ""
    more = re.findall(r"[a-z][a-z-]*", between[: found.start()].lower())
    return found[1].lower() if _SAYS_NO_MORE.issuperset(more) else "of"


def of_another(said: str, found: re.Match[str], does: str | None) -> bool:
    """Whether a property that is found in what is said is one of another thing than the name that it is about.

    Arguments:
        does: the verb after the name, nothing where none is; None where what is said stands before the name.
    """
    if said[found.end() : found.end() + 1] == "-":
        return True
    if does is None:
        return _stands_apart(said, found.end())
    return _is_of_another(said, *found.span(), does)


def _is_of_another(said: str, start: int, end: int, does: str) -> bool:
    """Whether a property, from ``start`` to ``end`` in what is said after a verb, is not one of its subject.

    >>> said = " a sum of convex functions"
    >>> _is_of_another(said, 10, 16, "is"), _is_of_another(" convex level sets", 1, 7, "has")
    (True, True)
    >>> _is_of_another(" convex", 1, 7, "is"), _is_of_another(" a smooth, convex penalty", 11, 17, "be")
    (False, False)
    """
    nouns, following = _nouns(said[end:])
    if does in _GOVERNING or _OF_SLOPE.search(said[:start]) is not None:
        return True
    if _POSSESSION.search(said[start:end]) is not None:
        return bool(nouns) or (does in _HAVING and _had_by_another(said[:start]))
    if nouns and following == "of" and not NEUTRAL.issuperset(nouns):
        return True
    return not _is_predicate(said[:start], does, plain=not nouns or NEUTRAL.issuperset(nouns))


def _had_by_another(before: str) -> bool:
    """Whether these words make what comes something that another thing has than the one that is spoken of.

    >>> _had_by_another(" an inverse with"), _had_by_another(" a convex function with an")
    (True, False)
    """
    tokens = [t.lower() for t in _TOKEN.findall(before)]
    while tokens and tokens[-1] in _ARTICLES:
        tokens.pop()
    owner = tokens[-2] if len(tokens) > 1 and tokens[-1] in words("with having") else ""
    return owner.isalpha() and owner not in NEUTRAL | _ADJECTIVES | _JOINING | _BEING


def _stands_apart(said: str, end: int) -> bool:
    """Whether a property that ends there in what stands before a noun and its name is one of another noun.

    >>> _stands_apart(" for convex sets and a", 11), _stands_apart(" a convex and smooth surrogate", 9)
    (True, False)
    """
    tokens = _TOKEN.findall(said[end:])
    return any(t.lower() in _ENDING or t[0] == "⟨" for t in tokens[_run(tokens, said[end:]) :])


def _run(tokens: Sequence[str], text: str) -> int:
    """How many tokens are adjectives, or join them."""
    running = _RUNNING.union(_CONSTANT.findall(text))
    return next((i for i, t in enumerate(tokens) if t.lower() not in running), len(tokens))


def _nouns(after: str) -> tuple[list[str], str]:
    """Return the nouns that adjectives after a property lead to, and what comes after them."""
    tokens = _TOKEN.findall(after)
    place = _run(tokens, after)
    if place and tokens[place - 1].lower() in _JOINING:
        return [], ""
    ends = (i for i in range(place, len(tokens)) if tokens[i].lower() in _ENDING or tokens[i][0] == "⟨")
    end = next(ends, len(tokens))
    return [t.lower() for t in tokens[place:end]], (tokens[end].lower() if end < len(tokens) else "")


def _is_predicate(before: str, does: str, *, plain: bool) -> bool:
    """Whether adjectives after these words are said of the subject; ``plain`` where they stand alone, or with a noun
    that says nothing.
    """
    tokens = [does, *(t.lower() for t in _TOKEN.findall(before))]
    running = _RUNNING.union(_CONSTANT.findall(before))
    place = len(tokens) - 1
    while place and tokens[place] in running:
        place -= 1
    joins = place + 1 < len(tokens) and tokens[place + 1] in _JOINING
    place -= place > 0 and tokens[place] in _ARTICLES
    while place and tokens[place] in _QUALIFYING:
        place, joins = place - 1, True
    head = tokens[place]
    if head in _HAVING or "or" in tokens[place + 1 :]:
        return False
    if head in _BEING or place == 0:
        return place < 2 or tokens[place - 1] in _SAME_SUBJECT
    if head in _GOVERNING:
        return tokens[place - 1] in _FAMILIES
    return plain or not joins
