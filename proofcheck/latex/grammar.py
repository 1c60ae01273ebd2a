"""Mathematics as it is set, read into the expressions of ``proofcheck.lang``: what things are decides how they combine.

A product is written by putting factors side by side; whether that multiplies, applies or composes is told by the kinds
of the factors. Where more than one reading is likely, none is taken.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sympy import Integer, Rational

from proofcheck.lang import expressions as ex
from proofcheck.lang.operations import maximum, minimum
from proofcheck.latex import applying, derivatives, operators, powers
from proofcheck.latex.combining import Factor, Function, added, made, negative, product
from proofcheck.latex.notation import Notation
from proofcheck.latex.ranges import find
from proofcheck.latex.source import COMMAND, DIGIT, SIGN, MalformedError, Token, UnreadError, group_end, meant
from proofcheck.latex.spelling import ACCENTS, BOLD, argument, beyond, equated, pluses_first
from proofcheck.latex.vocabulary import CLOSING, NOT_FACTORS, OPENING, SPACING, words

DEEPEST = 60
"""How deep brackets and fractions may be nested."""

MOST_GROUPS = 300
"""Pairs of braces in one expression that only group."""
LONGEST_NUMBER = 1_000
"""Digits of a number."""

_WITH_ARGUMENT = words(r"\label \tag \hspace \vspace \phantom \hphantom \vphantom \color \vadjust \raisebox")
_BRACES = words(
    r"\underbrace \overbrace \boxed \mathclap \mathrlap \mathllap \smash \cancel \bcancel \xcancel \hl \uwave \uline "
    r"\underbracket \overbracket \fbox \smashoperator"
)
"""What is set around a part of a formula, with words below or above it, and does not change what that says."""
_KERNS = words(r"\kern \mkern \hskip \mskip \vskip")
_MARKS = frozenset({*ACCENTS, *BOLD, "dot", "ddot"})
_OPERATORS = words(r"\operatorname \mathop \operatornamewithlimits")
_UPRIGHT = words(r"{ } \mathrm \text \textup \textrm \textnormal \textit \mathit \rm \mathsf \textsf \sf")
SIZES = {
    f"\\{size}{side}": side for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")
} | {"\\left": "l", "\\right": "r"}  # fmt: skip
_SIDED = {"|": ("\\lvert", "\\rvert"), "\\|": ("\\lVert", "\\rVert"), "\\vert": ("\\lvert", "\\rvert"),
          "\\Vert": ("\\lVert", "\\rVert"), "<": ("\\langle", "\\rangle"), ">": ("\\langle", "\\rangle")}  # fmt: skip
_BRACKETS = {"(": ")", "[": "]", "\\{": "\\}", "\\lbrace": "\\rbrace", "\\lbrack": "\\rbrack", "\\lparen": "\\rparen"}
_SET = frozenset({*SIZES, *_BRACES, *_OPERATORS, *_WITH_ARGUMENT, *_KERNS, *SPACING, *(f"\\{m}" for m in _MARKS), "~",
                  "\\textcolor"})  # fmt: skip
"""What is set around a formula or inside of it, and has to be looked at."""
_OF_SETS, _BARS = words(r": \colon \mid | \vert \in \mapsto"), words(r"| \vert")
"""What stands in braces that say what is in a set."""
_LATTICE: dict[str, Callable[..., Any]] = {"\\wedge": minimum, "\\vee": maximum}
TIMES = frozenset({"*", "\\cdot", "\\times", "\\ast"})
_ENDS = words(r") ] \} \rbrace \rbrack \rparen } \rangle \rvert \rVert , ; . & \\ + - \pm \mp : \colon | \|")
"""What ends a product; the bars only where they do not open something."""


def mathematical(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens that mean something, delimiters without their sizes, spacing and labels left out."""
    tokens = meant(tokens)
    if _is_plain([t.text for t in tokens]):
        return equated(pluses_first(tokens))
    found: list[Token] = []
    place = 0
    if sum(t.text == "|" for t in tokens) > 3:
        tokens = _with_double_bars(tokens)
    while place < len(tokens):
        token = tokens[place]
        if token.text == "." and [t.text for t in tokens[place : place + 3]] == [".", ".", "."]:
            found.append(Token(COMMAND, "\\dots", token.source, token.at, tokens[place + 2].end))
            place += 3
        elif token.kind != COMMAND and token.text != "~":
            empty = token.text == "{" and _is_empty_base(tokens, place)
            found += [] if empty else [token]
            place += 2 if empty else 1
        elif token.text in SIZES and place + 1 < len(tokens):
            side, sized = SIZES[token.text], tokens[place + 1]
            place += 2
            if sized.text == ".":
                continue
            if sized.text in _SIDED and side in {"l", "r"}:
                sized = Token(COMMAND, _SIDED[sized.text][side == "r"], sized.source, sized.at, sized.end)
            found.append(sized)
        elif token.text in _BRACES and place + 1 < len(tokens):
            inside, after = argument(tokens, _after_option(tokens, place + 1))
            while after + 1 < len(tokens) and tokens[after].text in {"_", "^"}:
                _, after = argument(tokens, after + 1)
            tokens[place:after] = inside
        elif token.text in _OPERATORS and place + 1 < len(tokens):
            starred = tokens[place + 1].text == "*" and place + 2 < len(tokens)
            inside, after = argument(tokens, place + 1 + starred)
            tokens[place:after] = made_of = _operator(token, inside)
            if made_of and made_of[0].text == "\\operatorname":
                found += made_of
                place += len(made_of)
        elif token.text[1:] in _MARKS and tokens[place + 1 : place + 2] and tokens[place + 1].text == "{":
            end = group_end(tokens, place + 1)
            stop = _before_scripts(tokens, place + 2, end)
            if stop < end:  # the scripts of what is under the mark are those of the whole
                tokens[place : end + 1] = [*tokens[place:stop], tokens[end], *tokens[stop:end]]
            found += tokens[place : place + 2]
            place += 2
        elif token.text == "\\textcolor" and place + 2 < len(tokens):
            _, after = argument(tokens, place + 1)
            tokens[place:after] = []
        elif token.text in _WITH_ARGUMENT:
            start = place + 2 if [t.text for t in tokens[place + 1 : place + 2]] == ["*"] else place + 1
            _, place = argument(tokens, start) if start < len(tokens) else ([], start)
        elif token.text in _KERNS:
            place = _length_end(tokens, place + 1)
        elif token.text in SPACING:
            place += 1
        else:
            found.append(token)
            place += 1
    return equated(pluses_first(found))


