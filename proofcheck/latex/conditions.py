"""What words right after a formula put it under: ranges, conditions, and what stands beside these."""

import re
from collections.abc import Sequence
from itertools import pairwise

from proofcheck.latex.denying import hedged
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.heard import Inline, Item, Word, as_sentence, words_after
from proofcheck.latex.phrases import IN_REGIME
from proofcheck.latex.quantifying import bounds_index, equates, is_over, speaks_of, sums_over
from proofcheck.latex.source import Token
from proofcheck.latex.vocabulary import DOTS, RELATIONS, words

_AFTER = re.compile(
    r"^,?\s*(?:\( )?(?:(?:which |this |that )?(?:(?:is|are|remains?) (?:also )?(?:true|valid|satisfied)|"
    r"(?:also )?holds?(?: true)?) )?(for (?:all |any |every |each )?|whenever |if |when |once |provided (?:that )?|"
    r"given (?:that )?|at |under (?!⟨0⟩,)|"
    r"assuming (?:that )?|(?:as|so) (?:long|soon) as |under the (?:condition|assumption)s? (?:that )?|subject to |"
    rf"in case |{IN_REGIME} |where )⟨0⟩"
)
_COMPARING = words(r"\perp \parallel \propto \ll \gg \lesssim \gtrsim \asymp \approx")
"""Signs of conditions that cannot be said yet."""
_MEMBER = frozenset({"\\in"})
_MORE_AFTER = re.compile(
    r"^ (?:with|such that|so that|satisfying|for which|that satisf(?:y|ies)|and)$|"
    r"^,? (?:if|when|whenever|(?:provided|assuming)(?: that)?)$"
)
"""What stands between the range of a quantifier and a condition on it."""
_JOINS = re.compile(r"^,? (?:and|as well as|and (?:if|where|that)|with|for|for all|where)$|^,$")
_OWN_RANGE = re.compile(r"^,? (?:for|if|when|whenever|otherwise|else|in the)\b")
"""What stands after a formula that has a range or a condition of its own."""
_OVER_WHAT = re.compile(r"^,? (?:for|whenever)\b(?! (?:which|some))")
_ALSO_FOR = re.compile(r"^,? and (?:for )?(?:all|any|every|each)(?: [a-z-]+){0,2}$|^,? and for$|^,? and$")
"""What stands between two ranges: "for all $w$ and all $t = 1, \\dots, T$"."""


def condition_after(following: Sequence[Item], supposed: Sequence[Token] = ()) -> list[tuple[str, list[Token]]]:
    """Return the condition that the words right after a formula put it under.

    Of one that is supposed, also the range that stands after others beside it, and no condition that says nothing of
    what runs over a range, as where a recursion "for $k \\ge 0$ with $x_0 = 1$" starts.
    """
    found = _condition_after(following, supposed)
    if supposed and found:
        others = [pair for pair in found[1:] if not sums_over(pair[1], found[0][1])]
        over = [*found[0][1], *(t for kind, tokens in others if kind == "forall" for t in tokens)]
        found = [found[0], *(pair for pair in others if pair[0] != "if" or speaks_of(pair[1], over))]
    return found or _range_beside(following, supposed) or _range_shared(following, supposed)


def _range_beside(following: Sequence[Item], tokens: Sequence[Token]) -> list[tuple[str, list[Token]]]:
    r"""The range of an index that stands after a formula without a word: "$a_n \le 1$ ($n \ge 1$)"."""
    place = 0
    while place < len(following) and isinstance(word := following[place], Word) and word.text in {"(", ","}:
        place += 1
    formula = following[place] if place < len(following) else None
    content = mathematical(formula.tokens) if isinstance(formula, Inline) else []
    if content and content[0].text == "\\forall":
        return [("forall", content[1:])]
    letter = content[0].text if place and len(content) > 1 and content[1].text in RELATIONS else ""
    texts = [t.text for t in tokens if t.text != "{"]
    if letter.isalpha() and ("_", letter) in pairwise(texts):
        return [("forall", content)]
    bracketed = _in_brackets(following)
    return [("if", bracketed)] if bracketed else []


def _in_brackets(following: Sequence[Item]) -> list[Token]:
    r"""Return the condition that stands in brackets after a formula: "$x^2 \\le 4$ ($|x| \\le 2$)"."""
    match following[:3]:
        case [Word(text="("), Inline(tokens=tokens), Word(text=")")]:
            content = mathematical(tokens)
            related = any(t.text in RELATIONS for t in content[1:]) and content[0].text not in RELATIONS
            return content if related and not equates(tokens) else []
    return []


