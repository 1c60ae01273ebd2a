r"""Families that end, ``x_1, \dots, x_n`` or ``(x_k)_{k=1}^n``: what is said of all terms is said of those."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.latex import families
from proofcheck.latex.about import names_of
from proofcheck.latex.applying import full_name
from proofcheck.latex.assertions import moving
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.heard import Inline
from proofcheck.latex.notation import Notation
from proofcheck.latex.ranges import (
    bracketed_terms,
    expression,
    find,
    last_of_first,
    natural_end,
    sequence_of_numbers,
    split,
)
from proofcheck.latex.source import LETTER, SIGN, Token, UnreadError, like, plain
from proofcheck.latex.spaces import counts
from proofcheck.latex.speech import CLAIMED, SUPPOSED
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import CLOSING, DOTS, INDICES, OPENING, RELATIONS

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_TELLING = re.compile(
    r"\b((?:strictly )?(?:positive|non-?negative|negative|unit|orthonormal|orthogonal|distinct|bounded|ordered|"
    r"sorted)) (?:(?:real|whole|random) )?[a-z]+\W*\Z",
    re.IGNORECASE,
)
"""Words before what is listed that say more of it than that it is there."""
Ends = tuple[Any, Any]
"""The indices of the first and the last term."""


def hear_list(reading: "Reading", content: list[Token], said: str) -> None:
    """Note the family that a formula lists, where that is what is said first of it; one that goes on has no end."""
    notation = reading.notation
    if (count := _counted_to(content, notation)) is not None:
        reading.scopes.assume([ex.related(">=", count, 1)], tacit=True)
        return
    found = _in_brackets(content, notation) or _with_dots(content, notation)
    if found is None:
        return
    root, first, last = found
    if root in reading.told.sequences or (said == CLAIMED and not reading.seen.begins(content[0])):
        return
    notation.listed.pop(root, None)
    if not last or _are_components(reading, root, last, content[0]):
        return
    try:
        ends = expression(first, notation) if first else Integer(1), natural_end(last, notation)
    except UnreadError:
        return
    notation.listed[root] = ends
    if words := _TELLING.search(reading.speech.sentence.rpartition("⟨")[0]):
        reading.scopes.unread(content[0], frozenset({root}), words[1])
    if isinstance(ends[1], ex.ScalarSymbol):
        reading.scopes.assume([ex.related(">=", ends[1], ends[0])], tacit=True)


def without_range(reading: "Reading", item: Inline) -> str:
    r"""Leave out a range after what it is about, and suppose what claims are for: "all $a_1, \dots, a_n$"."""
    content = mathematical(item.tokens)
    lists = reading.speech.mode != SUPPOSED and _with_dots(content, reading.notation) is not None
    if lists or content in reading.settled:
        reading.speech.ranges.pop()
    reading.speech.local |= lists
    return SUPPOSED if lists else "range"


def _are_components(reading: "Reading", root: str, last: Sequence[Token], at: Token) -> bool:
    r"""Whether what is listed are the components of a vector: "the vector $g$ with components $g_1, \dots, g_d$".

    Where they are defined, it is supposed that they are.
    """
    known = reading.notation.meanings.get(root, ())
    vector = next((m for m in known if isinstance(m, ex.VectorSymbol) and str(m.dimension) == plain(last)), None)
    if vector is None:
        return False
    index = ex.ScalarSymbol("i", integer=True, nonnegative=True)
    for member in known:
        if isinstance(member, ex.Definition) and member.style == "subscript" and len(member.parameters) == 1:
            alike = ex.related("=", vector[index], member(index))
            span = ex.Within(index, Integer(1), ex.DimensionNumber(vector.dimension))
            reading.suppose(ex.ForAll(alike, span), at, local=False)
    return True


def _counted_to(content: list[Token], notation: Notation) -> Any:
    r"""Return the letter that ``i = 1, \dots, n`` counts to, if 0 is none of its values in the document; or nothing."""
    parts = split(content, ",")
    for first, dots, last in zip(parts, parts[1:], parts[2:], strict=False):
        counts = [t.text for t in first[1:]] == ["=", "1"] and [t.text in DOTS for t in dots] == [True]
        if counts and len(last) == 1 and last[0].text in notation.from_one:
            with suppress(UnreadError):
                number = natural_end(last, notation)
                return number if isinstance(number, ex.ScalarSymbol) and number.is_integer else None
    return None


def one_of_listed(content: list[Token], notation: Notation) -> list[Token]:
    r"""Return ``x_i \in S`` of ``x_1, \dots, x_n \in S`` where the list is noted; any other formula as it is."""
    place = find(content, "\\in")
    found, name = _with_dots(content, notation) if place > 0 else None, notation.name(content, 0)
    free = next((letter for letter in "ijkl" if letter not in {t.text for t in content}), "")
    if found is None or name is None or found[0] not in notation.listed or not free:
        return content
    index = [like(content[place], kind, text) for kind, text in ((SIGN, "_"), (LETTER, free))]
    return [*content[: name.after], *index, *content[place:]]


def _with_dots(content: list[Token], notation: Notation) -> tuple[str, list[Token], list[Token]] | None:
    r"""Return what ``x_1, \dots, x_n`` or ``x_1 \ge \dots \ge x_n`` lists, and the indices of its ends."""
    parts = split(content, ",", "\\in", *RELATIONS)
    dots = next((i for i, part in enumerate(parts) if len(part) == 1 and part[0].text in DOTS), 0)
    first, last = _term(parts[0], notation), _term(parts[dots + 1], notation) if dots + 1 < len(parts) else None
    if not dots or first is None:
        return None
    return (*first, last[1] if last is not None and last[0] == first[0] else [])


def _in_brackets(content: list[Token], notation: Notation) -> tuple[str, list[Token], list[Token]] | None:
    r"""Return what ``(x_k)_{k=1}^n`` or ``\{x_i\}_{i \in [n]}`` lists, and the indices of its ends."""
    depths = accumulate((t.text == "{") - (t.text == "}") for t in content)
    close = next((i for i, depth in enumerate(depths) if not depth and content[i].text in CLOSING - {"}"}), 0)
    term = _term(content[1:close], notation) if close > 1 and content[0].text in OPENING else None
    if term is None:
        return None
    scripts, place = dict[str, list[Token]](), close + 1
    while place + 1 < len(content) and content[place].text in {"_", "^"}:
        scripts[content[place].text], place = argument(content, place + 1)
    below, above = scripts.get("_", []), scripts.get("^", [])
    equals = find(below, "=")
    if above and equals >= 0:
        return term[0], below[equals + 1 :], [] if above[-1].text == "\\infty" else above
    if equals >= 0 and any(t.text in DOTS for t in below):
        numbers = split(below[equals + 1 :], ",")
        return term[0], numbers[0], [] if numbers[-1][0].text in DOTS else numbers[-1]
    last = last_of_first(below[find(below, "\\in") + 1 :])
    if last:
        return term[0], [], last
    signs = [i for i, t in enumerate(below) if RELATIONS.get(t.text) == "<="]
    if len(signs) == 2:
        return term[0], below[: signs[0]], below[signs[1] + 1 :]
    return term[0], [], []


def _term(tokens: list[Token], notation: Notation) -> tuple[str, list[Token]] | None:
    """Return the name and the index of a term of a family, if that is all that there is."""
    name = notation.name(tokens, 0) if tokens else None
    if name is None or [t.text for t in tokens[name.after : name.after + 1]] != ["_"]:
        return None
    index, after = argument(tokens, name.after + 1)
    return (name.root, index) if after == len(tokens) else None


def among_listed(says: Any, listed: Mapping[str, Ends]) -> Any:
    """Return what is said of all terms of a family as said of those that are listed; how one goes on stays as it is."""
    if not listed or not isinstance(says, ex.ForAll):
        return says
    body = says.body
    if isinstance(body, ex.Relation) and body.op == "=" and moving(body)[0] is not None:
        return says
    known = dict(_ends(body, listed))
    ranges: list[Any] = []
    for span in says.ranges:
        letter = ex.range_variable(span)
        above = isinstance(span, ex.Within) or (isinstance(span, ex.Relation) and span.op in {"<", "<=", "="})
        bounded = above or any(other is not span and ex.range_variable(other) == letter for other in says.ranges)
        between = list(_between(letter, known[letter])) if letter in known else [span]
        ranges += between[:1] if span is letter else [span]
        ranges += [] if bounded else between[1:]
    return ex.ForAll(body, *ranges)


def supposed_of_all(reading: "Reading", says: Any, at: Token) -> Any:
    r"""Return what is supposed of terms as supposed of all that are listed, and of all pairs of them: "for $i \\ne j$".

    A letter that a condition compares with an index is one, too, unless the document spoke of it before: then it may be
    fixed, and what is supposed is in doubt.
    """
    listed = reading.notation.listed
    says = among_listed(says, listed)
    if not isinstance(says, ex.ForAll | ex.Implies):
        return says
    ranges, inner = (says.ranges, says.body) if isinstance(says, ex.ForAll) else ((), says)
    premises: list[Any] = []
    while isinstance(inner, ex.Implies):
        premises, inner = [*premises, inner.args[0]], inner.args[1]
    premises = [a for a in premises if not _is_of_others(a, ex.free_symbols(inner))]
    pairs = _compared(ex.free_symbols(says), inner, [*premises, *(s for s in ranges if isinstance(s, ex.Relation))])
    if not pairs and not ranges:
        return says
    if any(_was_there_before(reading, letter.name) for letter in pairs):
        reading.scopes.unread(at, names_of([says]), f"perhaps for all {', '.join(letter.name for letter in pairs)}")
        return says
    known = dict(_ends(inner, listed))
    for premise in reversed(premises):
        inner = ex.Implies(premise, inner)
    return ex.ForAll(inner, *(span for s in pairs for span in (_between(s, known[s]) if s in known else (s,))), *ranges)


def _compared(free: Collection[Any], inner: Any, conditions: Sequence[Any]) -> list[Any]:
    """Return the free letters that number terms of an assertion, and that conditions compare with others."""
    terms = [part for part in ex.all_parts(inner) if isinstance(part, ex.PathValue)] if conditions else []
    numbering = frozenset[Any]().union(*(ex.free_symbols(term.args[1]) for term in terms))
    compared = frozenset[Any]().union(*map(ex.free_symbols, conditions))
    found = (s for s in numbering & compared & frozenset(free) if isinstance(s, ex.ScalarSymbol))
    return sorted((s for s in found if s.is_integer and s.name in INDICES), key=str)


def _was_there_before(reading: "Reading", letter: str) -> bool:
    """Whether a letter stands in the document before the sentence that is heard."""
    first = reading.seen.first.get(letter)
    before = [token for tokens in reading.speech.inline_before for token in tokens]
    return first is not None and (first.at <= before[-1].at if before else False)


def _is_of_others(premise: Any, there: Collection[Any]) -> bool:
    """Whether a premise only tells an index from one that does not occur: "$u_i = 1$, $u_i u_j = 0$ for $i \\ne j$"."""
    apart = isinstance(premise, ex.NonZero)
    return apart and any(s.is_integer and s.name in INDICES and s not in there for s in ex.free_symbols(premise))


def open_numbers(says: Any, listed: Mapping[str, Ends]) -> Iterator[Any]:
    """Yield the ranges of the free letters that number terms of a listed family."""
    free = ex.free_symbols(says) if listed else frozenset()
    for letter, ends in _ends(says, listed):
        if letter in free:
            yield from _between(letter, ends)


def term_named(says: Any, listed: Mapping[str, Ends]) -> str:
    """Return a letter that is written as a term of a listed family and is read as a letter by itself; or nothing."""
    names = (str(part.name) for part in ex.free_symbols(says) if listed and isinstance(part, ex.ScalarSymbol))
    return min((name for name in names if name.partition("_")[2] and name.partition("_")[0] in listed), default="")


def numbers_in(says: Any, listed: Mapping[str, Ends], given: Sequence[Any]) -> Iterator[Any]:
    """Yield the ranges of the letters that number terms of families, and how many terms these have at least.

    There are as many as an assertion speaks of: ``n >= 2`` in a family with ``x_2``.
    """
    yield from (each for each in open_numbers(says, listed) if isinstance(each, ex.Assertion))
    for part, (first, last) in _terms(says, {**_ends_supposed(given), **listed}):
        index = part.args[1]
        if isinstance(last, ex.ScalarSymbol) and index.is_number and first.is_number and index > first:
            yield ex.related(">=", last, index)


def _ends_supposed(given: Sequence[Any]) -> dict[str, Ends]:
    """Return the families of whose terms from one to another something is supposed: ``a_i >= 0`` for i = 1, ..., n."""
    found: dict[str, Ends] = {}
    for says in given:
        for letter, low, high in _ranges(says) if isinstance(says, ex.ForAll) else ():
            for part in ex.all_parts(says.body):
                if isinstance(part, ex.PathValue) and part.args[1] == letter:
                    found[str(part.args[0].name)] = low, high
    return found


def _ranges(says: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Yield the letters that an assertion counts with, and from where to where."""
    for span in says.ranges:
        if isinstance(span, ex.Within):
            yield span.args
        elif isinstance(span, ex.Relation) and span.op == "<=" and isinstance(span.left, ex.ScalarSymbol):
            yield span.left, Integer(0), span.right