def _is_plain(texts: Sequence[str]) -> bool:
    """Whether everything in a formula means something, as it does in most that are looked at again."""
    written = "".join(texts)
    return _SET.isdisjoint(texts) and "{}" not in written and "..." not in written and written.count("|") <= 3


def _is_empty_base(tokens: list[Token], place: int) -> bool:
    """Whether empty braces stand between something and its exponent: ``(1 - q){}^k``."""
    following = [t.text for t in tokens[place + 1 : place + 3]]
    before = tokens[place - 1].text if place else ""
    return following in (["}", "^"], ["}", "_"]) and (before in CLOSING or before.isalnum())


def _with_double_bars(tokens: list[Token]) -> list[Token]:
    r"""Return tokens with ``\|`` where a norm is typed as ``||x||``; in ``|x||y|`` one bar closes and one opens."""
    opened: list[tuple[str, int]] = []
    norms: set[int] = set()
    place = 0
    while place < len(tokens):
        text, step = tokens[place].text, 1
        if text == "|":
            last = opened[-1][0] if opened else ""
            step = 2 if last != "|" and _is_doubled(tokens, place) else 1
            if last == "|" * step:
                start = opened.pop()[1]
                norms |= {start, place} if step == 2 else set()
            else:
                opened.append(("|" * step, place))
        elif text in OPENING:
            opened.append((text, place))
        elif text in CLOSING or text in {"&", "\\\\"}:
            while opened and opened[-1][0] in {"|", "||"}:
                opened.pop()
            opened = opened[:-1] if text in CLOSING else opened
        place += step
    return [
        Token(COMMAND, "\\|", t.source, t.at, tokens[i + 1].end) if i in norms else t
        for i, t in enumerate(tokens)
        if i - 1 not in norms
    ]


def _is_doubled(tokens: Sequence[Token], place: int) -> bool:
    """Whether a second bar stands right after the one at a place."""
    first, second = tokens[place], tokens[place + 1] if place + 1 < len(tokens) else None
    return second is not None and second.text == "|" and second.at in {first.at, first.end}


