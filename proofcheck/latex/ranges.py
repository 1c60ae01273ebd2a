r"""What a quantifier or an extremum ranges over: ``t \in [0, T]``, ``x, y \in \mathbb{R}^d``, ``\|v\| = 1``."""

import re
from collections.abc import Sequence
from typing import Any

from sympy import Integer, Rational

from proofcheck.lang import expressions as ex
from proofcheck.latex.combining import made
from proofcheck.latex.notation import Notation, Unread, space_of
from proofcheck.latex.source import COMMAND, LETTER, Token, UnreadError, plain
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import DOTS, INDICES, ORDERS, RELATIONS, UNSAYABLE, words

REALS = words(r"R \R \mathbbR \mathbb{R} ℝ \mathbf{R} \RR \mathds{R} \reals \Reals")
NATURALS = words(r"N \N \mathbb{N} \mathbbN ℕ \mathbb{N}_0 \NN")
_LONGEST_LIST = 12
"""Pieces of a set that lists numbers."""
_APPROACHES = words(r"\to \rightarrow \longrightarrow \uparrow \downarrow \nearrow \searrow → ↓ ↑")


def split(tokens: Sequence[Token], *separators: str) -> list[list[Token]]:
    """Split tokens at separators that stand in no bracket."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.text in {"(", "{", "\\{", "[", "\\langle"}) - (token.text in {")", "}", "\\}", "]", "\\rangle"})
        if depth <= 0 and token.text in separators:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def called_from(tokens: Sequence[Token]) -> int:
    """Return where the bracket opens that the last token closes, as that of arguments does; -1 where none does."""
    depth = 0
    for place in range(len(tokens) - 1, -1, -1):
        depth += (tokens[place].text == ")") - (tokens[place].text == "(")
        if depth <= 0:
            return place if depth == 0 and tokens[place].text == "(" else -1
    return -1


def find(tokens: Sequence[Token], *texts: str) -> int:
    """Return the place of the first of these that stands in no bracket; -1 where there is none."""
    depth = 0
    for place, token in enumerate(tokens):
        depth += (token.text in {"(", "{", "\\{", "[", "\\langle"}) - (token.text in {")", "}", "\\}", "]", "\\rangle"})
        if depth == 0 and token.text in texts:
            return place
    return -1


def first_side(tokens: list[Token]) -> list[Token]:
    r"""Return what stands before the first relation: what is named in ``p = \mathbb{E}[B]``, ``L > 0``, ``c \in R``."""
    place = find(tokens, *RELATIONS, "\\in")
    return tokens[:place] if place > 0 else tokens


def spans(tokens: Sequence[Token], notation: Notation, at: Token) -> list[Any]:
    """Read ranges with commas between them, as they stand after "for all".

    Raises:
        UnreadError: they cannot be read.
    """
    found: list[Any] = []
    names: list[list[Token]] = []
    parts = [
        part for whole in split([t for t in tokens if t.text != "\\forall"], ",", ";") for part in _such_that(whole)
    ]
    while parts:
        part = parts.pop(0)
        if (place := find(part, "\\notin")) >= 0:
            raise UnreadError(part[place], "what is in no set cannot be said yet.", "sets")
        if (place := find(part, *_APPROACHES)) >= 0:
            raise UnreadError(part[place], "limits cannot be said yet.", "limits")
        if (place := find(part, "\\lor", "\\vee", "\\land")) >= 0:
            raise UnreadError(part[place], "alternatives cannot be said yet in ranges.", "alternatives")
        if find(part, "\\in", *RELATIONS) < 0 and not any(t.text in DOTS for t in part):
            names.append(part)
        elif (place := find(part, "\\in")) >= 0:
            found += _members([*names, part[:place]], part[place + 1 :], notation, at)
            names = []
        elif _counts(part, parts):
            found += _counted(part, parts, notation, at)
        else:
            place = find(part, *RELATIONS)
            if place < 0:
                raise UnreadError(part[0], f"{plain(part)} is not read as a range.", "other ranges")
            found += [_related([*name, *part[place:]], notation, at) for name in names]
            found.append(_related(part, notation, at))
            names = []
    return [*found, *(variable(name, notation, at) for name in names)]


def _such_that(part: list[Token]) -> list[list[Token]]:
    r"""Return a range and the conditions that it is under, as ``u : \|u\| = 1`` and ``x \in C : f(x) \le 0`` have them.

    A name alone says nothing where its condition does.
    """
    place = find(part, ":", "\\colon", "\\mid")
    if place < 0 or any(t.text in {"\\to", "\\rightarrow"} for t in part):
        return [part] if part else []
    range_, condition = part[:place], part[place + 1 :]
    said = any(t.text in RELATIONS or t.text == "\\in" for t in range_)
    return [range_, condition] if said else [condition]


def space(tokens: Sequence[Token], notation: Notation, at: Token | None) -> tuple[Any, ...] | None:
    r"""Read a space: ``\mathbb{R}^n`` is (n,), ``\mathbb{R}^{n \times p}`` (n, p), ``\mathbb{R}`` ()."""
    place = find(tokens, "^")
    base = "".join(t.text for t in (tokens if place < 0 else tokens[:place]))
    if (notation.abstract or notation.euclidean) and (size := _abstract(tokens, notation)) is not None:
        return (size,)
    if base not in REALS or base in notation.nouns:
        return None
    if place < 0:
        return ()
    above, after = argument(list(tokens), place + 1)
    if after != len(tokens):
        return None
    factors = list(split(above, "\\times", "x", "×"))
    if len(factors) > 2:
        raise UnreadError(at, "arrays with more than two indices cannot be said yet.", "tensors")
    return tuple(dimension(part, notation, at) for part in factors)


def _abstract(tokens: Sequence[Token], notation: Notation) -> Any:
    """Return the dimension of a space of which only the name is known; nothing of other spaces."""
    from proofcheck.latex.applying import full_name

    name = full_name(list(tokens), notation)
    if name in notation.euclidean:
        return ex.Dimension(notation.euclidean[name])
    return None if name is None else notation.abstract.get(name)


_SIGNED = {**dict.fromkeys(["+", "\\ge0", "\\geq0", "\\geqslant0"], ">="),
           **dict.fromkeys(["++", ">0", "+*", "*+", "+\\ast"], ">")}  # fmt: skip


def signed(tokens: Sequence[Token]) -> str:
    r"""Return the sign that the numbers of ``\mathbb{R}_+`` and ``\mathbb{R}_{>0}`` have; nothing of other sets."""
    place = find(tokens, "_", "^")
    if place < 1 or "".join(t.text for t in tokens[:place]) not in REALS:
        return ""
    sign, after = argument(list(tokens), place + 1)
    return _SIGNED.get("".join(t.text for t in sign), "") if after == len(tokens) else ""


def halfline_sign(tokens: Sequence[Token]) -> str:
    r"""Return the sign that the numbers of ``[0, \\infty)`` and ``(0, \\infty)`` have; nothing of other sets."""
    texts = [t.text for t in tokens if t.kind != "word"]
    return {"[": ">=", "(": ">"}.get(texts[0], "") if texts[1:4] == ["0", ",", "\\infty"] else ""


def dimension(tokens: Sequence[Token], notation: Notation, at: Token | None) -> Any:
    """Read a dimension: a whole number, or a letter, which is a dimension from then on."""
    from proofcheck.latex.applying import full_name

    shown = plain(tokens)
    if shown.isdecimal() and 0 < len(shown) < 10 and int(shown) > 0:
        return Integer(int(shown))
    name = full_name(list(tokens), notation)
    if name is None:
        raise UnreadError(at, f"{shown or 'nothing'} is not read as a dimension: write a letter or a whole number.")
    for meaning in notation.meaning(name):
        if isinstance(meaning, ex.Dimension):
            return meaning
    made_of = ex.Dimension(name)
    notation.declare(name, made_of)
    return made_of


def variable(tokens: Sequence[Token], notation: Notation, at: Token, kind: tuple[Any, ...] | None = None) -> Any:
    """Return the variable of a name that is quantified; ``kind`` is the space that it is said to be in."""
    from proofcheck.latex.applying import full_name

    name = full_name(list(tokens), notation)
    if name is None:
        raise _no_variable(tokens, at)
    if kind is not None:
        return symbol(name, kind)
    for meaning in notation.meaning(name):
        if isinstance(meaning, (ex.ScalarSymbol, ex.VectorSymbol, ex.OperatorSymbol)):
            return meaning
        if isinstance(meaning, ex.PathSymbol) and meaning.value_kind != ex.SCALAR:
            return symbol(name, meaning.dimensions)
        if isinstance(meaning, ex.Expression) and ex.is_random(meaning):
            return symbol(name, meaning.args[0].dimensions)
        if isinstance(meaning, ex.Definition) and (of_values := _space_of_path(meaning)):
            return symbol(name, of_values)
    if any(isinstance(meaning, ex.MapSymbol | ex.Definition) for meaning in notation.meaning(name)):
        what = "functions of functions"
        raise UnreadError(tokens[0], f"{name} is a function, and no variable: {what} cannot be said yet.", what)
    if any(not isinstance(meaning, Unread) for meaning in notation.meaning(name)):
        raise UnreadError(tokens[0], f"{name} is not a variable to range over.")
    return ex.ScalarSymbol(name, real=True) if name in notation.dimensions else notation.scalar(name, tokens[0])


def _space_of_path(meaning: ex.Definition) -> tuple[Any, ...]:
    """Return the dimensions of the vectors that a path which is defined goes through; nothing of other definitions."""
    moves = len(meaning.parameters) == 1 and isinstance(meaning.parameters[0], ex.ScalarSymbol)
    return (space_of(meaning) or ()) if moves and ex.kind_of(meaning.value) == ex.VECTOR else ()


_BETWEEN = {**UNSAYABLE, **ORDERS, **dict.fromkeys(["\\ne", "\\neq", "≠"], "ranges of what differs")}


def _no_variable(tokens: Sequence[Token], at: Token) -> UnreadError:
    """Say that something is no variable, and what of it cannot be said yet."""
    said = f"{plain(tokens)} is not a variable to range over"
    sign = next((t for t in tokens if t.text in _BETWEEN), None)
    if sign is not None:
        return UnreadError(sign, f"{said}: {_BETWEEN[sign.text]} cannot be said here yet.", _BETWEEN[sign.text])
    if any(t.text in {"^", "_"} for t in tokens):
        return UnreadError(tokens[0], f"{said}: what has indices cannot be ranged over yet.", "ranges over terms")
    return UnreadError(tokens[0] if tokens else at, f"{said}.")


def symbol(name: str, kind: tuple[Any, ...]) -> Any:
    """Return a variable of a name in a space."""
    if not kind:
        return ex.ScalarSymbol(name, real=True)
    return ex.VectorSymbol(name, *kind) if len(kind) == 1 else ex.OperatorSymbol(name, *kind)


def _members(names: list[list[Token]], of: list[Token], notation: Notation, at: Token) -> list[Any]:
    from proofcheck.latex.sets import set_named

    if "".join(t.text for t in of) in NATURALS:
        return [_counting(_natural(name, notation, at), of, notation) for name in names]
    if sign := signed(of):
        return [made(at, ex.related, sign, _declared_in(name, (), notation, at), 0) for name in names]
    kind = space(of, notation, at)
    if kind is not None:
        return [_declared_in(name, kind, notation, at) for name in names]
    within = set_named(of, notation)
    if within is not None:
        return [ex.Member(_declared_in(name, (within.p,), notation, at), within) for name in names]
    if (ends := _ends_listed(of)) is not None:
        return [span for name in names for span in _from_to(name, *ends, notation, at)]
    if is_interval(of):
        return [span for name in names for span in _interval(name, of, notation, at)]
    raise UnreadError(of[0] if of else at, f"what is in {plain(of)} cannot be said yet.", "sets")


def last_of_first(of: list[Token]) -> list[Token] | None:
    r"""Return the last of the numbers from 1 on that are written ``[n]`` or ``\{1, \dots, n\}``; nothing for others."""
    texts = [t.text for t in of]
    if texts[:1] == ["["] and texts[-1:] == ["]"] and "," not in texts:
        return of[1:-1]
    listed = texts[:3] == ["\\{", "1", ","] and texts[-1:] == ["\\}"]
    dots = next((i for i, text in enumerate(texts) if text in DOTS), 0)
    return of[dots + 2 : -1] if listed and dots and texts[dots + 1] == "," else None


def _ends_listed(of: list[Token]) -> tuple[Any, list[Token]] | None:
    r"""Return the first and the last number in ``[n]``, ``\{0, \dots, n\}`` or ``\{1, 2, 3\}``; nothing for others."""
    if (last := last_of_first(of)) is not None:
        return Integer(1), last
    parts = split(of[1:-1], ",") if [t.text for t in (*of[:1], *of[-1:])] == ["\\{", "\\}"] else []
    dots = [i for i, part in enumerate(parts) if [t.text in DOTS for t in part] == [True]]
    numbers = [int(part[0].text) for part in parts if _is_number(part)]
    counted = dots == [len(parts) - 2] and all(map(_is_number, parts[: dots[0]])) and dots[0] > 0
    counted |= 1 < len(parts) == len(numbers) and numbers == [*range(numbers[0], numbers[0] + len(numbers))]
    return (Integer(numbers[0]), parts[-1]) if counted else None


def _from_to(name: list[Token], first: Any, last: list[Token], notation: Notation, at: Token) -> list[Any]:
    """Return that a natural number is between two others."""
    return [made(at, ex.Within, _natural(name, notation, at), first, natural_end(last, notation))]


def _declared_in(name: list[Token], kind: tuple[Any, ...], notation: Notation, at: Token) -> Any:
    """Return a quantified variable; one that is declared as a number of some sign stays so."""
    known = variable(name, notation, at)
    same = isinstance(known, ex.ScalarSymbol) if not kind else known == symbol(known.name, kind)
    return known if same else symbol(known.name, kind)


def _natural(name: list[Token], notation: Notation, at: Token) -> Any:
    called = variable(name, notation, at)
    return ex.ScalarSymbol(called.name, integer=True, nonnegative=True)


def _counting(number: Any, of: list[Token], notation: Notation) -> Any:
    """Return a natural number, or that it is at least 1 where its author counts from there."""
    return ex.related(">=", number, 1) if counts_from_one(number.name, of, notation) else number


def counts_from_one(name: str, of: Sequence[Token], notation: Notation) -> bool:
    r"""Whether an author who writes ``n \in \mathbb{N}`` means numbers from 1 on: nothing is said of n = 0."""
    return name in notation.from_one and not any(token.text == "0" for token in of)


def _interval(name: list[Token], of: list[Token], notation: Notation, at: Token) -> list[Any]:
    return in_interval(variable(name, notation, at), of, notation, at)


def is_interval(tokens: Sequence[Token]) -> bool:
    """Whether something stands in brackets as the ends of an interval do."""
    return bool(tokens) and tokens[0].text in {"[", "("} and tokens[-1].text in {"]", ")"}


def in_interval(number: Any, of: list[Token], notation: Notation, at: Token) -> list[Any]:
    """Return that a number is in an interval; of all numbers, the number itself.

    Raises:
        UnreadError: the interval cannot be read.
    """
    ends = split(of[1:-1], ",", ";")
    if len(ends) != 2:
        raise UnreadError(at, f"{plain(of)} is not read as an interval.")
    low, high = (_end(end, notation) for end in ends)
    closed = of[0].text == "[" and of[-1].text == "]" and low is not None and high is not None
    if closed and isinstance(number, ex.ScalarSymbol):
        return [made(at, ex.Within, number, low, high)]
    found = []
    if low is not None:
        found.append(made(at, ex.related, ">=" if of[0].text == "[" else ">", number, low))
    if high is not None:
        found.append(made(at, ex.related, "<=" if of[-1].text == "]" else "<", number, high))
    return found or [number]


def _end(tokens: list[Token], notation: Notation) -> Any:
    if tokens and tokens[-1].text == "\\infty":
        return None
    return expression(tokens, notation)


def expression(tokens: Sequence[Token], notation: Notation) -> Any:
    """Read tokens as one expression."""
    from proofcheck.latex.grammar import Mathematics

    return ex.expression(made(tokens[0] if tokens else None, Mathematics(tokens, notation).whole), "this")


def exceptions(tokens: Sequence[Token]) -> list[list[Token]]:
    r"""Return those parts of ranges that only leave a value out, as ``x \ne 0`` does: ranges do not say so."""
    parts = split([t for t in tokens if t.text != "\\forall"], ",", ";")
    return [part for part in parts if [RELATIONS[t.text] for t in part if t.text in RELATIONS] == ["!="]]


def _related(part: list[Token], notation: Notation, at: Token) -> Any:
    """Read a condition on a variable: ``t >= 0``, ``0 <= t <= T``, ``|v| = 1``"""
    places = [i for i, t in enumerate(part) if t.text in RELATIONS]
    signs = [RELATIONS[part[i].text] for i in places]
    sides = split(part, *RELATIONS)
    if len(signs) == 2 and set(signs) <= {"<", "<="}:
        number = variable(sides[1], notation, at)
        low = expression(sides[0], notation)
        if number.name in INDICES and low.is_Integer and not notation.known(number.name):
            number = ex.ScalarSymbol(number.name, integer=True, nonnegative=True)
        whole = bool(getattr(number, "is_integer", False))
        if whole or "<" not in signs:
            high = natural_end(sides[2], notation) if whole else expression(sides[2], notation)
            return made(at, ex.Within, number, *_inside(low, high, signs))
    if signs == ["!="]:
        return variable(sides[0], notation, at)
    if len(signs) != 1:
        raise UnreadError(part[0], "this range cannot be read: write it as x \\in [a, b], or as x \\ge a.")
    left, right = expression(sides[0], notation), expression(sides[1], notation)
    said = made(at, ex.related, signs[0], left, right)
    number = ex.range_variable(said)
    if not isinstance(number, (ex.ScalarSymbol, ex.VectorSymbol, ex.OperatorSymbol)):
        raise UnreadError(part[0], "this is not a condition on one variable.", "other ranges")
    if isinstance(said.left, ex.ScalarSymbol) and said.left.is_integer and signs[0] == ">=" and said.right == 0:
        return number
    return said


def _inside(low: Any, high: Any, signs: Sequence[str]) -> tuple[Any, Any]:
    """Return the first and the last whole number between two, which may be left out themselves."""
    return low + 1 if signs[0] == "<" else low, high - 1 if signs[1] == "<" else high


def _counts(part: list[Token], following: list[list[Token]]) -> bool:
    """Whether a range counts: ``k = 0, 1, \\dots`` or ``k = 1, 2, 3``."""
    dotted = any(t.text in DOTS for p in [part, *following] for t in p)
    return find(part, "=") >= 0 and (dotted or any(map(_is_number, following[:1])))


def _is_number(part: Sequence[Token]) -> bool:
    return len(part) == 1 and part[0].text.isdecimal()


def natural_end(tokens: list[Token], notation: Notation) -> Any:
    """Read where a count ends; a letter that is not declared is a natural number there."""
    from proofcheck.latex.applying import full_name

    name = full_name(tokens, notation)
    if name is not None and not notation.meaning(name):
        return notation.scalar(name, tokens[0], natural=True)
    return expression(tokens, notation)


def _counted(part: list[Token], following: list[list[Token]], notation: Notation, at: Token) -> list[Any]:
    name, first = part[: find(part, "=")], part[find(part, "=") + 1 :]
    number = _natural(name, notation, at)
    low = expression([t for t in first if t.text not in DOTS], notation)
    last, dotted, counted = None, any(t.text in DOTS for t in first), low
    while following and not (dotted and last is not None):
        current = following.pop(0)
        if any(t.text in DOTS for t in current):
            dotted = True
        elif dotted:
            last = natural_end(current, notation)
        else:
            after, counted = counted, expression(current, notation)
            if counted != after + 1:
                raise UnreadError(current[0], f"{plain(current)} does not count on: write k = 1, \\dots, n.")
    last = last if dotted else counted
    found = [number] if low == 0 else [made(at, ex.related, ">=", number, low)]
    if last is not None:
        found.append(made(at, ex.related, "<=", number, last))
    return found


def listed_numbers(of: Sequence[Token]) -> list[Rational]:
    r"""Return the numbers of a set that lists them, ``\\{-1, 1\\}`` or ``\\{\\pm 1\\}``; nothing of other sets."""
    if not 3 <= len(of) <= _LONGEST_LIST or of[0].text not in {"\\{", "\\lbrace"}:
        return []
    both = of[1].text == "\\pm"
    parts = ["".join(t.text for t in part) for part in split(of[1 + both : -1], ",")]
    if not all(re.fullmatch(r"[+-]?\d+(\.\d+)?", part) for part in parts):
        return []
    return [value for part in parts for value in (Rational(part), *([-Rational(part)] * both))]


def class_of_functions(target: list[Token], notation: Notation) -> list[Token] | None:
    r"""Return ``R^n -> R differentiable`` for a class of functions, ``C^2(\mathbb{R}^n)``; nothing for other sets."""
    spelled, opened = notation.spelled(target, 0), called_from(target)
    if spelled is None or spelled.root.split(" ")[0] != "C" or opened < 1 or target[spelled.after].text != "^":
        return None
    spaces = split(target[opened + 1 : -1], ",", ";")
    if not 1 <= len(spaces) <= 2 or any(space(part, notation, target[0]) is None for part in spaces):
        return None
    source = target[0].source
    arrow, word = (
        Token(kind, text, source, target[0].at, target[0].end)
        for kind, text in ((COMMAND, "\\to"), ("word", "differentiable"))
    )
    numbers = [Token(LETTER, "R", source, target[0].at, target[0].end)]
    return [*spaces[0], arrow, *(spaces[1] if len(spaces) > 1 else numbers), word]


def without_time(tokens: list[Token], notation: Notation) -> list[Token]:
    """Return a name without the time at which it is taken, ``K(t)``: what is said of it is said of it at all times."""
    from proofcheck.latex.applying import full_name

    opened = called_from(tokens)
    name = full_name(tokens[:opened], notation) if opened > 0 and len(tokens) == opened + 3 else None
    moves = any(isinstance(m, ex.PathSymbol) for m in notation.meaning(name or ""))
    return tokens[:opened] if moves else tokens


def bracketed_terms(tokens: Sequence[Token], notation: Notation) -> tuple[str, Any, Any] | None:
    r"""Return what ``(a_k)_{k \ge 0}`` and ``\{b_k\}`` name: the sequence, its index, and what that runs over."""
    closing = {"(": ")", "\\{": "\\}", "\\lbrace": "\\rbrace"}.get(tokens[0].text if tokens else "", "")
    end = next((place for place, t in enumerate(tokens) if t.text == closing), 0) if closing else 0
    name = notation.name(list(tokens), 1) if end else None
    if name is None or tokens[name.after].text != "_":
        return None
    below, after = argument(list(tokens), name.after + 1)
    letter = "".join(t.text for t in below)
    counts = letter in INDICES or (letter in {"n", "t"} and name.root in notation.counted)
    if after != end or not counts or (end + 1 < len(tokens) and tokens[end + 1].text != "_"):
        return None
    low = next((int(t.text) for t in tokens[end + 1 :] if t.text.isdecimal()), 0)
    index = ex.ScalarSymbol(letter, integer=True, nonnegative=True)
    return name.root, index, ex.related(">=", index, low) if low else index


def sequence_of_numbers(root: str, notation: Notation, at: Token) -> Any:
    """Return the sequence of numbers that a name stands for, or that it is taken for where it stands for nothing."""
    known = [m for m in notation.meaning(root) if isinstance(m, ex.PathSymbol) and m.discrete]
    if any(m.value_kind != ex.SCALAR for m in known) or (not known and root in {*notation.meanings, *notation.nouns}):
        return None
    return known[0] if known else notation.sequence(root, at)


def only_dimension(notation: Notation) -> Any:
    """Return the one dimension that a text speaks of, if there is no other."""
    known = {m for found in notation.meanings.values() for m in found if isinstance(m, ex.Dimension)}
    return known.pop() if len(known) == 1 else None
