"""What is seen of the names in a document before it is read: how each is written, and what stands beside it."""

import re
from collections import Counter
from dataclasses import dataclass, field

from proofcheck.latex.source import Token
from proofcheck.latex.vocabulary import INDICES

ACCENTED = re.compile(r"(hat|tilde|bar|check|breve|ring|under)$")
"""A name with an accent."""

LAST = frozenset("TKN")
"""Letters with which iterations end."""


@dataclass(slots=True)
class Uses:
    """What is seen of the names in a document."""

    vectors: dict[str, tuple[str, Token]] = field(default_factory=dict)
    operators: dict[str, tuple[str, Token]] = field(default_factory=dict)
    before: dict[str, list[tuple[str, Token]]] = field(default_factory=dict)
    """Large letters that stand right before a name."""
    numbers: set[str] = field(default_factory=set)
    """Large letters that are used as numbers."""
    functions: dict[str, Token] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)
    calls: dict[str, list[tuple[str, Token]]] = field(default_factory=dict)
    counted: set[str] = field(default_factory=set)
    """Names with an index of which another one is one more."""
    indexed: set[str] = field(default_factory=set)
    counting: set[str] = field(default_factory=set)
    """Letters that stand in indices."""
    dimension: str = ""
    spaces: dict[str, tuple[Token, tuple[str, ...]]] = field(default_factory=dict)
    """Where names are said to be."""
    maps: dict[str, str] = field(default_factory=dict)
    """Maps that are said to go from a space, with its dimension."""
    targets: dict[str, tuple[Token, tuple[str, ...]]] = field(default_factory=dict)
    """Those of them of which it is said where they go to: with the dimension there, none where that is R."""
    moving: set[str] = field(default_factory=set)
    dotted: dict[str, Token] = field(default_factory=dict)
    """Names under dots."""
    squared: set[str] = field(default_factory=set)
    """Names of which powers are taken at times."""
    flowing: set[str] = field(default_factory=set)
    """Names of which derivatives are taken at a time that stands there: ``d x_t / dt``."""
    stepped: set[str] = field(default_factory=set)
    """Names with an index in brackets that is one more than a letter: ``x(t + 1)``."""
    advancing: set[str] = field(default_factory=set)
    """Names with an index below or above that is one more than a letter."""
    uppers: set[str] = field(default_factory=set)
    """Letters in the upper ends of sums."""
    summed: set[str] = field(default_factory=set)
    """Names with an index over which a sum or an extremum is taken."""
    times_of: dict[str, set[str]] = field(default_factory=dict)
    """Names with the letters of their indices in brackets."""
    bracketed: set[str] = field(default_factory=set)
    """Names with an index in brackets."""
    timed: dict[str, Token] = field(default_factory=dict)
    """Names that are taken at times."""
    differentiated: set[str] = field(default_factory=set)
    """Names with a prime that are taken at times."""
    times: dict[str, Token] = field(default_factory=dict)
    primed: bool = False
    members: dict[str, list[tuple[str, Token]]] = field(default_factory=dict)
    """Names with what is said to be in them."""
    together: dict[str, set[str]] = field(default_factory=dict)
    """Names with those of which sums are taken with them."""
    indices: dict[str, set[str]] = field(default_factory=dict)
    """Names with the letters that stand below them and count."""
    stepping: set[str] = field(default_factory=set)
    """Letters of iterations: those of which one more is an index too."""
    above: set[str] = field(default_factory=set)
    raised: set[str] = field(default_factory=set)
    """Names with a number that counts above them, without brackets: an index, or a power."""
    ends: dict[str, set[str]] = field(default_factory=dict)
    """Letters over which sums from 1 on are taken, with where these end."""
    families: set[str] = field(default_factory=set)
    """Indices of functions that are declared with one."""
    values: dict[str, tuple[Token, tuple[str, ...]]] = field(default_factory=dict)
    """Functions with the space that their values are said to be in."""
    numbered: dict[str, tuple[str, Token]] = field(default_factory=dict)
    """Functions with an index of which gradients are taken, with that index."""
    equated: set[str] = field(default_factory=set)
    """Functions with an index of which a formula says what their values are."""
    arguments: dict[str, list[Counter[str]]] = field(default_factory=dict)
    """Names with several arguments, and how often which letters stand for these."""
    products: dict[str, tuple[Token, list[tuple[str, ...]]]] = field(default_factory=dict)
    """Functions that are said to go from a product of spaces, with the dimensions of these."""
    abstract: set[str] = field(default_factory=set)
    """Letters of spaces of which nothing else is said than that functions go from there."""
    measured: set[str] = field(default_factory=set)
    """Functions of several arguments whose values are vectors: their sizes, or inner products with them, are taken."""
    drawn: dict[str, Token] = field(default_factory=dict)
    """Names over which means are taken."""
    lasts: dict[str, str] = field(default_factory=dict)
    """Names that are listed from the first on, with the index of the last."""
    worded: dict[str, Token] = field(default_factory=dict)
    """Names that words call functions: convex, smooth, an objective."""
    first: set[str] = field(default_factory=set)
    """Letters that are compared with 0, and names that stand somewhere with the index 0."""
    dimensions: set[str] = field(default_factory=set)
    """Letters that stand for dimensions somewhere."""

    counted_to: set[str] = field(default_factory=set)
    """Letters at which sums end, or one before or after, and lists of whole numbers."""
    until: set[str] = field(default_factory=set)
    """Letters at which intervals from a number on end, and integrals."""

    def ends_iteration(self, name: str) -> bool:
        """Whether a name with an index is a term of an iteration: that at which a sum ends, or where iterations do."""
        root, _, index = name.partition("_")
        return root in self.counted and (index in self.uppers or (index in LAST and root in self.advancing))

    def begins_path(self, name: str) -> bool:
        """Whether a name is where a path begins of which the times stand below: ``x_0``, beside ``d x_t / dt``."""
        root, _, index = name.partition("_")
        return index == "0" and root in self.moving and "t" in self.indices.get(root, ())

    def size(self, name: str, usual: str) -> str:
        """Return the dimension of a vector: of the letter without its accents, or as the matrices before it have it."""
        for letter in (name, name.partition("_")[0], ACCENTED.sub("", name.partition("_")[0])):
            if len(self.space(letter)) == 1:
                return self.space(letter)[0]
        for operator, _ in self.before.get(name, ()):
            if len(self.space(operator)) == 2:
                return self.space(operator)[1]
        return next((self.space(n)[0] for n in sorted(self.together.get(name, ())) if len(self.space(n)) == 1), usual)

    def numbered_twice(self) -> set[str]:
        """Return the names below which several letters stand that number things: ``R_j`` and ``R_k``."""
        return {name for name, letters in self.indices.items() if len(letters) > 1 and letters <= INDICES}

    def in_sets(self) -> set[str]:
        """Return the names that are said to be in something that has a name."""
        return {name for found in self.members.values() for name, _ in found}

    def term(self, name: str) -> str:
        """Return the name of the sequence that something is a term of; or nothing."""
        root, _, index = name.partition("_")
        counts = index.isdecimal() or (len(index) == 1 and index.islower())
        return root if counts and root in self.counted else ""

    def space(self, name: str) -> tuple[str, ...]:
        """Return the dimensions of the space that a name is said to be in."""
        return self.spaces[name][1] if name in self.spaces else ()


@dataclass(frozen=True, slots=True)
class Found:
    """A name with its scripts: where it ends, and what its index is."""

    name: str
    at: Token
    after: int
    index: str
    bold: bool
    transposed: bool
    primed: bool
    raised: bool
    """Whether the index stands above."""