def _before_scripts(tokens: list[Token], place: int, end: int) -> int:
    """Return where the scripts begin of the one sign that a group has beside them; its end, where it has more."""
    start = place + 1
    while place < end and start < end:
        if tokens[place + 1].text not in {"_", "^"}:
            return end
        _, place = argument(tokens, place + 2)
        place -= 1
        if place + 1 == end:
            return start
    return end


def _after_option(tokens: Sequence[Token], place: int) -> int:
    """Return where an option in square brackets ends; where there is none, the same place."""
    if tokens[place].text != "[":
        return place
    return next((i + 1 for i in range(place, len(tokens) - 1) if tokens[i].text == "]"), place)


def _length_end(tokens: Sequence[Token], place: int) -> int:
    r"""Return where a length ends that has no braces, as in -4mu or -\thickmuskip."""
    while place < len(tokens) and (tokens[place].text in {"-", "."} or tokens[place].kind == DIGIT):
        place += 1
    if place < len(tokens) and tokens[place].text.endswith("skip"):
        return place + 1
    unit = "".join(t.text for t in tokens[place : place + 2])
    return place + 2 if unit in {"mu", "pt", "em", "ex", "cm", "mm", "in", "sp"} else place


def _operator(token: Token, inside: Sequence[Token]) -> list[Token]:
    r"""Return an operator by its word, as ``\operatorname{...}``; what is set in another way is what it is."""
    content = mathematical(inside)
    letters = [t for t in content if t.text not in _UPRIGHT]
    if not letters or not all(t.text.isalnum() for t in letters):
        return content
    command, opened, closed = (
        Token(kind, text, token.source, token.at, token.end)
        for kind, text in ((COMMAND, "\\operatorname"), (SIGN, "{"), (SIGN, "}"))
    )
    return [command, opened, *letters, closed]


