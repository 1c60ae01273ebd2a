r"""What words call a letter that is no number: "let $S$ and $T$ be linear maps", "for complex numbers $a$ and $b$".

A letter that nothing declares is taken for a number, so that matrices would commute. One that a sentence calls
something else is not: a matrix or a vector has to be declared, and what the language has no word for, such as a complex
number, stands for nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.blocks import in_blocks
from proofcheck.latex.called import Called
from proofcheck.latex.functions import sentences
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.measured import measured
from proofcheck.latex.notation import Notation, Unread
from proofcheck.latex.other_senses import numbered_above, other_senses
from proofcheck.latex.primed import no_derivatives
from proofcheck.latex.ranges import find, split
from proofcheck.latex.source import Token
from proofcheck.latex.spaces import name_at

_STRUCTURE = r"(?:(?:semi)?group|monoid|ring|(?:finite |skew )?field|algebra|module|lattice)"
_PLURAL = (
    r"(?:matrices|vectors|operators|(?:linear |affine )(?:maps|mappings)|transformations|projections|projectors|"
    r"rotations|reflections|isometries|endomorphisms|tensors|polynomials|permutations|events|subsets|words|graphs)"
)
_SINGULAR = (
    r"(?:matrix|vector|operator|(?:linear |affine )?map(?:ping)?|transformation|projection|projector|rotation|"
    r"reflection|isometry|endomorphism|tensor|polynomial|permutation|event|(?:sub)?set|word|graph|"
    rf"{_STRUCTURE})"
)
_OF_NO_SPACE = re.compile(
    rf"tensor|polynomial|permutation|event|(?:sub)?sets?\b|word|graph|{_STRUCTURE}", re.IGNORECASE
)
_ADJECTIVE = (
    r"(?:(?:skew-?)?symmetric|self-?adjoint|orthogonal|diagonal|(?:upper |lower )?triangular|"
    r"(?:positive|negative)[ -](?:semi-?)?definite|psd)"
)
_FOREIGN = (
    r"(?:complex(?: (?:numbers?|scalars?|constants?|variables?|vectors?|matri(?:x|ces)))?|imaginary (?:unit|numbers?)|"
    r"unitaries|(?:hermitian|unitary)(?: (?:matri(?:x|ces)|operators?))?|quaternions?|octonions?|"
    r"kronecker (?:deltas?|symbols?)|levi-civita (?:symbols?|tensors?)|dirac (?:deltas?|distributions?)|"
    r"non-?linear (?:operators?|map(?:ping)?s?|transformations?)|"
    r"(?:laplace|differential|difference|derivative|integral|shift|transfer)(?:-beltrami)? operators?|"
    r"laplacian(?! matri)(?! of (?:an?|the|this|our) (?:[a-z-]+ )?(?:graph|network))|"
    rf"(?:elements?|members?) of (?:an?|the|some|any)(?: [a-z-]+){{0,2}}? {_STRUCTURE})"
)
_APART = (
    "of|in|on|for|to|by|with|from|between|at|as|per|than|that|which|where|whose|and|or|not|no|numbers?|we|is|are|be"
)
_FILL = rf"(?:(?!(?:{_APART})\b)(?:[a-z-]+|⟨\d+⟩(?: ?- ?[a-z]+)?),? ){{0,5}}?"
_ONE = r"\b(?:an?|the|any|some|each|every|another|this|our|one)"
_MORE = r"\b(?:let|for|all|any|some|two|three|the|given|consider|these|both)"
_END = (
    r"(?![\w-])(?=\W*(?:\Z|[,.;:⟨]|(?:of|in|on|over|from|with|and|or|such|then|that|which|whose|where|for|satisfying|"
    r"acting|is|are|we|having|as|by|so|it)\b))"
)
_LISTED = r"(?P<names>(?:⟨\d+⟩,? (?:and )?)*⟨\d+⟩)"
_AFTER = re.compile(
    rf"{_LISTED}(?: (?:is|are|be|being|denotes?) (?:both |all )?|,? (?=an? ))(?:{_FILL}(?P<foreign>{_FOREIGN})|"
    rf"{_ONE} {_FILL}(?P<one>{_SINGULAR})|{_FILL}(?P<more>{_PLURAL}|sets|maps|mappings)|(?P<such>{_ADJECTIVE})){_END}",
    re.IGNORECASE,
)
"""What is said of names after them: "$S$ and $T$ are linear maps"."""
_BEFORE = re.compile(
    rf"(?:{_ONE} {_FILL}(?P<one>{_SINGULAR})|{_MORE} {_FILL}(?P<more>{_PLURAL})|(?<![\w-])(?P<foreign>{_FOREIGN})),? "
    rf"{_LISTED}(?! ?-)",
    re.IGNORECASE,
)
"""What is said of names before them: "for complex numbers $a$ and $b$", "the matrix $A$"."""
_COUNTED = re.compile(
    r"\b(?:numbers?|dimensions?|sizes?|ranks?|lengths?|amounts?|counts?) of [^⟨⟩,.]*\Z", re.IGNORECASE
)
"""What stands before what is counted: in "the number of all vectors $n$" the letter is a number."""
_KINDS = ("foreign", "one", "more", "such")
_COMPLEX = ("complex", "hermitian", "unitar", "imaginary")
_ROOT = re.compile(r"(?P<name>\\?[a-z]+|\\mathrm\{[a-z]\})(?::?=\\sqrt(?:\{-1\}|-1)|\^(?:2|\{2\}):?=-1)")
"""What says of a letter that it is a root of minus one."""


def told_otherwise(signs: Sequence[Token], prose: Sequence[Sequence[Token]], notation: Notation) -> dict[str, Any]:
    """Return what words tell a notation of names that are no numbers, and of norms that are not the usual ones."""
    return {
        "nouns": _nouns(prose, notation),
        "measured": {**other_senses(prose), **measured(prose), **no_derivatives(prose)},
        "superscripted": notation.superscripted | numbered_above(signs, prose),
        "blocks": in_blocks(signs, prose, notation),
    }


def _nouns(prose: Iterable[Sequence[Token]], notation: Notation) -> dict[str, Called]:
    """Return the names that words call something else than a number."""
    found: dict[str, Called] = {}
    for sentence, inline in sentences(prose):
        for match in (*_AFTER.finditer(sentence), *_BEFORE.finditer(sentence)):
            if match.re is _BEFORE and _COUNTED.search(sentence[: match.start()]):
                continue
            for number in re.findall(r"\d+", match["names"]):
                for name, at in _names(inline[int(number)], notation, equated=match["foreign"] is not None):
                    if name not in found or match["foreign"] is not None:
                        found[name] = _called(match, at)
        found |= {
            name: Called("a root of minus one", at, beyond="complex numbers") for name, at in _roots(inline, notation)
        }
    return found


def by_sections(
    prose: Sequence[Iterable[Sequence[Token]]], everywhere: Mapping[str, Called], notation: Notation
) -> list[Mapping[str, Called]]:
    """Return what concerns each section of what words call names: of small letters, what was said until it ends.

    In what comes before, a small letter is another one; a matrix has a large one, and is meant where none is said.
    """
    known = {name: one for name, one in everywhere.items() if one.beyond or not name[:1].islower()}
    found: list[Mapping[str, Called]] = []
    for words in prose:
        known = {**_nouns(words, notation), **known}
        found.append(known)
    return found


def _called(match: re.Match[str], at: Token) -> Called:
    foreign = (match["foreign"] or "").lower()
    functional = re.search(r"linear|operator|laplacian", foreign) is not None
    beyond = "complex numbers" if foreign.startswith(_COMPLEX) else "such operators" if functional else "other algebra"
    beyond = beyond if foreign else ""
    said = next(match[kind] for kind in _KINDS if kind in match.re.groupindex and match[kind]).lower()
    vector, nowhere = said.startswith("vector"), _OF_NO_SPACE.match(said) is not None
    return Called(said, at, "" if foreign or nowhere else ex.VECTOR if vector else ex.OPERATOR, beyond)


def is_foreign(space: Sequence[Token]) -> bool:
    r"""Whether a formula names numbers that are not real, or a space over them: ``\mathbb{C}^n``."""
    texts = [token.text for token in space if token.text.strip() and token.text not in {"{", "}"}]
    letter = (
        texts[1:2] if texts[:1] in (["\\mathbb"], ["\\mathbf"], ["\\mathds"]) else [t.strip("\\") for t in texts[:1]]
    )
    return letter in (["C"], ["H"], ["F"], ["ℂ"]) and (texts[0] != letter[0] or letter == ["ℂ"])


def unsaid(found: Mapping[str, Called]) -> dict[str, list[Any]]:
    """Return the meanings, which are none, of the names that words call what cannot be said."""
    return {
        name: [Unread(f"{one.why}, and {one.beyond} cannot be said yet.", one.beyond)]
        for name, one in found.items()
        if one.beyond
    }


def _roots(inline: Sequence[Sequence[Token]], notation: Notation) -> Iterator[tuple[str, Token]]:
    for tokens in map(mathematical, inline):
        name = name_at(tokens, 0, notation) if tokens else None
        if name is not None and _ROOT.fullmatch("".join(token.text for token in tokens)) is not None:
            yield name.name.removesuffix("*"), name.at


def _names(tokens: Sequence[Token], notation: Notation, *, equated: bool) -> Iterator[tuple[str, Token]]:
    """Yield the names that a formula consists of, or of which it says by an equation what they are."""
    parts = split(mathematical(tokens), ",")
    for part in (part[:place] if equated and (place := find(part, "=")) > 0 else part for part in parts):
        name = name_at(part, 0, notation) if part else None
        if name is not None and name.after == len(part):
            yield name.name, name.at
