"""Write expressions as a mathematician does: ``latex(expression)`` and ``text(expression)``.

What is printed can be read in one way only, up to the grouping of products: brackets stand wherever two different
expressions would look alike without them. That takes names that are different in print, which
``proofcheck.lang.names`` sees to.
"""

# ruff: noqa: N815 (a method is named after the class that it writes)

import re
from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple

from proofcheck.lang import expressions as ex

FORALL, IMPLIES, RELATION, SUM, NEGATIVE, QUOTIENT, PRODUCT, POWER, BAR, ATOM = range(10)
"""How tightly the outermost operation of something printed binds, loosest first."""

CLOSED, OVER_PRODUCTS, OVER_SUMS = range(3)
"""How far to the right something printed reaches: a binder with no closing sign takes what follows it."""

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ",
    "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
_SUPERSCRIPTS = {"2": "²", "3": "³", "4": "⁴"}
_LETTER_D = re.compile(r"(?<![^\W\d_])(?<![\\_{'])[dD]$")
_NAMED = (ex.NamedFirst, ex.NamedLast)


class Piece(NamedTuple):
    """Something printed, and what has to be known to print more around it."""

    written: str
    level: int
    reach: int = CLOSED
    callable: bool = False
    """Whether brackets right after it would look like those of its argument."""


def latex(node: Any) -> str:
    r"""Return an expression or assertion in LaTeX, for math mode.

    >>> from proofcheck.lang.symbols import norm, scalar, vector
    >>> latex(scalar("beta") * norm(vector("v", 2)) ** 2)
    '\\beta \\|v\\|^2'
    """
    return _Latex(_needs_times(node)).whole(node)


def text(node: Any) -> str:
    """Return an expression or assertion in plain text."""
    return _Text(_needs_times(node)).whole(node)


def parts(node: Any) -> Iterator[Any]:
    """Yield an expression or assertion and everything in it, at any depth."""
    pending = [node]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(current.args)


def _landings(node: Any) -> list[Any]:
    """Return the parts of an expression that stand a multiple of 50 levels below its top, the deepest first."""
    found = []
    pending = [(node, 0)]
    while pending:
        current, depth = pending.pop()
        if depth and depth % 50 == 0 and isinstance(current, (ex.Expression, ex.Assertion)):
            found.append((depth, current))
        pending.extend((part, depth + 1) for part in current.args)
    return [part for _, part in sorted(found, key=lambda landing: -landing[0])]


def _needs_times(node: Any) -> bool:
    """Whether a path stands without its time where a reader could not tell which time, or which path, is meant."""
    found = list(parts(node))
    left_out = [part.args for part in found if isinstance(part, ex.SuppressedValue)]
    if not left_out:
        return False
    times = {time for _, time in left_out}
    if len(times) > 1 or not all(isinstance(time, ex.ScalarSymbol) for time in times):
        return True
    paths = {path for path, _ in left_out}
    if any(isinstance(part, ex.PathValue) and part.args[0] in paths and part.args[1] not in times for part in found):
        return True
    differentiated = {part.variable for part in found if isinstance(part, ex.NablaAt)}
    names = {text_name(path.name) for path in paths}
    symbols = (ex.ScalarSymbol, ex.VectorSymbol, ex.OperatorSymbol)
    return any(isinstance(p, symbols) and p not in differentiated and text_name(p.name) in names for p in found)


def latex_name(name: str) -> str:
    r"""Return a name in LaTeX.

    >>> latex_name("sigma_min"), latex_name("B'")
    ('\\sigma_{\\min}', 'B^{\\prime}')
    """
    return _Latex().name(name)


def text_name(name: str) -> str:
    """Return a name in plain text.

    >>> text_name("sigma_min")
    'σ_min'
    """
    return _Text().name(name)


def symbol_text(symbol: str) -> str:
    """Return a symbol of an instance, perhaps with arguments, in plain text.

    >>> symbol_text("lambda"), symbol_text("w(0)")
    ('λ', 'w(0)')
    """
    head, bracket, arguments = symbol.partition("(")
    return f"{text_name(head)}{bracket}{arguments}"