class Mathematics:
    """Reads a list of tokens from left to right."""

    def __init__(self, tokens: Sequence[Token], notation: Notation, end: Token | None = None) -> None:
        self.tokens = list(tokens)
        self.notation = notation
        self.place = 0
        self.depth = 0
        self.bars: list[str] = []
        self.differentials: list[str] = []
        self.exponent = False
        self.summed = False  # whether what was read last is a sum
        self.groups = 0
        self._end = end or (self.tokens[-1] if self.tokens else None)

    # ------------------------------------------------------------------ tokens

    @property
    def done(self) -> bool:
        """Whether everything has been read."""
        return self.place >= len(self.tokens)

    def peek(self, ahead: int = 0) -> str:
        """Return the text of a token to come; nothing where there is none."""
        return self.tokens[self.place + ahead].text if self.place + ahead < len(self.tokens) else ""

    @property
    def here(self) -> Token | None:
        """The token to come, or the last one."""
        return self.tokens[self.place] if not self.done else self._end

    def next(self) -> Token:
        """Take a token.

        Raises:
            UnreadError: there is none left.
        """
        if self.done:
            raise MalformedError(self._end, "something is missing at the end.")
        self.place += 1
        return self.tokens[self.place - 1]

    def expect(self, text: str, opened: Token) -> None:
        """Take a closing delimiter."""
        if self.peek() != text:
            shown = f"{self.peek()} stands where {text} should close" if not self.done else f"{text} does not close"
            raise MalformedError(self.here, f"{shown} what {opened.text} opens.")
        self.place += 1

    def argument(self) -> "Mathematics":
        """Take the argument of a command, to be read by itself."""
        if self.done:
            raise MalformedError(self._end, "something is missing at the end.")
        inside, after = argument(self.tokens, self.place)
        inner = self.inner(inside)
        self.place = after
        return inner

    def inner(self, tokens: Sequence[Token]) -> "Mathematics":
        """Return a reader of a part of the tokens, under the same bindings."""
        made = Mathematics(tokens, self.notation, self.here)
        made.depth = self.depth + 1
        made.exponent = self.exponent
        if made.depth > DEEPEST:
            raise UnreadError(self.here, f"this is nested more than {DEEPEST} deep: name a part of it.")
        return made

    def whole(self) -> Any:
        """Read everything as one expression.

        Raises:
            UnreadError: there is something that cannot be read.
        """
        value = self.sum()
        if self.peek() == ":":
            raise MalformedError(
                self.here, "a condition with a name before it, and a colon, cannot be said yet.", "names"
            )
        if not self.done:
            raise MalformedError(self.here, f"{self.peek()} cannot be read here.")
        return value

    # ------------------------------------------------------------------ sums and products

    def sum(self) -> Any:
        r"""Read a sum; the smaller of two where ``\wedge`` stands between them, the larger where ``\vee`` does."""
        value = self._sum()
        while self.peek() in _LATTICE:
            sign, start = self.next(), self.summed
            value = made(sign, _LATTICE[sign.text], value, self._sum())
            if start or self.summed:
                raise UnreadError(
                    sign, f"what {sign.text} is taken of can be read in two ways: put it in brackets.", "doubt"
                )
        return value

    def _sum(self) -> Any:
        value, summed = self.term(), False
        while self.peek() in {"+", "-", "\\pm", "\\mp", "−"}:
            sign, summed = self.next(), True
            if sign.text not in {"+", "-", "−"}:
                raise UnreadError(sign, f"{sign.text} says two things at once.", "plus or minus")
            following = self.term()
            value = added(sign, value, following, minus=sign.text != "+", worked_out=self.exponent)
        self.summed = summed
        return value

    def term(self) -> Any:
        """Read a product, perhaps with a sign before it."""
        signs = []
        while self.peek() in {"+", "-", "−"}:
            signs.append(self.next())
        factors = self.factors()
        minus = sum(sign.text != "+" for sign in signs) % 2
        if minus and ex.kind_of(factors[0].value) == ex.ROW:
            return negative(signs[0], product(factors, worked_out=self.exponent))
        if minus:
            first = factors[0]
            factors[0] = Factor(negative(signs[0], first.value), first.sign, first.at, first.plain)
        return product(factors, worked_out=self.exponent)

    def factors(self) -> list[Factor]:
        """Read the factors of a product."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise UnreadError(self.here, f"this is nested more than {DEEPEST} deep: name a part of it.")
        found = [self.factor("")]
        while not self.done:
            sign = self.peek()
            if sign in TIMES and (said := self.notation.meanings.get(sign)):
                raise UnreadError(self.here, said[0].why)
            if sign in TIMES or sign == "/":
                found.append(self.factor(self.next().text))
            elif sign == "\\odot":
                found.append(self.by_components(found, self.next()))
            elif self.begins_factor():
                found.append(self.factor(""))
            else:
                break
        self.depth -= 1
        return found

    def by_components(self, found: list[Factor], at: Token) -> Factor:
        r"""Read what stands right of ``\odot``, which takes the one factor before it and the one after it."""
        left = found.pop()
        if any(ex.kind_of(factor.value) == ex.OPERATOR for factor in found):
            raise UnreadError(at, r"it is not clear what \odot is taken of: put that into brackets.")
        right = self.factor("")
        value = made(at, lambda a, b: ex.Hadamard.of(a, b), left.value, right.value)
        if not self.done and self.begins_factor() and ex.kind_of(right.value) == ex.OPERATOR:
            raise UnreadError(self.here, r"it is not clear what \odot is taken of: put that into brackets.")
        return Factor(value, left.sign, left.at, plain=False)

    def begins_factor(self) -> bool:
        """Whether what comes can be a further factor of a product."""
        text = self.peek()
        if text in {"|", "\\|", "\\vert", "\\Vert"}:
            return not self.bars
        if self.differentials and derivatives.is_differential(self):
            return False
        return not self.done and text not in _ENDS and not self.is_relation()

    def is_relation(self) -> bool:
        """Whether the token to come relates two sides, or is none of an expression."""
        token = self.here
        return token is not None and (token.text in NOT_FACTORS or token.text in {"=", "<", ">"})

    def factor(self, sign: str) -> Factor:
        """Read one factor with its exponents."""
        at = self.here
        if at is None:
            raise UnreadError(None, "there is nothing to read.")
        start = self.place
        value = powers.raised(self, self.primary())
        return Factor(value, sign, at, all(t.text.isalnum() for t in self.tokens[start : self.place]))

    def primary(self) -> Any:
        """Read what is not a sum or product: a number, a name with its arguments, something in brackets."""
        while self.peek() == "{":
            if (whole := self._scripted_group()) is not None:
                return whole
            self.open_group()
        if self.done or (self.peek() in _ENDS and self.peek() not in {"|", "\\|"}) or self.is_relation():
            raise MalformedError(
                self.here,
                f"something is missing before {self.peek()}."
                if not self.done
                else ("something is missing at the end."),
            )
        token = self.tokens[self.place]
        if token.kind == DIGIT or (token.text == "." and self.peek(1).isdecimal()):
            return self.number()
        if token.text in _BRACKETS:
            return self.brackets()
        reading = operators.READINGS.get(token.text)
        if reading is not None:
            self.place += 1
            return reading(self, token)
        found = applying.name_and_arguments(self)
        if found is not None:
            return found
        if token.kind == COMMAND:
            raise MalformedError(token, *beyond(token.text))
        raise MalformedError(token, f"{token.text} cannot be read here.")

    def _scripted_group(self) -> Any:
        """Read a pair of braces as one factor, where the same script follows as is in it: ``{x^\\star}^\\top``."""
        inside, after = argument(self.tokens, self.place)
        script = self.tokens[after].text if after < len(self.tokens) else ""
        if script not in {"^", "_"} or find(inside, script) < 0:
            return None
        value = self.inner(inside).whole()
        self.place = after
        return value

    def open_group(self) -> None:
        """Take away a pair of braces that only groups; it is not seen in print, so it says nothing."""
        self.groups += 1
        if self.groups > MOST_GROUPS:
            raise UnreadError(self.here, f"there are more than {MOST_GROUPS} pairs of braces in one expression.")
        inside, after = argument(self.tokens, self.place)
        self.tokens[self.place : after] = inside
        if not inside and self.done:
            raise MalformedError(self._end, "something is missing at the end.")

    def number(self) -> Any:
        """Read a number, exactly: 0.1 is a tenth."""
        before = self.tokens[max(self.place - 2, 0) : self.place + 1]
        if (
            len(before) == 3
            and before[0].text in {"^", "_"}
            and before[1].kind == DIGIT
            and before[1].end == before[2].at
        ):
            raise UnreadError(
                before[0], f"only one digit stands after {before[0].text}: put braces around both.", "doubt"
            )
        digits = ""
        while self.peek().isdecimal() or (self.peek() == "." and self.peek(1).isdecimal() and "." not in digits):
            digits += self.next().text
        if self.peek() == "{" and self.peek(1) == "," and self.peek(2) == "}":
            raise UnreadError(self.here, "a comma in a number can be read in two ways: write a point, or nothing.")
        if len(digits) > LONGEST_NUMBER:
            raise UnreadError(self.here, f"a number has more than {LONGEST_NUMBER} digits.")
        whole, _, part = digits.partition(".")
        return Integer(int(whole)) if not part else ex.Decimal.of(Rational(int(whole + part), 10 ** len(part)))

    def brackets(self) -> Any:
        """Read something in brackets; it may be a function, as in ``(\\nabla L)(x)``."""
        opened, first = self.next(), self.place
        bars, self.bars = self.bars, []
        differentials, self.differentials = self.differentials, []
        value = None if self.begins_set(opened) else self.function_or_sum(_BRACKETS[opened.text])
        if value is None or (opened.text in {"\\{", "\\lbrace"} and self.peek() in _OF_SETS):
            raise UnreadError(opened, "sets cannot be said by what is in them yet: name the set.", "sets")
        if self.peek() == ",":
            raise UnreadError(self.here, "a list in brackets cannot be read here.", "lists")
        self.expect(_BRACKETS[opened.text], opened)
        said = self.notation.measured.get(opened.text)
        if said is not None and (self.place == first + 2 or "part" in said.said):
            raise UnreadError(opened, f"line {said.at.place[0]} says that this is '{said.said}', which cannot be said "
                              "yet.", said.beyond)  # fmt: skip
        self.bars, self.differentials = bars, differentials
        if isinstance(value, Function):
            return applying.applied(self, value, opened)
        return value

    def begins_set(self, opened: Token) -> bool:
        r"""Whether braces hold what is in a set: ``\\{x \\in C : f(x) \\le 0\\}``."""
        if opened.text not in {"\\{", "\\lbrace"}:
            return False
        depth, bars = 1, 0
        for token in self.tokens[self.place :]:
            depth += (token.text in OPENING) - (token.text in CLOSING)
            if depth == 0:
                break
            if depth == 1 and token.text in _OF_SETS:
                if token.text not in _BARS:
                    return True
                bars += 1
        return bars % 2 == 1  # two are those of an absolute value

    def function_or_sum(self, closing: str) -> Any:
        """Read a sum, or a function without its argument where that is all there is before the closing bracket."""
        found = derivatives.bare_function(self, closing)
        return self.sum() if found is None else found