def speaks_of_last(says: Any, listed: Mapping[str, Ends]) -> bool:
    """Whether an assertion speaks of the last term of a family: that is one, and not any."""
    return any(part.args[1] == last for part, (_, last) in _terms(says, listed))


def _between(letter: Any, ends: Ends) -> tuple[Any, Any]:
    """Return what binds a letter between two numbers."""
    low, high = ends
    return letter if low == 0 else ex.related(">=", letter, low), ex.related("<=", letter, high)


def _ends(says: Any, listed: Mapping[str, Ends]) -> Iterator[tuple[Any, Ends]]:
    """Yield the letters that number terms of listed families, with the least and the greatest of each."""
    lows, highs = dict[Any, list[Any]](), dict[Any, list[Any]]()
    for part, (first, last) in _terms(says, listed):
        for letter in ex.free_symbols(part.args[1]) - ex.free_symbols(last):
            step = _step(part.args[1], letter)
            if step is not None and isinstance(letter, ex.ScalarSymbol):
                lows.setdefault(letter, []).append((step, first - step if step else first))
                highs.setdefault(letter, []).append((step, last - step if step else last))
    for letter, found in lows.items():
        yield letter, (min(found, key=_by_step)[1], max(highs[letter], key=_by_step)[1])


def _terms(says: Any, listed: Mapping[str, Ends]) -> Iterator[tuple[Any, Ends]]:
    """Yield the terms of listed families in an assertion, with the ends of each."""
    for part in ex.all_parts(says) if listed else ():
        if isinstance(part, ex.PathValue) and str(part.args[0].name) in listed:
            yield part, listed[str(part.args[0].name)]


