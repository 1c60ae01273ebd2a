"""What reaches over the product to its right: traces, extrema, integrals, sums."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.matrices import determinant
from proofcheck.lang.operations import product
from proofcheck.lang.printing import parts
from proofcheck.latex import brackets, extrema, families
from proofcheck.latex.combining import Function, added, made
from proofcheck.latex.derivatives import differential_end, is_differential
from proofcheck.latex.endless import infinity, limit, onwards
from proofcheck.latex.source import COMMAND, LETTER, SIGN, Token, UnreadError, like, plain
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import BINARY, CLOSING, DOTS, INDICES, NOT_FACTORS, OPENING, RELATIONS, bracket_depths

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics

_BARS = frozenset({"|", r"\|", r"\vert", r"\Vert"})
"""What both opens and closes."""


def trace(reader: "Mathematics", at: Token) -> Any:
    """Read what a trace is taken of: what stands in brackets, or else the product to its right."""
    from proofcheck.latex.applying import applied

    if reader.peek() in {"(", "[", "\\{"}:
        return applied(reader, Function("the trace", lambda a: ex.Trace(ex.expression(a, "a"))), at)
    return made(at, lambda a: ex.Trace(ex.expression(a, "a")), reader.term())


def _determinant(reader: "Mathematics", at: Token) -> Any:
    from proofcheck.latex.applying import applied

    if reader.peek() in {"(", "[", "\\{"}:
        return applied(reader, Function("the determinant", determinant), at)
    raise UnreadError(at, "determinants are read of up to three rows, and in brackets.", "determinants and ranks")


def _extreme(largest: bool, exact: bool) -> Callable[["Mathematics", Token], Any]:
    pairs = ex.Maximum if largest else ex.Minimum

    def read(reader: "Mathematics", at: Token) -> Any:
        if reader.peek() == "_":
            reader.next()
            below, reader.place = argument(reader.tokens, reader.place)
            return _over(reader, below, largest, at)
        if reader.peek() == "{":
            reader.open_group()
        if (function := _function_alone(reader)) is not None:
            point = ex.VectorSymbol("x", function.p)
            return extrema.named(reader.notation, at, largest, [point], function(point))
        if not exact or reader.peek() not in {"\\{", "(", "[", "\\lbrace"}:
            raise UnreadError(at, f"write {at.text} with what it ranges over, or with its members in braces.")
        opened = reader.next()
        if reader.begins_set(opened):
            raise UnreadError(at, f"{at.text} of a set cannot be said yet: write below what it ranges over.",
                              "extrema over other sets")  # fmt: skip
        bars, reader.bars = reader.bars, []
        members = [reader.sum()]
        while reader.peek() in {",", ";"}:
            reader.next()
            members.append(reader.sum())
        closing = {"\\{": "\\}", "(": ")", "[": "]", "\\lbrace": "\\rbrace"}[opened.text]
        reader.expect(closing, opened)
        reader.bars = bars
        if len(members) == 1:
            raise UnreadError(at, f"{at.text} of one number: write several, or what it ranges over.")
        value = members[0]
        for member in members[1:]:
            value = made(at, lambda a, b: pairs(ex.expression(a, "a"), ex.expression(b, "b")), value, member)
        return value

    return read


def _function_alone(reader: "Mathematics") -> Any:
    r"""Read a function of a vector without an argument, of which an extremum is taken: ``\inf f``; or nothing."""
    found = reader.notation.name(reader.tokens, reader.place)
    if found is None:
        return None
    full, after = reader.notation.with_scripts(found, reader.tokens)
    known = (m for m in reader.notation.meaning(full) if isinstance(m, ex.MapSymbol) and m.n is None)
    function = next(known, None)
    if function is None or [t.text for t in reader.tokens[after : after + 1]] == ["("]:
        return None
    reader.place = after
    return function


def _over(reader: "Mathematics", below: list[Token], largest: bool, at: Token) -> Any:
    """Read an extremum: over an interval or the unit vectors as such, another one as a number that is named."""
    from proofcheck.latex.ranges import spans

    if (listed := _listed(reader, below)) is not None:
        below = _as_interval(*listed)
    content = reader.inner(below).tokens
    with reader.notation.binding(_in_interval(content, reader)):
        ranges = _from_nought(spans(content, reader.notation, at))
    variables = [ex.range_variable(span) for span in ranges]
    body = _bound_body(reader, variables, at)
    terms = any(isinstance(p, ex.PathValue) and p.args[0].discrete and set(variables) & p.args[1].free_symbols
                for p in parts(body))  # fmt: skip
    counts = any(v.is_integer for v in variables)
    span = ranges[0] if len(ranges) == 1 and not terms and not counts else None
    if isinstance(span, ex.Within):
        kind = ex.Supremum if largest else ex.Infimum
        return made(at, lambda a: kind(*span.args, ex.expression(a, "a")), body)
    if isinstance(span, ex.Relation) and isinstance(span.left, ex.Norm) and span.op == "=" and span.right == 1:
        on_sphere = ex.SphereMaximum if largest else ex.SphereMinimum
        return made(at, lambda a: on_sphere(variables[0], ex.expression(a, "a")), body)
    if terms and not all(v.is_integer and (at.text not in {"\\max", "\\min"} or isinstance(s, ex.Assertion))
                         for v, s in zip(variables, ranges, strict=True)):  # fmt: skip
        raise UnreadError(at, "extrema over these terms cannot be said yet: write k = 0, \\dots, n below.",
                          "extrema over other sets")  # fmt: skip
    return extrema.named(reader.notation, at, largest, ranges, body)


def _from_nought(ranges: list[Any]) -> list[Any]:
    r"""Return a natural number with an upper bound, ``k = 0, \dots, n``, as one range."""
    if len(ranges) != 2 or not isinstance(ranges[0], ex.ScalarSymbol) or not isinstance(ranges[1], ex.Relation):
        return ranges
    number, bound = ranges
    upper = bound.op == "<=" and bound.left == number
    return [ex.Within(number, Integer(0), bound.right)] if upper else ranges


def _as_interval(index: list[Token], low: list[Token], high: list[Token]) -> list[Token]:
    r"""Return the range of an index as it is written: ``1 \\le i \\le n``."""
    sign = Token(COMMAND, "\\le", index[0].source, index[0].at, index[0].end)
    return [*low, sign, *index, sign, *high]


def _in_interval(content: list[Token], reader: "Mathematics") -> list[Any]:
    r"""Return the number that ranges over an interval, ``x \in [a, b]``, whatever else is called by its name."""
    from proofcheck.latex.applying import full_name
    from proofcheck.latex.ranges import find, is_interval

    place = find(content, "\\in")
    name = full_name(content[:place], reader.notation) if place > 0 else None
    known = reader.notation.meaning(name) if name is not None else []
    over = content[place + 1 :]
    pair = len(over) > 2 and is_interval(over) and find(over[1:-1], ",") > 0
    if name is None or not pair or any(isinstance(m, ex.ScalarSymbol) for m in known):
        return []
    return [ex.ScalarSymbol(name, real=True)] if known else []


def _integral(reader: "Mathematics", at: Token) -> Any:
    low, high = _limits(reader, at)
    name, symbol = _variable_of(reader, at)
    reader.differentials.append(name)
    bars, reader.bars = reader.bars, []
    with reader.notation.binding([symbol]):
        body = Integer(1) if is_differential(reader) else reader.sum()
    if not is_differential(reader):
        raise UnreadError(reader.here, f"the integral goes to d{name}: what stands before it cannot be read.")
    after = differential_end(reader.tokens, reader.place)
    found = reader.notation.name(reader.tokens, after)
    assert found is not None
    reader.place = found.after
    reader.bars = bars
    reader.differentials.pop()
    following = reader.peek()
    if body == 1 and not reader.done and following not in NOT_FACTORS | CLOSING | BINARY:
        raise UnreadError(at, f"what is integrated stands after d{name}: write it before.", "doubt")
    content = made(at, lambda a: ex.expression(a, "the integrand"), body)
    ends = [made(at, lambda a: ex.expression(a, "an end"), end) for end in (low, high)]
    return made(at, lambda a: ex.TimeIntegral.of_kind(ex.kind_of(a), symbol, *ends, a), content)


def _sum(reader: "Mathematics", at: Token) -> Any:
    symbol, low, high, body = _over_range(reader, at, lambda name: reader.term())
    return made(at, lambda a: ex.Summation.of_kind(ex.kind_of(a), symbol, low, high, a), body)


def _product(reader: "Mathematics", at: Token) -> Any:
    symbol, low, high, body = _over_range(reader, at, lambda name: _factors_with(reader, name))
    return made(at, lambda a: product(symbol, low, high, a), body)


def _factors_with(reader: "Mathematics", name: str) -> Any:
    r"""Read factors as far as they speak of an index: in ``\prod_k (1 - a_k) x_0`` the last one stands outside."""
    start = reader.place
    body = reader.term()
    tokens = reader.tokens[start : reader.place]
    cut = _end_of_last_mention(tokens, name)
    if not 0 < cut < len(tokens):
        return body
    reader.place = start + cut
    return reader.inner(tokens[:cut]).whole()


def _end_of_last_mention(tokens: list[Token], name: str) -> int:
    """Return where the last factor ends that speaks of a letter; 0 where none does."""
    places = [place for place, token in enumerate(tokens) if token.text.removeprefix("\\") == name]
    depths = list(bracket_depths(tokens))
    if not places:
        return 0
    cut = next((place + 1 for place in range(places[-1], len(tokens)) if depths[place] == 0), len(tokens))
    if sum(token.text in _BARS for token in tokens[:cut]) % 2:
        cut = next((place + 1 for place in range(cut, len(tokens)) if tokens[place].text in _BARS), cut)
    while cut < len(tokens) and tokens[cut].text == "{":  # the denominator of a fraction
        cut = argument(tokens, cut)[1]
    cut = brackets.after_scripts(tokens, cut)
    called = tokens[cut : cut + 1] and tokens[cut].text == "("
    return cut + len(brackets.argument_tokens(tokens, cut)) + 2 if called else cut


def _over_range(reader: "Mathematics", at: Token, reach: Callable[[str], Any]) -> tuple[Any, Any, Any, Any]:
    r"""Read what stands below ``\sum_{i=1}^n`` and above it, and what it reaches over."""
    from proofcheck.latex.applying import full_name

    found: dict[str, list[Token]] = {}
    before = reader.tokens[: max(reader.place - 1, 0)]
    while reader.peek() in {"_", "^"}:
        sign = reader.next().text
        found[sign], reader.place = argument(reader.tokens, reader.place)
    start, below = reader.place, found.get("_", []) or ([] if found else _summed_over(reader))
    equals = next((place for place, token in enumerate(below) if token.text == "="), 0)
    ends = between(below) if "^" not in found else None
    if equals and "^" in found:
        ends = below[:equals], below[equals + 1 :], found["^"]
    if ends is None and "^" not in found:
        ends = _listed(reader, below) or onwards(below)
    name = full_name(ends[0], reader.notation) if ends is not None else None
    if name is None or ends is None:
        raise UnreadError(at, f"sums over i = 1, ..., n can be said, as {at.text}_{{i=1}}^n; others cannot yet.",
                          "sums over other sets")  # fmt: skip
    low, high = reader.inner(ends[1]).whole(), infinity(ends[2]) or upper(reader, ends[2], at)
    for end in (low, high):
        reader.notation.count(end)
    symbol = ex.ScalarSymbol(name, integer=True, nonnegative=True)
    with reader.notation.binding([symbol]):
        body = made(at, lambda a: ex.expression(a, "what is summed"), reach(name))
    compares = at.text == "\\sum" and not _is_average(before, ends[1], ends[2])
    if _last_mention(reader, {name}) or (compares and _compares_values(reader, reader.tokens[start : reader.place])):
        raise UnreadError(at, f"what {at.text} reaches over can be read in two ways: put it in brackets.", "doubt")
    low, high = (made(at, lambda a: ex.expression(a, "an end"), end) for end in (low, high))
    return symbol, low, high, body


def _compares_values(reader: "Mathematics", body: list[Token]) -> bool:
    r"""Whether a value of a function that is summed is taken away after it: ``\\sum_t f(x_t) - f(x)``."""
    following = reader.notation.name(reader.tokens, reader.place + 1) if reader.peek() in {"-", "−"} else None
    if following is None or [t.text for t in reader.tokens[following.after : following.after + 1]] != ["("]:
        return False
    names = (reader.notation.name(body, place) for place in range(len(body)))
    return any(n is not None and n.root == following.root and body[n.after : n.after + 1] != [] for n in names)


def _is_average(before: list[Token], low: list[Token], high: list[Token]) -> bool:
    r"""Whether a sum is divided by how many terms it has, ``\\frac{1}{n} \\sum_{i=1}^n``: it is the same."""
    shown, first, last = (re.sub(r"[\s{}]|\\\\[,;!]", "", plain(tokens)) for tokens in (before, low, high))
    count = last if first == "1" else last.removesuffix("-1") if last.endswith("-1") else f"{last}+1"
    return shown.endswith((f"\\frac1{count}", f"\\tfrac1{count}", f"1/{count}", f"1/({count})"))


def _bound_body(reader: "Mathematics", variables: list[Any], at: Token) -> Any:
    r"""Read what is bound: the product to the right, and further terms as far as they speak of what varies.

    ``\\inf_x f(x) + g(x) - 1`` is that of ``f(x) + g(x)``, less 1: outside, ``x`` would stand for nothing.

    Raises:
        UnreadError: the name stands for something outside, so that both are possible.
    """
    names = {str(variable.name) for variable in variables}
    outside = any(name in scope for scope in reader.notation.bound for name in names)
    with reader.notation.binding(variables):
        value = reader.term()
        while _last_mention(reader, names) > reader.place:
            sign = reader.next()
            if outside or sign.text not in {"+", "-", "−"}:
                said = f"what {at.text} reaches over can be read in two ways: put it in brackets."
                raise UnreadError(at, said, "doubt")
            value = added(sign, value, reader.term(), minus=sign.text != "+", worked_out=reader.exponent)
    return value


def _last_mention(reader: "Mathematics", names: set[str]) -> int:
    """Return the place of the last name that is bound, in the terms that are added here; 0 where there is none."""
    depth, place, shadow, last = 0, reader.place, 0, 0
    if reader.peek() not in {"+", "-", "−", "\\pm", "\\mp"}:
        return 0
    while place < len(reader.tokens):
        text = reader.tokens[place].text
        depth += (text in OPENING) - (text in CLOSING)
        shadow = shadow if depth >= shadow else 0
        if depth < 0 or (depth == 0 and text in NOT_FACTORS):
            break
        found = reader.notation.name(reader.tokens, place)
        if text in READINGS and not names.isdisjoint(_names_below(reader, place + 1)):
            if depth == 0:
                break
            shadow = shadow or depth
        if found is not None and found.root in names and not shadow:
            last = place
        place = place + 1 if found is None else found.after
    return last


def _names_below(reader: "Mathematics", place: int) -> set[str]:
    """Return the names in what stands below a sign."""
    if [t.text for t in reader.tokens[place : place + 1]] != ["_"]:
        return set()
    below = argument(reader.tokens, place + 1)[0]
    found = (reader.notation.name(below, i) for i in range(len(below)))
    return {name.root for name in found if name is not None}


def between(below: list[Token]) -> tuple[list[Token], list[Token], list[Token]] | None:
    r"""Return index and ends: ``1 \le i \le n``, ``i = 1, ..., n``, ``i \in \{1, ..., n\}`` or ``i \in [n]``."""
    texts = [t.text for t in below]
    one = Token("digit", "1", below[0].source, below[0].at, below[0].end) if below else None
    signs = [place for place, text in enumerate(texts) if RELATIONS.get(text) in {"<", "<="}]
    if len(signs) == 2 and one is not None and RELATIONS[texts[signs[0]]] == "<=":
        less = [like(one, SIGN, "-"), one] if RELATIONS[texts[signs[1]]] == "<" else []
        return below[signs[0] + 1 : signs[1]], below[: signs[0]], [*below[signs[1] + 1 :], *less]
    if "\\in" in texts and one is not None:
        place = texts.index("\\in")
        if texts[place + 1 : place + 2] == ["["] and texts[-1] == "]" and "," not in texts:
            return below[:place], [one], below[place + 2 : -1]
        if texts[place + 1 : place + 2] == ["\\{"] and texts[-1] == "\\}":
            return _up_to_last(below[:place], below[place + 2 : -1])
    place = texts.index("=") if "=" in texts else len(texts)
    return _up_to_last(below[:place], below[place + 1 :])


def _up_to_last(index: list[Token], listed: list[Token]) -> tuple[list[Token], list[Token], list[Token]] | None:
    r"""Return index and ends of what counts over ``1, \dots, n``; nothing where something else is listed."""
    texts = [t.text for t in listed]
    dots = [place for place, text in enumerate(texts) if text in DOTS]
    if len(dots) != 1 or not texts[dots[0] - 1] == "," == "".join(texts[dots[0] + 1 : dots[0] + 2]):
        return None
    return index, listed[: dots[0] - 1], listed[dots[0] + 2 :]


def _listed(reader: "Mathematics", below: list[Token]) -> tuple[list[Token], list[Token], list[Token]] | None:
    r"""Return index and ends of ``\\sum_i x_i``, where it is known how many there are of what has that index.

    They are listed, ``x_1, \\dots, x_n``, or the components of a vector; or the other sums over i all end alike.
    """
    index = below[0] if len(below) == 1 and below[0].kind == LETTER else None
    if index is None or any(isinstance(m, ex.Dimension) for m in reader.notation.meaning(index.text)):
        return None
    ends, tokens = set[str](), reader.tokens
    for place in range(reader.place, len(tokens)):
        name = reader.notation.name(tokens, place)
        if name is None or [t.text for t in tokens[name.after : name.after + 1]] != ["_"]:
            continue
        if [t.text for t in argument(tokens, name.after + 1)[0]] == [index.text]:
            ends |= _count_of(name.root, reader)
    ends = ends or set(reader.notation.summed_to.get(index.text, ()))
    if len(ends) != 1:
        return None
    one, last = (
        Token(kind, text, index.source, index.at, index.end) for kind, text in (("digit", "1"), (LETTER, *ends))
    )
    return below, [one], [last]


def _summed_over(reader: "Mathematics") -> list[Token]:
    r"""Return the index of a sum that is written without one, ``\\frac{1}{n} \\sum f_i``: the only one that counts."""
    found: dict[str, Token] = {}
    for place in range(reader.place, len(reader.tokens)):
        if reader.tokens[place].text in RELATIONS or reader.tokens[place].text in {"+", "-", ",", ";"}:
            break
        if reader.tokens[place].text == "_":
            below = argument(reader.tokens, place + 1)[0]
            if len(below) == 1 and below[0].text in INDICES and _listed(reader, below) is not None:
                found.setdefault(below[0].text, below[0])
    return list(found.values()) if len(found) == 1 else []


def _count_of(root: str, reader: "Mathematics") -> set[str]:
    """Return how many there are of what is listed by a name, or how many components a vector has."""
    if root in reader.notation.lasts:
        return {reader.notation.lasts[root]}
    if (family := families.of(reader.notation, root)) is not None and isinstance(family.n, ex.Dimension):
        return {str(family.n)}
    vectors = [m for m in reader.notation.meaning(root) if isinstance(m, ex.VectorSymbol | ex.PathSymbol)]
    if not all(isinstance(m, ex.VectorSymbol) for m in vectors):  # the index may be that of a term
        return set()
    return {str(m.dimension) for m in vectors if isinstance(m.dimension, ex.Dimension)}


def upper(reader: "Mathematics", tokens: list[Token], at: Token) -> Any:
    """Read the upper end of a sum; a letter that is not declared is a natural number there."""
    from proofcheck.latex.applying import full_name

    name = full_name(tokens, reader.notation)
    if name is not None and not reader.notation.meaning(name):
        return reader.notation.scalar(name, at, natural=True)
    return reader.inner(tokens).whole()


def _limits(reader: "Mathematics", at: Token) -> tuple[Any, Any]:
    found: dict[str, Any] = {}
    while reader.peek() in {"_", "^"}:
        sign = reader.next().text
        content, reader.place = argument(reader.tokens, reader.place)
        end = infinity(content)
        found[sign] = reader.inner(content).whole() if end is None else end
    if set(found) != {"_", "^"}:
        raise UnreadError(at, "an integral needs a lower and an upper limit: others cannot be said yet.",
                          "integrals over other sets")  # fmt: skip
    return found["_"], found["^"]


def _variable_of(reader: "Mathematics", at: Token) -> tuple[str, Any]:
    """Return the variable of an integral, from the differential that belongs to it."""
    open_integrals, depth = 1, 0
    for place in range(reader.place, len(reader.tokens)):
        token = reader.tokens[place]
        depth += (token.text in {"(", "{", "\\{", "["}) - (token.text in {")", "}", "\\}", "]"})
        if depth < 0:
            break
        open_integrals += depth == 0 and token.text == "\\int"
        after = differential_end(reader.tokens, place)
        if not after or depth or after >= len(reader.tokens) or token.text == "\\partial":
            continue
        name = reader.notation.name(reader.tokens, after)
        if name is None or (name.after < len(reader.tokens) and reader.tokens[name.after].text in {"_", "^", "("}):
            continue
        open_integrals -= 1
        if open_integrals == 0:
            known = [m for m in reader.notation.meaning(name.root) if isinstance(m, ex.ScalarSymbol)]
            return name.root, known[0] if known else ex.ScalarSymbol(name.root, real=True)
    raise UnreadError(at, "the integral does not say in which variable it is taken: write `ds` at its end.")


READINGS: dict[str, Callable[["Mathematics", Token], Any]] = {
    "\\max": _extreme(True, True),
    "\\min": _extreme(False, True),
    "\\sup": _extreme(True, False),
    "\\inf": _extreme(False, False),
    "\\int": _integral,
    "\\sum": _sum,
    "\\prod": _product,
    "\\det": _determinant,
    "\\lim": limit,
    **dict.fromkeys(["\\tr", "\\Tr", "\\trace", "\\Trace"], trace),
}
