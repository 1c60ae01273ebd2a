r"""Formulas that come from outside, read and written again so that TeX can only print them.

A formula is parsed with a small grammar of mathematics: symbols, scripts, fractions, roots, fenced and
aligned material. What is printed is made from the parse, so an input outside the grammar (`\input`,
`\def`, `^^5c`, a brace too many) never reaches TeX: it is refused with `UnsafeMathError`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from proofcheck.report.texescape import MATH_CHARACTERS, Tex, escape

MAX_LENGTH = 6000
MAX_DEPTH = 40


def _commands(names: str) -> frozenset[str]:
    return frozenset("\\" + name for name in names.split())


_RELATIONS = _commands(
    """
    le leq leqslant ge geq geqslant ne neq lt gt approx equiv sim simeq cong propto ll gg in notin
    ni subset subseteq supset supseteq to rightarrow longrightarrow leftarrow mapsto Rightarrow
    Leftarrow Leftrightarrow implies impliedby iff leftrightarrow mid parallel perp prec preceq succ
    succeq coloneqq triangleq models vdash
    """
)
_BINARY = _commands(
    """
    times div cdot ast star circ bullet cup cap setminus wedge vee land lor oplus ominus otimes odot
    """
)
_ORDINARY = _commands(
    """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi
    varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi
    Pi Sigma Upsilon Phi Psi Omega infty partial nabla ell hbar imath jmath Re Im aleph emptyset
    varnothing forall exists nexists neg lnot top bot prime dagger surd checkmark blacksquare square
    Box angle ldots cdots vdots ddots dots dotsb dotsc colon log ln exp sin cos tan cot sec csc sinh
    cosh tanh coth arcsin arccos arctan arg deg dim hom ker det gcd Pr backslash
    """
)
_LARGE = _commands(
    """
    sum prod coprod int iint iiint oint bigcup bigcap bigoplus bigotimes bigvee bigwedge lim limsup
    liminf max min sup inf
    """
)
_SPACES = frozenset({r"\,", r"\:", r"\;", r"\!", r"\ ", r"\>", "~", r"\quad", r"\qquad", r"\thinspace"})
_WIDE_SPACES = frozenset({r"\quad", r"\qquad"})
_OPENING = frozenset({"(", "[", r"\{", r"\langle", r"\lfloor", r"\lceil", r"\lvert", r"\lVert", r"\lbrace"})
_CLOSING = frozenset({")", "]", r"\}", r"\rangle", r"\rfloor", r"\rceil", r"\rvert", r"\rVert", r"\rbrace"})
_BARS = frozenset({"|", r"\|", r"\vert", r"\Vert"})
_DELIMITERS = _OPENING | _CLOSING | _BARS | {"/", ".", r"\backslash", "<", ">"}
_TWO_ARGUMENTS = _commands("frac tfrac dfrac binom overset underset stackrel")
_ONE_ARGUMENT = _commands(
    """
    mathbb mathbf mathrm mathcal mathfrak mathit mathsf mathtt boldsymbol bar hat tilde vec dot ddot
    dddot check breve acute grave overline underline widehat widetilde overrightarrow overbrace
    underbrace pmod phantom boxed
    """
)
_TEXT = _commands("text textrm textit textbf textsf texttt mbox")
_SIZES = frozenset(rf"\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m"))
_STYLES = _commands("displaystyle textstyle scriptstyle")
_MATRICES = frozenset(
    {
        "matrix",
        "pmatrix",
        "bmatrix",
        "Bmatrix",
        "vmatrix",
        "Vmatrix",
        "smallmatrix",
        "cases",
        "aligned",
        "gathered",
    }
)
_PLAIN = frozenset('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-*/=<>()[]|,.;:!?@"`')
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)

Kind = Literal["ordinary", "relation", "sign", "opening", "closing", "bar", "space", "wide space"]


class UnsafeMathError(ValueError):
    """A formula that is not in the grammar, and so is not handed to TeX."""


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a formula: its LaTeX, and what it is when a line has to be broken."""

    tex: str
    kind: Kind = "ordinary"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in one line, and what it takes to break it over lines.

    `aligned` has its relations under each other ("" where it has one or none), `pieces` are what line breaks may
    separate, `stacked` has each of them on a line of its own.
    """

    line: Tex
    aligned: Tex
    pieces: tuple[Tex, ...]
    stacked: Tex


def parse(source: str) -> Formula:
    r"""Read a formula and return LaTeX that prints it, all commands known and all braces matched.

    Raises `UnsafeMathError` with the reason for anything else.

    >>> parse(r"\|x\|^2 \le \frac12").line
    '\\| x \\|^{2} \\le \\frac{1}{2}'
    >>> parse(r"a = b \le c").aligned
    '\\begin{aligned}[t] a & = b \\\\ & \\le c \\end{aligned}'
    >>> parse(r"\input{secrets}")
    Traceback (most recent call last):
    ...
    proofcheck.report.texmath.UnsafeMathError: unknown command \input
    """
    if len(source) > MAX_LENGTH:
        raise UnsafeMathError(f"longer than {MAX_LENGTH} characters")
    items = _Parser(source).formula()
    by_sign = _lines(items, at_signs=True)
    pieces = [_join(line) for line in _lines(items, at_signs=True, in_brackets=True)]
    return Formula(
        line=Tex(_join(items)),
        aligned=Tex(_aligned(_lines(items, at_signs=False))),
        pieces=tuple(map(Tex, pieces)) if len(pieces) > 1 else (),
        stacked=Tex(_stacked(by_sign)),
    )


def _join(items: Iterable[Item]) -> str:
    return " ".join(item.tex for item in items)


def _lines(items: list[Item], *, at_signs: bool, in_brackets: bool = False) -> list[list[Item]]:
    """Return a formula cut before each relation, side condition and perhaps sign that no brackets enclose.

    TeX itself breaks lines between plain brackets too, but not between those that grow, which are single items here.
    """
    lines: list[list[Item]] = [[]]
    depth, in_bars, in_condition, previous = 0, False, False, Item("", "relation")
    for item in items:
        depth += (item.kind == "opening") - (item.kind == "closing")
        in_bars ^= item.kind == "bar"
        if lines[-1] and (in_brackets or (depth <= 0 and not in_bars)):
            relation = item.kind == "relation" and previous.kind != "relation" and not in_condition
            sign = at_signs and item.kind == "sign" and previous.kind in ("ordinary", "closing", "bar")
            if relation or sign or item.kind == "wide space":
                lines.append([])
            in_condition |= item.kind == "wide space"
        lines[-1].append(item)
        previous = item
    return [kept for line in lines if (kept := _without_outer_space(line))]


def _without_outer_space(line: list[Item]) -> list[Item]:
    kept = [i for i, item in enumerate(line) if item.kind not in ("space", "wide space")]
    return line[kept[0] : kept[-1] + 1] if kept else []


def _aligned(lines: list[list[Item]]) -> str:
    """Set the relations under each other, the first one in the first line."""
    if len(lines) < 3 or lines[1][0].kind != "relation":
        return ""
    rest = [("" if line[0].kind == "relation" else r"\quad ") + _join(line) for line in lines[1:]]
    body = r" \\ & ".join(rest)
    return rf"\begin{{aligned}}[t] {_join(lines[0])} & {body} \end{{aligned}}"


def _stacked(lines: list[list[Item]]) -> str:
    """Set every line at the left, all but the first indented."""
    if len(lines) < 2:
        return " ".join(map(_join, lines))
    body = r" \\ & \quad ".join(_join(line) for line in lines)
    return rf"\begin{{aligned}}[t] & {body} \end{{aligned}}"


class _Parser:
    """Recursive descent over the tokens of one formula."""

    def __init__(self, source: str) -> None:
        self._tokens: list[str] = _TOKEN.findall(source.replace("′", "'").replace("″", "''"))
        self._at = 0
        self._depth = 0

    def formula(self) -> list[Item]:
        items = self._items(frozenset())
        if not items:
            raise UnsafeMathError("nothing to print")
        return items

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        if not token:
            raise UnsafeMathError("the formula ends too early")
        self._at += 1
        return token

    def _skip_space(self) -> None:
        while self._peek().isspace():
            self._at += 1

    def _expect(self, token: str) -> None:
        self._skip_space()
        if self._next() != token:
            raise UnsafeMathError(f"expected {token}")

    def _nested(self, read: Callable[[], str]) -> str:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise UnsafeMathError(f"nested deeper than {MAX_DEPTH}")
        tex = read()
        self._depth -= 1
        return tex

    def _items(self, stops: frozenset[str]) -> list[Item]:
        items: list[Item] = []
        while True:
            self._skip_space()
            token = self._peek()
            if token in stops or (not token and not stops):
                return items
            items.append(self._scripted())

    def _scripted(self) -> Item:
        nucleus = Item("{}") if self._peek() in ("^", "_", "'") else self._nucleus()
        below, above, primes = "", "", 0
        while True:
            self._skip_space()
            token = self._peek()
            if token == "'" and not above:
                self._next()
                primes += 1
            elif token == "_" and not below:
                self._next()
                below = self._argument()
            elif token == "^" and not above:
                self._next()
                if self._peek() == "^":
                    raise UnsafeMathError("^^ notation")
                above = self._argument()
            elif token in ("^", "_", "'"):
                raise UnsafeMathError("two scripts at one place")
            else:
                break
        above = " ".join([r"\prime"] * primes + [above] * bool(above))
        tex = nucleus.tex + (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")
        return Item(tex, nucleus.kind)

    def _argument(self) -> str:
        """Read one argument, a group or a single symbol, and return it without braces."""
        self._skip_space()
        if self._peek() == "{":
            return self._group()
        if self._peek() in ("^", "_", "'"):
            raise UnsafeMathError("a script without its argument")
        return self._nested(lambda: self._nucleus().tex)

    def _group(self) -> str:
        self._expect("{")
        inner = self._nested(lambda: _join(self._items(frozenset("}"))))
        self._expect("}")
        return inner

    def _nucleus(self) -> Item:
        token = self._next()
        if token == "{":
            self._at -= 1
            return Item(f"{{{self._group()}}}")
        if token in _RELATIONS or token in ("=", "<", ">", ":"):
            return Item(token, "relation")
        if token in ("+", "-", r"\pm", r"\mp"):
            return Item(token, "sign")
        if token in _OPENING:
            return Item(token, "opening")
        if token in _CLOSING:
            return Item(token, "closing")
        if token in _BARS:
            return Item(token, "bar")
        if token in _SPACES:
            return Item(token, "wide space" if token in _WIDE_SPACES else "space")
        if token in _PLAIN or token in _ORDINARY or token in _BINARY or token in _STYLES:
            return Item(token)
        if token in MATH_CHARACTERS:
            return Item(MATH_CHARACTERS[token])
        if token in (r"\%", r"\#", r"\&", r"\_"):
            return Item(token)
        return Item(self._command(token))

    def _command(self, token: str) -> str:
        if token in _LARGE:
            limits = self._peek() in (r"\limits", r"\nolimits")
            return f"{token}{self._next() if limits else ''}"
        if token in _ONE_ARGUMENT:
            return f"{token}{{{self._argument()}}}"
        if token in _TWO_ARGUMENTS:
            return f"{token}{{{self._argument()}}}{{{self._argument()}}}"
        if token == r"\sqrt":
            return self._root()
        if token == r"\left":
            return self._nested(self._fenced)
        if token in _SIZES:
            return f"{token}{self._delimiter()}"
        if token == r"\operatorname":
            return self._operator()
        if token in _TEXT:
            return rf"{token}{{{self._text()}}}"
        if token == r"\begin":
            return self._nested(self._environment)
        if token.startswith("\\"):
            raise UnsafeMathError(f"unknown command {token}")
        raise UnsafeMathError(f"unexpected {token!r}")

    def _root(self) -> str:
        self._skip_space()
        index = ""
        if self._peek() == "[":
            self._next()
            index = f"[{{{self._nested(lambda: _join(self._items(frozenset(']'))))}}}]"
            self._expect("]")
        return rf"\sqrt{index}{{{self._argument()}}}"

    def _delimiter(self) -> str:
        self._skip_space()
        token = self._next()
        token = MATH_CHARACTERS.get(token, token)
        if token not in _DELIMITERS:
            raise UnsafeMathError(f"{token!r} is not a delimiter")
        return token

    def _fenced(self) -> str:
        left = self._delimiter()
        inner = _join(self._items(frozenset({r"\right"})))
        self._expect(r"\right")
        return rf"\left{left} {inner} \right{self._delimiter()}"

    def _operator(self) -> str:
        star = "*" if self._peek() == "*" and self._next() else ""
        name = self._raw_group()
        if not re.fullmatch(r"[A-Za-z0-9 -]+", name):
            raise UnsafeMathError("an operator name has letters only")
        return rf"\operatorname{star}{{{name}}}"

    def _raw_group(self) -> str:
        self._expect("{")
        pieces: list[str] = []
        open_braces = 1
        while open_braces:
            token = self._next()
            open_braces += (token == "{") - (token == "}")
            pieces.append(token)
        return "".join(pieces[:-1])

    def _text(self) -> str:
        raw = self._raw_group()
        # spaces at the ends matter in mathematics, and escaping folds them
        start, end = " " * raw[:1].isspace(), " " * (raw[-1:].isspace() and bool(raw.strip()))
        return f"{start}{escape(raw)}{end}"

    def _environment(self) -> str:
        name = self._raw_group()
        columns = ""
        if name == "array":
            columns = self._raw_group()
            if not re.fullmatch(r"[lcr|]+", columns):
                raise UnsafeMathError("an array's columns are l, c, r and |")
        elif name not in _MATRICES:
            raise UnsafeMathError(f"unknown environment {name!r}")
        rows: list[list[str]] = [[]]
        while True:
            rows[-1].append(_join(self._items(frozenset({"&", r"\\", r"\end"}))))
            token = self._next()
            if token == r"\\":
                rows.append([])
            elif token == r"\end":
                break
        if self._raw_group() != name:
            raise UnsafeMathError(rf"\begin{{{name}}} is not closed")
        self._check_columns(name, columns, rows)
        # {} keeps a row that starts with [ or * from being read as an option
        body = "{} " + r" \\ {} ".join(" & ".join(row) for row in rows)
        return rf"\begin{{{name}}}{f'{{{columns}}}' if columns else ''} {body} \end{{{name}}}"

    @staticmethod
    def _check_columns(name: str, columns: str, rows: list[list[str]]) -> None:
        limits = {"array": len(columns.replace("|", "")), "cases": 2, "gathered": 1}
        if max(map(len, rows)) > limits.get(name, 10):
            raise UnsafeMathError(f"too many columns for {name}")