def _by_step(pair: tuple[Any, Any]) -> Any:
    return pair[0]


def _step(index: Any, letter: Any) -> Any:
    """Return how far an index is beyond a letter, 1 for ``k + 1``, -1 for ``k - 1``; None where it is another one."""
    if index == letter:
        return Integer(0)
    parts = list(index.args) if isinstance(index, ex.Sum) else []
    others = [part for part in parts if part != letter]
    if len(parts) != 2 or len(others) != 1:
        return None
    back = isinstance(others[0], ex.Negative)
    step = others[0].args[0] if back else others[0]
    return (-step if back else step) if getattr(step, "is_number", False) else None


def terms_of(tokens: Sequence[Token], notation: Notation, at: Token) -> tuple[Any, Any] | None:
    r"""Return any term of what ``a_1, \dots, a_n`` lists, and the range of its index; nothing of other formulas."""
    content = mathematical(tokens)
    place = find(content, "\\in", ":")
    parts = split(content if place < 0 else content[:place], ",")
    if (family := bracketed_terms(content, notation)) is not None:
        root, index, span = family
        sequence = _sequence(root, notation, at)
        return None if sequence is None else (sequence[index], span)
    name = full_name(parts[0], notation) or "" if len(parts) == 1 else ""
    if (root := notation.sequence_of(name)) and counts(letter := name.removeprefix(f"{root}_")):
        sequence, index = _sequence(root, notation, at), ex.ScalarSymbol(letter, integer=True, nonnegative=True)
        return None if sequence is None else (sequence[index], index)
    heads = [notation.name(part, 0) if part else None for part in (parts[0], parts[-1])]
    first, last = heads
    if first is not None and len(parts) > 1 and [t.text in DOTS for t in parts[-1]] == [True]:
        return _without_end(first.root, parts[0][first.after + 1 :], notation, at)
    if len(parts) < 3 or first is None or last is None or first.root != last.root:
        return None
    if families.of(notation, first.root) is not None:
        return None
    ends = [part[head.after + 1 :] for part, head in zip((parts[0], parts[-1]), (first, last), strict=True)]
    if not any(t.text in DOTS for part in parts[1:-1] for t in part) or not all(ends):
        return None
    if (sequence := _sequence(first.root, notation, at)) is None:
        return None
    low, high = (expression(argument(end, 0)[0], notation) for end in ends)
    notation.count(high)
    index = ex.ScalarSymbol("i", integer=True, nonnegative=True)
    return sequence[index], ex.Within(index, low, high)