class _Writer:
    """Writes a tree as a string and says how tightly its outermost operation binds; a subclass has the signs."""

    relations: ClassVar[dict[str, str]]
    space: ClassVar[str] = " "
    methods: ClassVar[dict[type, str]] = {}
    """The method that writes each kind of node."""

    def __init__(self, times: bool = False) -> None:
        self.times = times
        self.known: dict[int, Piece] = {}

    def whole(self, node: Any) -> str:
        """Write all of an expression or assertion, what is deep in it first, since Python's stack is not deep."""
        for part in _landings(node):
            self.known[id(part)] = self.write(part)
        return self.plain(node)

    def write(self, node: Any) -> Piece:
        if id(node) in self.known:
            return self.known[id(node)]
        kind = type(node)
        if kind not in self.methods:
            names = [f"write_{cls.__name__}" for cls in kind.__mro__ if hasattr(self, f"write_{cls.__name__}")]
            if not names:
                raise ex.LanguageError(f"{node!r} cannot be printed: it is not an expression of proofcheck.lang.")
            self.methods[kind] = names[0]
        piece: Piece = getattr(self, self.methods[kind])(node)
        return piece

    def at(self, level: int, node: Any) -> str:
        """Write a node, in parentheses where it binds more loosely than ``level``."""
        piece = self.write(node)
        return piece.written if piece.level >= level else self.parentheses(piece.written)

    def plain(self, node: Any) -> str:
        return self.write(node).written

    # signs that differ between the two

    def name(self, name: str) -> str:
        raise NotImplementedError

    def parentheses(self, inside: str) -> str:
        raise NotImplementedError

    def subscript(self, name: str, index: str) -> str:
        raise NotImplementedError

    # numbers and symbols

    def write_Integer(self, node: Any) -> Piece:
        return Piece(str(node), ATOM if node >= 0 else NEGATIVE)

    def write_Rational(self, node: Any) -> Piece:
        return Piece(f"{node.p} / {node.q}", QUOTIENT if node >= 0 else SUM)

    def named(self, name: str, kind: str = ex.SCALAR) -> Piece:
        written = self.name(name)
        level = POWER if "^" in written or "'" in written else ATOM
        return Piece(written, level, callable=kind == ex.VECTOR or written in self.spectral.values())

    def write_Symbol(self, node: Any) -> Piece:
        return self.named(node.name, ex.kind_of(node))

    write_VectorSymbol = write_OperatorSymbol = write_PathSymbol = write_MapSymbol = write_Definition = write_Symbol

    def applied(self, name: str, *arguments: Any) -> Piece:
        return Piece(name + self.parentheses(", ".join(self.at(SUM, a) for a in arguments)), ATOM)

    def indexed(self, name: str, *indices: Any) -> Piece:
        """Write a name with a subscript; one that has a subscript, a prime or a star itself stands in brackets."""
        written = self.name(name)
        if any(_split(name)[1:]):
            written = self.parentheses(written)
        return Piece(self.subscript(written, ", ".join(self.at(SUM, index) for index in indices)), ATOM)

    def write_PathValue(self, node: Any) -> Piece:
        symbol, time = node.args
        return self.indexed(symbol.name, time) if symbol.discrete else self.applied(self.name(symbol.name), time)

    def write_SuppressedValue(self, node: Any) -> Piece:
        if self.times:
            return self.write_PathValue(node)
        return self.named(node.args[0].name)._replace(callable=True)

    def write_Value(self, node: Any) -> Piece:
        return self.applied(self.name(node.args[0].name), node.args[1])

    def write_Defined(self, node: Any) -> Piece:
        definition, arguments = node.args[0], node.args[1:]
        if not arguments:
            return self.named(definition.name, ex.kind_of(node))
        if definition.style == "subscript":
            return self.indexed(definition.name, *arguments)
        return self.applied(self.name(definition.name), *arguments)

    def write_NamedFirst(self, node: Any) -> Piece:
        defined = node.args[0]
        return Piece(f"{self.plain(defined)} = {self.at(SUM, defined.unfold())}", RELATION)

    def write_NamedLast(self, node: Any) -> Piece:
        defined = node.args[0]
        return Piece(f"{self.at(SUM, defined.unfold())} =: {self.plain(defined)}", RELATION)

    # arithmetic

    def bracketed(self, piece: Piece) -> Piece:
        return Piece(self.parentheses(piece.written), ATOM)

    def write_Sum(self, node: Any) -> Piece:
        """Write the terms one after the other: a long sum is deep, and Python's stack is not."""
        terms = []
        while isinstance(node, ex.Sum) and id(node) not in self.known:
            terms.append(node.args[1])
            node = node.args[0]
        written = self.write(node)
        if written.level < SUM:
            written = self.bracketed(written)
        for term in reversed(terms):
            negative = isinstance(term, ex.Negative)
            following = self.write(term.args[0] if negative else term)
            if following.level < QUOTIENT:
                following = self.bracketed(following)
            if written.reach == OVER_SUMS:
                written = self.bracketed(written)
            sign = "-" if negative else "+"
            written = Piece(f"{written.written} {sign} {following.written}", SUM, following.reach)
        return written

    def write_Negative(self, node: Any) -> Piece:
        piece = self.write(node.args[0])
        if piece.level < PRODUCT:
            piece = self.bracketed(piece)
        return Piece(f"-{piece.written}", NEGATIVE, piece.reach, piece.callable)

    def factor(self, node: Any) -> Piece:
        """Write what something is multiplied with, divided or applied on its right."""
        piece = self.write(node)
        ends = piece.level > SUM and piece.level != QUOTIENT and piece.reach == CLOSED
        return piece if ends else self.bracketed(piece)

    def write_Product(self, node: Any) -> Piece:
        """Write the factors one after the other, as ``write_Sum`` does the terms."""
        factors = []
        while isinstance(node, ex.Product) and id(node) not in self.known:
            factors.append(node.args[1])
            node = node.args[0]
        left = self.factor(node)
        for factor in reversed(factors):
            if left.reach != CLOSED:
                left = self.bracketed(left)
            right = self.write(factor)
            if right.level < PRODUCT:
                right = self.bracketed(right)
            left = self.beside(left, right, self.sign(left, right))
        return left

    dot: ClassVar[str]

    def sign(self, left: Piece, right: Piece) -> str:
        """Return what stands between two factors: a dot where they could be read as something else without it."""
        number = right.written[:1].isdigit() or (left.written[-1:].isdigit() and right.written.startswith(r"\tfrac"))
        call = left.callable and right.written.startswith(("(", r"\left("))
        return f" {self.dot} " if number or call or _LETTER_D.search(left.written) else self.space

    def beside(self, left: Piece, right: Piece, sign: str) -> Piece:
        level = min(left.level, PRODUCT)
        return Piece(f"{left.written}{sign}{right.written}", level, right.reach, right.callable)

    def write_Composition(self, node: Any) -> Piece:
        first, second = node.args
        left, right = self.factor(first), self.write(second)
        if right.level < PRODUCT or isinstance(second, ex.Product):
            right = self.bracketed(right)
        sign = self.sign(left, right)
        if right.written.startswith(("(", r"\left(")) and left.written.endswith(")"):
            sign = ""
        return self.beside(left, right, sign)

    def write_Quotient(self, node: Any) -> Piece:
        numerator, denominator = node.args
        above = self.factor(numerator)
        return Piece(f"{above.written} / {self.at(POWER, denominator)}", min(above.level, QUOTIENT))

    def raised(self, base: str, exponent: str) -> str:
        raise NotImplementedError

    def write_OperatorPower(self, node: Any) -> Piece:
        return self.write_Power(node)

    def write_Power(self, node: Any) -> Piece:
        base, exponent = node.args
        index = self.at(SUM, exponent)
        if isinstance(base, ex.SpectralValue):
            name = self.raised(self.spectral[type(base).__name__], index)
            return self.applied(name, base.args[0])._replace(level=POWER)
        written = self.write(base)
        if written.level < ATOM:
            written = self.bracketed(written)
        return Piece(self.raised(written.written, index), POWER, callable=written.callable)

    spectral: ClassVar[dict[str, str]]

    def write_SpectralValue(self, node: Any) -> Piece:
        return self.applied(self.spectral[type(node).__name__], node.args[0])

    # binders

    def body(self, node: Any) -> str:
        return self.at(QUOTIENT, node)

    def unit_vector(self, variable: Any, body: Any) -> str:
        """Write the condition that a bound vector has norm 1, and its space where nothing else tells it."""
        written = self.at(SUM, ex.Norm(variable)) + self.equals + "1"
        return written if _settles(body, variable) else f"{self.membership_of([variable])}, {written}"

    equals: ClassVar[str] = " = "

    def stands_in_place(self, node: ex.NablaAt) -> bool:
        """Whether the point of a gradient can be told from the body in which it stands for the variable."""
        variable, body, point = node.args
        if point == variable:
            return True
        if not isinstance(point, (ex.PathValue, ex.SuppressedValue)):
            return False
        symbol = point.args[0]
        inside = list(parts(body))
        bound = {part.args[0] for part in inside if isinstance(part, (ex.Binder, ex.TimeDerivative))}
        return (
            self.name(symbol.name) == self.name(variable.name)
            and variable in body.free_symbols
            and symbol not in inside
            and not bound & {variable, *point.free_symbols}
        )

    # assertions

    def write_Relation(self, node: Any) -> Piece:
        left, right = (self.at(RELATION if isinstance(side, _NAMED) else SUM, side) for side in (node.left, node.right))
        of_operators = node.op != "=" and ex.OPERATOR in {ex.kind_of(node.left), ex.kind_of(node.right)}
        return Piece(f"{left} {(self.orders if of_operators else self.relations)[node.op]} {right}", RELATION)

    orders: ClassVar[dict[str, str]]

    arrow: ClassVar[str]
    every: ClassVar[str]

    def write_Implies(self, node: Any) -> Piece:
        condition, conclusion = (self.at(RELATION, part) for part in node.args)
        return Piece(f"{condition} {self.arrow} {conclusion}", IMPLIES)

    either: ClassVar[str]

    def write_Either(self, node: Any) -> Piece:
        condition, conclusion = node.args
        first = self.at(RELATION, ex.denied(condition))
        return Piece(f"{first} {self.either} {self.at(RELATION, conclusion)}", IMPLIES)

    def write_ForAll(self, node: Any) -> Piece:
        if not node.ranges:
            return self.write(node.body)
        return Piece(f"{self.at(IMPLIES, node.body)}{self.every} {self.ranges(node)}", FORALL)

    unequal: ClassVar[str]

    def write_NonZero(self, node: Any) -> Piece:
        return Piece(f"{self.at(SUM, node.args[0])} {self.unequal} 0", RELATION)

    def membership(self, variables: str, kind: str, dimensions: tuple[Any, ...]) -> str:
        raise NotImplementedError

    def membership_of(self, variables: list[Any]) -> str:
        return self.membership(", ".join(self.plain(v) for v in variables), *_space(variables[0]))

    def ranges(self, node: ex.ForAll) -> str:
        """What follows the sign for "for all": variables declared alike share one membership.

        Whatever the declaration of a variable says, and its range does not, is said here.
        """
        written: list[str] = []
        alike: list[Any] = []
        for span in (*node.ranges, None):
            if alike and (not _is_plain(span) or _space(span) != _space(alike[0])):
                written.append(self.membership_of(alike))
                alike = []
            if _is_plain(span):
                alike.append(span)
            elif span is not None:
                written.extend(self.condition(span, node.body))
        return ", ".join(written)

    def condition(self, span: Any, body: Any) -> Iterator[str]:
        """Write a range that is a condition, or a variable with a sign, and what else its variable is."""
        variable = ex.range_variable(span)
        if isinstance(span, ex.Assertion):
            if not _settles(body, variable) and (ex.kind_of(variable) != ex.SCALAR or variable.is_integer):
                yield self.membership_of([variable])
            yield self.plain(span)
        sign = _sign(variable)
        if sign is not None and not _says(span, sign):
            yield self.plain(ex.Relation(sign, variable, ex.expression(0, "zero")))