def _condition_after(following: Sequence[Item], supposed: Sequence[Token]) -> list[tuple[str, list[Token]]]:
    said = ""
    inline: list[list[Token]] = []
    for item in following:
        if isinstance(item, Word):
            said += item.text if item.text == "," else f" {item.text}"
        elif isinstance(item, Inline):
            said += f" ⟨{len(inline)}⟩"
            inline.append(item.tokens)
        else:
            break
        if inline:
            break
    found = _AFTER.match(said.strip())
    if found is None or not mathematical(inline[0]):
        return []
    condition = mathematical(inline[0])
    if found[1].lower().startswith("for"):
        return [("forall", condition), *_conditions_on(following, supposed)]
    kind = "where" if found[1].lower().startswith("where") else "if"
    if hedged(as_sentence(following)[0].partition("⟨0⟩")[2]):
        return []
    compares = any(t.text in RELATIONS or (kind == "if" and t.text in _MEMBER | _COMPARING) for t in condition)
    return [(kind, condition), *_joined(kind, following)] if compares else []


def _joined(kind: str, following: Sequence[Item]) -> list[tuple[str, list[Token]]]:
    r"""The conditions that words join to the first one: "if $x \\ge 1$ and $y \\le 1$", "where $s = x$ and $x > 0$"."""
    rest = _after_formula(following)
    formula, joins = _formula(rest), _JOINS.match(words_after(rest))
    if joins is None or not any(t.text in RELATIONS for t in formula):
        return []
    if (kind == "if" and joins[0].startswith(", and")) or _has_own_range(rest):
        return []
    return [(kind, mathematical(formula)), *_joined(kind, rest)]


def _conditions_on(
    following: Sequence[Item], supposed: Sequence[Token], before: Sequence[Token] = ()
) -> list[tuple[str, list[Token]]]:
    r"""The conditions after the range of a quantifier: "for all $x$ with $\\|x\\| \\le 1$ and $x \\ge 0$".

    ``before`` are other ranges of it.
    """
    rest = _after_formula(following)
    over, formula, said = [*before, *_formula(following)], _formula(rest), words_after(rest)
    joined = said.endswith("and")
    if formula and _ALSO_FOR.match(said) and (not joined or _ranges(formula, supposed)):
        return [("forall", mathematical(formula)), *_conditions_on(rest, supposed, over)]
    if not _MORE_AFTER.match(said) or not any(t.text in RELATIONS for t in formula):
        return []
    if joined and (_has_own_range(rest) or not is_over(formula, supposed, over)):
        return []
    return [("if", mathematical(formula)), *_conditions_on(rest, supposed, over)]


def _formula(following: Sequence[Item]) -> list[Token]:
    """The first formula; nothing where there is none."""
    return next((item.tokens for item in following if isinstance(item, Inline)), [])


def _after_formula(following: Sequence[Item]) -> list[Item]:
    """What stands after the first formula."""
    return list(following)[next(place for place, item in enumerate(following) if isinstance(item, Inline)) + 1 :]


def is_put_under(following: Sequence[Item]) -> bool:
    """Whether the words right after a formula put it under a condition of its own."""
    return _OWN_RANGE.match(words_after(following)) is not None


def _has_own_range(following: Sequence[Item]) -> bool:
    """Whether words after the first formula say when that is so: "and $f(x) = 0$ for $x < 0$"."""
    return is_put_under(_after_formula(following))


def ranges_on_its_own(following: Sequence[Item]) -> bool:
    """Whether words right after a formula say for what that is so: "and $f(x) = 0$ for all $x < 0$"."""
    return _OVER_WHAT.match(words_after(following)) is not None


def _ranges(tokens: Sequence[Token], supposed: Sequence[Token]) -> bool:
    """Whether a formula only says what something runs over: a name, a membership, the first and the last, an end."""
    texts = {t.text for t in tokens}
    if "\\in" in texts or ("=" in texts and not texts.isdisjoint(DOTS) and not equates(tokens)):
        return True
    return len(mathematical(tokens)) == 1 or bounds_index(tokens, supposed)


def _range_shared(following: Sequence[Item], tokens: Sequence[Token]) -> list[tuple[str, list[Token]]]:
    r"""The range after formulas that stand beside one that speaks of it: "a(t) \le 1 and b(t) \le 1 for all t"."""
    place = 0
    while (beside := _beside(following, place)) > place:
        place = beside
    found = _condition_after(following[place:], ()) if place else []
    return [(kind, said) for kind, said in found if kind == "forall" and said[0].text in {t.text for t in tokens}]


def _beside(following: Sequence[Item], place: int) -> int:
    """Where a formula ends that a comma or "and" joins to the one before it; the place itself where none does."""
    at = place
    while at < len(following) and isinstance(word := following[at], Word) and word.text.lower() in {",", "and", "that"}:
        at += 1
    formula = following[at] if place < at < len(following) else None
    return at + 1 if isinstance(formula, Inline) and any(t.text in RELATIONS for t in formula.tokens) else place


__all__ = ["condition_after", "is_put_under", "ranges_on_its_own"]