def _without_end(root: str, start: list[Token], notation: Notation, at: Token) -> tuple[Any, Any] | None:
    r"""Return any term of ``a_0, a_1, \dots``, and the range of its index; nothing where these are none of numbers."""
    low = "".join(token.text for token in argument(start, 0)[0]) if start else ""
    if not low.isdecimal() or families.of(notation, root) is not None:
        return None
    if (sequence := _sequence(root, notation, at)) is None:
        return None
    index = ex.ScalarSymbol("k", integer=True, nonnegative=True)
    return sequence[index], ex.related(">=", index, int(low)) if int(low) else index


def _sequence(root: str, notation: Notation, at: Token) -> Any:
    """Return the sequence that a name stands for, or that of numbers that it is taken for; or nothing."""
    vectors = [m for m in notation.meaning(root) if isinstance(m, ex.PathSymbol) and m.value_kind == ex.VECTOR]
    known = [m for m in vectors if m.discrete]
    return known[0] if known else sequence_of_numbers(root, notation, at)


def said_of_terms(term: Any, within: Any, property_: str) -> Iterator[Any]:
    """Yield what a property says of all terms that are listed: the signs or order of numbers, the length of vectors."""
    op = {"positive": ">", "nonnegative": ">="}.get(property_)
    order = {"increasing": "<=", "decreasing": ">="}.get(property_)
    if ex.kind_of(term) == ex.VECTOR and property_ == "unit":
        yield ex.ForAll(ex.related("=", ex.Norm(term), 1), within)
    elif ex.kind_of(term) == ex.SCALAR and op is not None:
        yield ex.ForAll(ex.related(op, term, 0), within)
    elif ex.kind_of(term) == ex.SCALAR and order is not None:
        sequence, index = term.args
        shorter = ex.Within(index, within.args[1], within.args[2] - 1) if isinstance(within, ex.Within) else within
        yield ex.ForAll(ex.related(order, term, sequence[index + 1]), shorter)