def _sign(variable: Any) -> str | None:
    """Return the relation to 0 that the declaration of a variable says, other than that it is a natural number."""
    if not isinstance(variable, ex.ScalarSymbol) or variable.is_integer:
        return None
    return ">" if variable.is_positive else ">=" if variable.is_nonnegative else None


def _is_plain(span: Any) -> bool:
    return span is not None and not isinstance(span, ex.Assertion) and _sign(span) is None


def _says(span: Any, sign: str) -> bool:
    """Whether a range says by its form that its variable is at least 0, or, for ``>``, that it is positive."""
    if isinstance(span, ex.Within):
        op, bound = ">=", span.args[1]
    elif isinstance(span, ex.Relation):
        op, bound = span.op, span.right
    else:
        return False
    if op not in {">=", ">"} or not bound.is_Rational:
        return False
    return bool(bound > 0 or (bound == 0 and (op == ">" or sign == ">=")))


def _settles(body: Any, variable: Any) -> bool:
    """Whether a body has no meaning with a variable of any other space in it: then the space need not be printed."""
    from proofcheck.lang.shapes import ill_typed  # which prints what it finds

    other = ex.Dimension("another")
    if isinstance(variable, ex.VectorSymbol):
        replaced = ex.VectorSymbol(variable.name, other)
    elif isinstance(variable, ex.OperatorSymbol):
        replaced = ex.OperatorSymbol(variable.name, other, ex.Dimension("yet another"))
    else:
        return False
    return ill_typed(body.xreplace({variable: replaced})) is not None


