r"""Formulas that come from outside, read and written again so that TeX and browsers can only print them.

A formula is parsed with a small grammar of mathematics: symbols, scripts, fractions, roots, fenced and
aligned material. What is printed is made from the parse, as LaTeX and as MathML, so an input outside the grammar
(`\input`, `\def`, `^^5c`, a brace too many) reaches neither: it is refused with `UnsafeMathError`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from proofcheck.report import mathml
from proofcheck.report.mathml import Kind
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
_INTEGRALS = _commands("int iint iiint oint")
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


class UnsafeMathError(ValueError):
    """A formula that is not in the grammar, and so is not handed to TeX."""


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a formula: its LaTeX, its MathML, and what it is when a line has to be broken."""

    tex: str
    mathml: str = ""
    kind: Kind = "ordinary"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in one line, and what it takes to break it over lines.

    `units` are what line breaks may separate outside brackets, `pieces` the same inside them too, `stacked` has each
    unit on a line of its own. `mathml` has both in two levels: units, and the pieces of each.
    """

    line: Tex
    units: tuple[Tex, ...]
    pieces: tuple[Tex, ...]
    stacked: Tex
    mathml: tuple[tuple[str, ...], ...]


def parse(source: str) -> Formula:
    r"""Read a formula and return LaTeX that prints it, all commands known and all braces matched.

    Raises `UnsafeMathError` with the reason for anything else.

    >>> parse(r"\|x\|^2 \le \frac12").line
    '\\| x \\|^{2} \\le \\frac{1}{2}'
    >>> parse(r"a = b \le c").units
    ('a', '= b', '\\le c')
    >>> parse(r"\input{secrets}")
    Traceback (most recent call last):
    ...
    proofcheck.report.texmath.UnsafeMathError: unknown command \input
    """
    return _formula(list(_read(source)))


@lru_cache(maxsize=2048)
def _read(source: str) -> tuple[Item, ...]:
    if len(source) > MAX_LENGTH:
        raise UnsafeMathError(f"longer than {MAX_LENGTH} characters")
    return tuple(_Parser(source).formula())


def continued(source: str, before: str) -> Formula | None:
    r"""Return a relation without its left side, where that is the right side of the relation before it.

    >>> continued("b = c", "a = b").line
    '= c'
    """
    (left, *right), previous = (_lines(list(_read(text)), at_signs=False) for text in (source, before))
    joins = len(previous) == 2 and bool(right) and _join(previous[1][1:]) == _join(left)
    return _formula([item for line in right for item in line]) if joins else None


def difference(before: str, after: str) -> tuple[Formula, Formula]:
    """Return two formulas in which what one has and the other has not is marked."""
    old, new = list(_read(before)), list(_read(after))
    matcher = SequenceMatcher(None, [item.tex for item in old], [item.tex for item in new], autojunk=False)
    for what, start, end, other_start, other_end in matcher.get_opcodes():
        if what != "equal":
            old[start:end] = [_marked(item, "removed") for item in old[start:end]]
            new[other_start:other_end] = [_marked(item, "added") for item in new[other_start:other_end]]
    return _formula(old), _formula(new)


def _marked(item: Item, how: str) -> Item:
    written = f'<mrow class="{how}">{item.mathml}</mrow>' if item.mathml else ""
    return replace(item, tex=rf"\color{{{how}}} {item.tex} \color{{black}}", mathml=written)


def _formula(items: list[Item]) -> Formula:
    by_sign = _lines(items, at_signs=True)
    pieces = [_unit(line) for line in _lines(items, at_signs=True, in_brackets=True)]
    return Formula(
        line=Tex(_join(items)),
        units=tuple(Tex(_unit(line)) for line in by_sign) if len(by_sign) > 1 else (),
        pieces=tuple(map(Tex, pieces)) if len(pieces) > 1 else (),
        stacked=Tex(_stacked(by_sign)),
        mathml=tuple(_written(line, continued=number > 0) for number, line in enumerate(by_sign)),
    )


def _join(items: Iterable[Item]) -> str:
    return " ".join(item.tex for item in items)


def _written(line: list[Item], *, continued: bool) -> tuple[str, ...]:
    space = _Parser._sign(r"\quad", "space")
    parts = [
        [space, *part]
        if (continued or number) and part[0].kind not in ("relation", "sign")
        else part  # a side condition
        for number, part in enumerate(_lines(line, at_signs=True, in_brackets=True))
    ]
    return tuple(_mathml(part, continued=continued or number > 0) for number, part in enumerate(parts))


def _mathml(items: Iterable[Item], *, continued: bool = False) -> str:
    return mathml.row(((item.mathml, item.kind) for item in items), continued=continued)


def _joined(items: Iterable[Item]) -> Item:
    items = list(items)
    return Item(_join(items), _mathml(items))


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


def _unit(line: list[Item]) -> str:
    """Return a piece of a formula; a sign at its start, which joins two terms, keeps its distance."""
    return ("{} " if line[0].kind == "sign" and len(line) > 1 else "") + _join(line)


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

    def _nested(self, read: Callable[[], Item]) -> Item:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise UnsafeMathError(f"nested deeper than {MAX_DEPTH}")
        item = read()
        self._depth -= 1
        return item

    def _items(self, stops: frozenset[str]) -> list[Item]:
        items: list[Item] = []
        while True:
            self._skip_space()
            token = self._peek()
            if token in stops or (not token and not stops):
                return items
            items.append(self._scripted())

    def _scripted(self) -> Item:
        large = self._peek()
        nucleus = Item("{}", mathml.NOTHING) if large in ("^", "_", "'") else self._nucleus()
        below, above, primes = Item(""), Item(""), 0
        while True:
            self._skip_space()
            token = self._peek()
            if token == "'" and not above.tex:
                self._next()
                primes += 1
            elif token == "_" and not below.tex:
                self._next()
                below = self._argument()
            elif token == "^" and not above.tex:
                self._next()
                if self._peek() == "^":
                    raise UnsafeMathError("^^ notation")
                above = self._argument()
            elif token in ("^", "_", "'"):
                raise UnsafeMathError("two scripts at one place")
            else:
                break
        over = " ".join([r"\prime"] * primes + [above.tex] * bool(above.tex))
        tex = nucleus.tex + (f"_{{{below.tex}}}" if below.tex else "") + (f"^{{{over}}}" if over else "")
        raised = "<mo>′</mo>" * primes + above.mathml
        written = mathml.scripts(nucleus.mathml, below.mathml, raised, limits=large in _LARGE - _INTEGRALS)
        return Item(tex, written, nucleus.kind)

    def _argument(self) -> Item:
        """Read one argument, a group or a single symbol, and return it without braces."""
        self._skip_space()
        if self._peek() == "{":
            return self._group()
        if self._peek() in ("^", "_", "'"):
            raise UnsafeMathError("a script without its argument")
        return self._nested(self._nucleus)

    def _group(self) -> Item:
        self._expect("{")
        inner = self._nested(lambda: _joined(self._items(frozenset("}"))))
        self._expect("}")
        return inner

    def _nucleus(self) -> Item:
        token = self._next()
        if token == "{":
            self._at -= 1
            return replace(group := self._group(), tex=f"{{{group.tex}}}")
        if token in _RELATIONS or token in ("=", "<", ">", ":"):
            return self._sign(token, "relation")
        if token in ("+", "-", r"\pm", r"\mp"):
            return self._sign(token, "sign")
        if token in _OPENING:
            return self._sign(token, "opening")
        if token in _CLOSING:
            return self._sign(token, "closing")
        if token in _BARS:
            return self._sign(token, "bar")
        if token in _SPACES:
            return self._sign(token, "wide space" if token in _WIDE_SPACES else "space")
        if token in _PLAIN or token in _ORDINARY or token in _BINARY or token in _STYLES:
            return self._sign(token)
        if token in MATH_CHARACTERS:
            return self._sign(MATH_CHARACTERS[token])
        if token in (r"\%", r"\#", r"\&", r"\_"):
            return self._sign(token)
        return self._command(token)

    @staticmethod
    def _sign(token: str, kind: Kind = "ordinary") -> Item:
        return Item(token, mathml.sign(token, kind), kind)

    def _command(self, token: str) -> Item:
        if token in _LARGE:
            limits = self._peek() in (r"\limits", r"\nolimits")
            return Item(f"{token}{self._next() if limits else ''}", mathml.sign(token))
        if token in _ONE_ARGUMENT:
            inner = self._argument()
            return Item(f"{token}{{{inner.tex}}}", mathml.decorated(token, inner.mathml))
        if token in _TWO_ARGUMENTS:
            first, second = self._argument(), self._argument()
            return Item(f"{token}{{{first.tex}}}{{{second.tex}}}", mathml.two(token, first.mathml, second.mathml))
        if token == r"\sqrt":
            return self._root()
        if token == r"\left":
            return self._nested(self._fenced)
        if token in _SIZES:
            delimiter = self._delimiter()
            return Item(f"{token}{delimiter}", mathml.sign(delimiter, "bar"))
        if token == r"\operatorname":
            return self._operator()
        if token in _TEXT:
            raw = self._raw_group()
            return Item(rf"{token}{{{_text(raw)}}}", mathml.words(raw))
        if token == r"\begin":
            return self._nested(self._environment)
        if token.startswith("\\"):
            raise UnsafeMathError(f"unknown command {token}")
        raise UnsafeMathError(f"unexpected {token!r}")

    def _root(self) -> Item:
        self._skip_space()
        index, written = "", ""
        if self._peek() == "[":
            self._next()
            degree = self._nested(lambda: _joined(self._items(frozenset("]"))))
            index, written = f"[{{{degree.tex}}}]", degree.mathml
            self._expect("]")
        inner = self._argument()
        return Item(rf"\sqrt{index}{{{inner.tex}}}", mathml.root(inner.mathml, written))

    def _delimiter(self) -> str:
        self._skip_space()
        token = self._next()
        token = MATH_CHARACTERS.get(token, token)
        if token not in _DELIMITERS:
            raise UnsafeMathError(f"{token!r} is not a delimiter")
        return token

    def _fenced(self) -> Item:
        left = self._delimiter()
        inner = _joined(self._items(frozenset({r"\right"})))
        self._expect(r"\right")
        right = self._delimiter()
        return Item(rf"\left{left} {inner.tex} \right{right}", mathml.fenced(left, inner.mathml, right))

    def _operator(self) -> Item:
        star = "*" if self._peek() == "*" and self._next() else ""
        name = self._raw_group()
        if not re.fullmatch(r"[A-Za-z0-9 -]+", name):
            raise UnsafeMathError("an operator name has letters only")
        return Item(rf"\operatorname{star}{{{name}}}", mathml.name(name))

    def _raw_group(self) -> str:
        self._expect("{")
        pieces: list[str] = []
        open_braces = 1
        while open_braces:
            token = self._next()
            open_braces += (token == "{") - (token == "}")
            pieces.append(token)
        return "".join(pieces[:-1])

    def _environment(self) -> Item:
        name = self._raw_group()
        columns = ""
        if name == "array":
            columns = self._raw_group()
            if not re.fullmatch(r"[lcr|]+", columns):
                raise UnsafeMathError("an array's columns are l, c, r and |")
        elif name not in _MATRICES:
            raise UnsafeMathError(f"unknown environment {name!r}")
        rows: list[list[Item]] = [[]]
        while True:
            rows[-1].append(_joined(self._items(frozenset({"&", r"\\", r"\end"}))))
            token = self._next()
            if token == r"\\":
                rows.append([])
            elif token == r"\end":
                break
        if self._raw_group() != name:
            raise UnsafeMathError(rf"\begin{{{name}}} is not closed")
        self._check_columns(name, columns, rows)
        # {} keeps a row that starts with [ or * from being read as an option
        body = "{} " + r" \\ {} ".join(" & ".join(cell.tex for cell in row) for row in rows)
        tex = rf"\begin{{{name}}}{f'{{{columns}}}' if columns else ''} {body} \end{{{name}}}"
        return Item(tex, mathml.table(name, [[cell.mathml for cell in row] for row in rows]))

    @staticmethod
    def _check_columns(name: str, columns: str, rows: list[list[Item]]) -> None:
        limits = {"array": len(columns.replace("|", "")), "cases": 2, "gathered": 1}
        if max(map(len, rows)) > limits.get(name, 10):
            raise UnsafeMathError(f"too many columns for {name}")


def _text(raw: str) -> str:
    # spaces at the ends matter in mathematics, and escaping folds them
    start, end = " " * raw[:1].isspace(), " " * (raw[-1:].isspace() and bool(raw.strip()))
    return f"{start}{escape(raw)}{end}"
