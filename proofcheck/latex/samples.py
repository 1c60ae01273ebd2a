r"""Samples in words: "let $X_1, \dots, X_n$ be i.i.d. random variables with mean $\mu$ and variance $\sigma^2$"."""

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.claims import Hypothesis
from proofcheck.lang.independence import identically_distributed, iid, independent, uncorrelated
from proofcheck.lang.operations import expectation
from proofcheck.lang.samples import last_of, random_sequence
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.heard import Inline, Item, Word
from proofcheck.latex.introducing import (
    ALIKE,
    DENIED,
    IID,
    INDEPENDENT,
    RANDOM_SAMPLE,
    SIGNS,
    UNCORRELATED,
    without_sizes_of_chance,
)
from proofcheck.latex.numbered import members_listed
from proofcheck.latex.ranges import expression, space
from proofcheck.latex.source import Token
from proofcheck.latex.vocabulary import BRACKETS, INDICES

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_ABBREVIATED = re.compile(r"\bi ?\. ?i ?\. ?d\b ?\.?", re.IGNORECASE)
_SAID_AFTER = re.compile(r"^,? ?(?:be|are|is|denotes?|being)\b(?: an? | the )?([^⟨⟩]*)", re.IGNORECASE)
_SAID_BEFORE = re.compile(r"(?:^|⟩)((?!,? ?(?:be|are|is|denotes?|being)\b)[^⟨⟩]*)$", re.IGNORECASE)
_MORE = re.compile(
    r"\b(?:from|copies|according|distribution|drawn|sampled|chosen|normal|gaussian|uniform\w*|bernoulli|poisson|exponential|"
    r"sub-?gaussian|sub-?exponential|bounded|values|support\w*|law|density|symmetric|standard|martingale)\b",
    re.IGNORECASE,
)
"""Words that say more of the members than is read."""
_SPACE = re.compile(r"\b(?:vectors|variables|samples|copies) (?:in|on|of|with values in|taking values in) ⟨(\d+)⟩")


def takes_sample(reading: "Reading", content: Sequence[Token], following: Sequence[Item]) -> bool:
    r"""Whether a formula lists the members of a sample, ``X_1, \dots, X_n``, as the words around it say.

    The name stands for it then, and what the words say of all members is supposed.
    """
    notation, at = reading.notation, content[0] if content else None
    listed = members_listed(content, notation)
    if listed is None or at is None:
        return False
    root, last, rest = listed
    after, further = _told(following)
    heard = (_SAID_AFTER.search(after), _SAID_BEFORE.search(reading.speech.sentence.rpartition("⟨")[0].rstrip()))
    said = next((m[1] for m in heard if m is not None and RANDOM_SAMPLE.search(m[1])), None)
    if said is None:
        return False
    drawn = DENIED.sub("", said)
    target = rest[1:] if rest else next((further[int(m[1])] for m in _SPACE.finditer(after)), [])
    if any(token.text in {"(", *BRACKETS} for token in mathematical(target)[:1]):  # "with values in $[0, 1]$"
        target = []
    dims = space(mathematical(target), notation, at) if target else None if "vectors" in said else ()
    if dims is None or len(dims) > 1:
        return False
    count = expression(last, notation) if not _is_letter(last) or notation.known(last[0].text) else None
    count = notation.scalar(last[0].text, at, natural=True) if count is None else count
    sample = random_sequence(root, *dims, last=count)
    notation.naturals |= {letter for letter in INDICES if not notation.known(letter)}
    known = notation.known(root)
    if sample not in known:
        notation.declare(root, sample)
        if root in notation.alone and not any(isinstance(m, ex.ScalarSymbol | ex.VectorSymbol) for m in known):
            notation.meanings[root].append(ex.VectorSymbol(root, *dims) if dims else ex.ScalarSymbol(root, real=True))
    around = without_sizes_of_chance(after if said in after else f"{said} {after}")
    more, known_pairs = _MORE.search(around), (INDEPENDENT, IID, UNCORRELATED, SIGNS)
    if more is not None or not any(pattern.search(drawn) for pattern in known_pairs):
        reading.scopes.unread(at, frozenset({root}), "how they are drawn" if more is None else more[0])
    for word in _said(drawn, sample):
        told = reduce(ex.Both, word.assertions)
        notation.worded[told] = Hypothesis((told,), words=word.words)
        reading.suppose(told, at, local=reading.speech.local)
    if SIGNS.search(drawn):
        for says in _of_signs(sample):
            reading.suppose(says, at, local=reading.speech.local)
    return True


def _is_letter(tokens: Sequence[Token]) -> bool:
    return len(tokens) == 1 and tokens[0].text.isalpha()


def _told(following: Sequence[Item]) -> tuple[str, list[list[Token]]]:
    """What follows to the end of the sentence, abbreviations written without full stops."""
    told, inline = "", list[list[Token]]()
    for item in following:
        if isinstance(item, Word) and item.text == "." and not re.search(r"\b\w$", told):
            break
        if isinstance(item, Inline):
            told += f" ⟨{len(inline)}⟩"
            inline.append(item.tokens)
        elif isinstance(item, Word):
            told += item.text if item.text in {",", "."} else f" {item.text}"
    return _ABBREVIATED.sub("iid", told), inline


def _said(words: str, sample: ex.Definition) -> Iterator[Hypothesis]:
    last = last_of(sample)
    if IID.search(words) or (INDEPENDENT.search(words) and ALIKE.search(words)):
        yield iid(sample, last)
    elif INDEPENDENT.search(words) or SIGNS.search(words):
        yield independent(sample, last)
    elif UNCORRELATED.search(words):
        yield uncorrelated(sample, last)
    elif ALIKE.search(words):
        yield identically_distributed(sample, last)


def _of_signs(sample: ex.Definition) -> Iterator[Any]:
    index = ex.ScalarSymbol("i", integer=True, nonnegative=True)
    yield of_all(sample, lambda member: ex.related("=", expectation(member), Integer(0)))
    member = sample[index]
    outcomes = ex.outcomes_in(member)
    yield ex.ForAll(ex.related("=", member**2, Integer(1)), ex.Within(index, Integer(1), last_of(sample)), *outcomes)


def of_all(sample: ex.Definition, says: Any) -> Any:
    """What is said of a member, of all from the first to the last."""
    taken = {symbol.name for symbol in ex.free_symbols(last_of(sample))}
    index = ex.fresh_symbol(ex.ScalarSymbol("i", integer=True, nonnegative=True), taken)
    return ex.ForAll(says(sample[index]), ex.Within(index, Integer(1), last_of(sample)))