def _space(variable: Any) -> tuple[str, tuple[Any, ...]]:
    if isinstance(variable, ex.VectorSymbol):
        return ex.VECTOR, (variable.dimension,)
    if isinstance(variable, ex.OperatorSymbol):
        return ex.OPERATOR, (variable.n, variable.p)
    return ("natural" if variable.is_integer else ex.SCALAR), ()


def _members(node: Any) -> list[Any]:
    """What a maximum or minimum is taken of: the first of two may be one of the same kind, written out with it."""
    first, last = node.args
    return [*(_members(first) if type(first) is type(node) else [first]), last]


def _split(name: str) -> tuple[str, str, str]:
    """Split a name into its base, what is raised (primes, a star) and what is lowered."""
    base, _, lowered = name.partition("_")
    root = base.rstrip("'*")
    return root, base[len(root) :], lowered


def _is_word(written: str) -> bool:
    """Whether something is letters and digits alone: the digits of an exponent, as in x², are neither."""
    return written.isdecimal() or (written.isidentifier() and "_" not in written)


class _Latex(_Writer):
    relations: ClassVar[dict[str, str]] = {"=": "=", "<=": r"\le", ">=": r"\ge", "<": "<", ">": ">"}
    orders: ClassVar[dict[str, str]] = {"<=": r"\preceq", ">=": r"\succeq", "<": r"\prec", ">": r"\succ"}
    dot = r"\cdot"
    unequal = r"\ne"
    spectral: ClassVar[dict[str, str]] = {
        "SmallestSingularValue": r"\sigma_{\min}",
        "LargestSingularValue": r"\sigma_{\max}",
        "SmallestEigenvalue": r"\lambda_{\min}",
        "LargestEigenvalue": r"\lambda_{\max}",
    }

    def name(self, name: str) -> str:
        root, raised, lowered = _split(name)
        written = "\\" + root if root in _GREEK else root if len(root) == 1 else rf"\mathrm{{{root}}}"
        if lowered:
            sub = "\\" + lowered if lowered in {"min", "max", *_GREEK} else lowered
            plain = len(lowered) == 1 or sub.startswith("\\") or lowered.isdigit()
            written = self.subscript(written, sub if plain else rf"\mathrm{{{lowered}}}")
        if raised:
            marks = r"\prime" * raised.count("'") + "*" * raised.count("*")
            written += f"^{marks}" if len(marks) == 1 else f"^{{{marks}}}"
        return written

    def parentheses(self, inside: str) -> str:
        return rf"\left({inside}\right)" if self.tall(inside) else f"({inside})"

    @staticmethod
    def tall(inside: str) -> bool:
        return r"\frac" in inside or r"\int" in inside

    def subscript(self, name: str, index: str) -> str:
        return f"{name}_{index}" if len(index) == 1 else f"{name}_{{{index}}}"

    def raised(self, base: str, exponent: str) -> str:
        return f"{base}^{exponent}" if len(exponent) == 1 else f"{base}^{{{exponent}}}"

    def fenced(self, left: str, inside: str, right: str) -> Piece:
        return Piece(rf"\left{left} {inside} \right{right}" if self.tall(inside) else f"{left}{inside}{right}", ATOM)

    def write_Rational(self, node: Any) -> Piece:
        sign = "-" if node < 0 else ""
        return Piece(rf"{sign}\tfrac{{{abs(node.p)}}}{{{node.q}}}", BAR if node >= 0 else NEGATIVE)

    def write_Frac(self, node: Any) -> Piece:
        above, below = (self.at(SUM, a).replace(r"\frac", r"\tfrac") for a in node.args)
        small = above.isdecimal() and below.isdecimal()
        return Piece(rf"\{'tfrac' if small else 'frac'}{{{above}}}{{{below}}}", BAR)

    def write_Transpose(self, node: Any) -> Piece:
        return Piece(rf"{self.at(ATOM, node.args[0])}^\top", POWER)

    def write_Identity(self, node: Any) -> Piece:
        return Piece(rf"I_{{{self.plain(node.args[0])}}}", ATOM)

    def write_Sqrt(self, node: Any) -> Piece:
        return Piece(rf"\sqrt{{{self.at(SUM, node.args[0])}}}", ATOM)

    def write_Exp(self, node: Any) -> Piece:
        return self.applied(r"\exp", node.args[0])

    def write_FunctionValue(self, node: Any) -> Piece:
        return self.applied(node.function.latex, node.args[0])

    def write_Absolute(self, node: Any) -> Piece:
        return self.fenced("|", self.at(SUM, node.args[0]), "|")

    def extreme(self, name: str, node: Any) -> Piece:
        members = r",\ ".join(self.at(SUM, a) for a in _members(node))
        return Piece(rf"{name}\{{ {members} \}}", ATOM)

    def write_Maximum(self, node: Any) -> Piece:
        return self.extreme(r"\max", node)

    def write_Minimum(self, node: Any) -> Piece:
        return self.extreme(r"\min", node)

    def write_Inner(self, node: Any) -> Piece:
        return self.fenced(r"\langle ", ", ".join(self.at(SUM, a) for a in node.args), r" \rangle")

    def write_Norm(self, node: Any) -> Piece:
        return self.fenced(r"\|", self.at(SUM, node.args[0]), r"\|")

    def write_FrobeniusNorm(self, node: Any) -> Piece:
        return Piece(self.write_Norm(node).written + "_F", ATOM)

    def write_Trace(self, node: Any) -> Piece:
        return self.applied(r"\operatorname{tr}", node.args[0])

    equals = "="

    def write_IntervalExtremum(self, node: Any) -> Piece:
        sign, span = r"\inf" if isinstance(node, ex.Infimum) else r"\sup", self.plain(ex.Within(*node.args[:3]))
        return Piece(rf"{sign}_{{{span}}} {self.body(node.body)}", PRODUCT, OVER_SUMS)

    def write_SphereExtremum(self, node: Any) -> Piece:
        sign = r"\min" if isinstance(node, ex.SphereMinimum) else r"\max"
        return Piece(rf"{sign}_{{{self.unit_vector(*node.args)}}} {self.body(node.body)}", PRODUCT, OVER_SUMS)

    def write_TimeIntegral(self, node: Any) -> Piece:
        variable, low, high, body = node.args
        sign = self.raised(self.subscript(r"\int", self.at(SUM, low)), self.at(SUM, high))
        return Piece(rf"{sign} {self.body(body)}\, d{self.plain(variable)}", PRODUCT, OVER_PRODUCTS)

    def write_Summation(self, node: Any) -> Piece:
        variable, low, high, body = node.args
        sign = rf"\sum_{{{self.plain(variable)}={self.at(SUM, low)}}}"
        return Piece(rf"{self.raised(sign, self.at(SUM, high))} {self.body(body)}", PRODUCT, OVER_PRODUCTS)

    def write_Expectation(self, node: Any) -> Piece:
        return Piece(rf"\mathbb{{E}}[{self.at(SUM, node.body)}]", ATOM)

    def write_TimeDerivative(self, node: Any) -> Piece:
        variable, body = node.args
        return Piece(rf"\frac{{d}}{{d{self.plain(variable)}}} {self.body(body)}", PRODUCT, OVER_PRODUCTS)

    def write_NablaAt(self, node: Any) -> Piece:
        variable = self.plain(node.variable)
        nabla = self.subscript(r"\nabla", variable)
        if self.stands_in_place(node):
            body = self.body(node.body.xreplace({node.variable: node.at}))
            return Piece(f"{nabla} {body}", PRODUCT, OVER_PRODUCTS)
        where = f"{variable} = {self.at(SUM, node.at)}"
        return Piece(rf"{nabla} {self.body(node.body)} |_{{{where}}}", PRODUCT, OVER_PRODUCTS)

    def dotted(self, symbol: Any, time: Any) -> Piece:
        name = self.name(symbol.name)
        return self.applied(rf"\dot {name}" if len(name) == 1 else rf"\dot{{{name}}}", time)

    def write_PathDerivative(self, node: Any) -> Piece:
        return self.dotted(*node.args)

    write_DefinedDerivative = write_PathDerivative

    def write_JacobianValue(self, node: Any) -> Piece:
        return self.applied("D" + self.name(node.args[0].name), node.args[1])

    def write_GradientValue(self, node: Any) -> Piece:
        return self.applied(r"\nabla " + self.name(node.args[0].name), node.args[1])

    def write_Within(self, node: Any) -> Piece:
        variable, low, high = (self.at(SUM, a) for a in node.args)
        return Piece(rf"{variable} \in [{low}, {high}]", RELATION)

    arrow = r"\implies"
    either = r"\text{ or }"
    every = r" \quad \forall"

    def membership(self, variables: str, kind: str, dimensions: tuple[Any, ...]) -> str:
        if kind == "natural":
            return rf"{variables} \in \mathbb{{N}}"
        exponent = r" \times ".join(str(d) for d in dimensions)
        raised = f"^{exponent}" if len(exponent) == 1 else f"^{{{exponent}}}" if exponent else ""
        return rf"{variables} \in \mathbb{{R}}{raised}"


class _Text(_Writer):
    relations: ClassVar[dict[str, str]] = {"=": "=", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}
    orders: ClassVar[dict[str, str]] = {"<=": "⪯", ">=": "⪰", "<": "≺", ">": "≻"}
    dot = "·"
    unequal = "≠"
    spectral: ClassVar[dict[str, str]] = {
        "SmallestSingularValue": "σ_min",
        "LargestSingularValue": "σ_max",
        "SmallestEigenvalue": "λ_min",
        "LargestEigenvalue": "λ_max",
    }

    def name(self, name: str) -> str:
        root, raised, lowered = _split(name)
        below = f"_{_GREEK.get(lowered, lowered)}" if lowered else ""
        return _GREEK.get(root, root) + below + raised

    def parentheses(self, inside: str) -> str:
        return f"({inside})"

    def subscript(self, name: str, index: str) -> str:
        return f"{name}_{index}" if _is_word(index) else f"{name}_{{{index}}}"

    def raised(self, base: str, exponent: str) -> str:
        if exponent in _SUPERSCRIPTS:
            return base + _SUPERSCRIPTS[exponent]
        return f"{base}^{exponent}" if _is_word(exponent) else f"{base}^({exponent})"

    def write_Frac(self, node: Any) -> Piece:
        above, below = node.args
        if self.plain(above).isdecimal() and self.plain(below).isdecimal():
            return Piece(f"{self.plain(above)}/{self.plain(below)}", BAR)
        return Piece(f"{self.bracketed_unless(PRODUCT, above)} / {self.at(POWER, below)}", QUOTIENT)

    def bracketed_unless(self, level: int, node: Any) -> str:
        """Write a node in parentheses unless it binds tightly enough and reaches over nothing behind it."""
        piece = self.write(node)
        return (piece if piece.level >= level and piece.reach == CLOSED else self.bracketed(piece)).written

    def write_Transpose(self, node: Any) -> Piece:
        return Piece(f"{self.at(ATOM, node.args[0])}ᵀ", POWER)

    def write_Identity(self, node: Any) -> Piece:
        return Piece(f"I_{self.plain(node.args[0])}", ATOM)

    def write_Sqrt(self, node: Any) -> Piece:
        inside = self.at(SUM, node.args[0])
        if inside.isidentifier() or inside.isdecimal():
            return Piece(f"√{inside}", BAR, callable=True)
        return Piece(f"√({inside})", ATOM)

    def write_Exp(self, node: Any) -> Piece:
        return self.applied("exp", node.args[0])

    def write_FunctionValue(self, node: Any) -> Piece:
        return self.applied(node.function.name, node.args[0])

    def write_Absolute(self, node: Any) -> Piece:
        return Piece(f"|{self.at(SUM, node.args[0])}|", ATOM)

    def extreme(self, name: str, node: Any) -> Piece:
        return Piece(f"{name}{{{', '.join(self.at(SUM, a) for a in _members(node))}}}", ATOM)

    def write_Maximum(self, node: Any) -> Piece:
        return self.extreme("max", node)

    def write_Minimum(self, node: Any) -> Piece:
        return self.extreme("min", node)

    def write_Inner(self, node: Any) -> Piece:
        first, second = (self.at(SUM, a) for a in node.args)
        return Piece(f"⟨{first}, {second}⟩", ATOM)

    def write_Norm(self, node: Any) -> Piece:
        return Piece(f"‖{self.at(SUM, node.args[0])}‖", ATOM)

    def write_IntervalExtremum(self, node: Any) -> Piece:
        sign, span = "inf" if isinstance(node, ex.Infimum) else "sup", self.plain(ex.Within(*node.args[:3]))
        return Piece(f"{sign} over {span} of {self.body(node.body)}", PRODUCT, OVER_SUMS)

    def write_FrobeniusNorm(self, node: Any) -> Piece:
        return Piece(self.write_Norm(node).written + "_F", ATOM)

    def write_Trace(self, node: Any) -> Piece:
        return self.applied("tr", node.args[0])

    def write_SphereExtremum(self, node: Any) -> Piece:
        sign = "min" if isinstance(node, ex.SphereMinimum) else "max"
        return Piece(f"{sign} over {self.unit_vector(*node.args)} of {self.body(node.body)}", PRODUCT, OVER_SUMS)

    def limit(self, node: Any) -> str:
        piece = self.write(node)
        return (self.bracketed(piece) if piece.level < ATOM or piece.callable else piece).written

    def write_TimeIntegral(self, node: Any) -> Piece:
        variable, low, high, body = node.args
        sign = f"∫_{self.limit(low)}^{self.limit(high)}"
        return Piece(f"{sign} {self.body(body)} d{self.plain(variable)}", PRODUCT, OVER_PRODUCTS)

    def write_Summation(self, node: Any) -> Piece:
        variable, low, high, body = node.args
        sign = f"Σ_{{{self.plain(variable)}={self.at(SUM, low)}}}^{self.limit(high)}"
        return Piece(f"{sign} {self.body(body)}", PRODUCT, OVER_PRODUCTS)

    def write_Expectation(self, node: Any) -> Piece:
        return Piece(f"E[{self.at(SUM, node.body)}]", ATOM)

    def write_TimeDerivative(self, node: Any) -> Piece:
        variable, body = node.args
        return Piece(f"d/d{self.plain(variable)} {self.body(body)}", PRODUCT, OVER_PRODUCTS)

    def write_NablaAt(self, node: Any) -> Piece:
        variable = self.plain(node.variable)
        if self.stands_in_place(node):
            body = self.body(node.body.xreplace({node.variable: node.at}))
            return Piece(f"∇_{variable} {body}", PRODUCT, OVER_PRODUCTS)
        body = self.body(node.body)
        return Piece(f"(∇_{variable} {body} at {variable} = {self.at(SUM, node.at)})", ATOM)

    def write_PathDerivative(self, node: Any) -> Piece:
        return self.applied(self.name(node.args[0].name) + "'", node.args[1])

    write_DefinedDerivative = write_PathDerivative

    def write_JacobianValue(self, node: Any) -> Piece:
        return self.applied("D" + self.name(node.args[0].name), node.args[1])

    def write_GradientValue(self, node: Any) -> Piece:
        return self.applied("∇" + self.name(node.args[0].name), node.args[1])

    def write_Within(self, node: Any) -> Piece:
        variable, low, high = (self.at(SUM, a) for a in node.args)
        return Piece(f"{variable} ∈ [{low}, {high}]", RELATION)

    arrow = "⇒"
    either = "or"
    every = " ∀"

    def membership(self, variables: str, kind: str, dimensions: tuple[Any, ...]) -> str:
        if kind == "natural":
            return f"{variables} ∈ N"
        exponent = "×".join(str(d) for d in dimensions)
        return f"{variables} ∈ R" + (f"^{exponent}" if len(exponent) == 1 else f"^({exponent})" if exponent else "")
