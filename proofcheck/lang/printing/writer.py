"""What both writers share: which brackets stand where."""

# ruff: noqa: D102, N815 (a method is named after the class that it writes)

import re
from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple

from proofcheck.lang import expressions as ex
from proofcheck.lang.printing.families import ALL, of_member
from proofcheck.lang.printing.ranges import counts, is_plain, says, settles, sign_of, space
from proofcheck.lang.printing.spelled import split_name

FORALL, IMPLIES, RELATION, SUM, NEGATIVE, QUOTIENT, PRODUCT, POWER, BAR, ATOM = range(10)
"""How tightly the outermost operation of something printed binds, loosest first."""

CLOSED, OVER_PRODUCTS, OVER_SUMS = range(3)
"""How far to the right something printed reaches: a binder with no closing sign takes what follows it."""

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ",
    "Omega": "Ω", "ell": "ℓ",
}  # fmt: skip
LOWERED = {**GREEK, "infty": "∞", "star": "⋆"}
"""What stands below a name as a sign."""
_LETTER_D = re.compile(r"(?<![^\W\d_])(?<![\\_{'])[dD]$")
_NAMED = (ex.NamedFirst, ex.NamedLast)


class Piece(NamedTuple):
    """Something printed, and what has to be known to print more around it."""

    written: str
    level: int
    reach: int = CLOSED
    callable: bool = False
    """Whether brackets right after it would look like those of its argument."""


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


def is_second_derivative(node: Any) -> bool:
    """Whether a derivative in time is that of a path's derivative, at the same time."""
    variable, body = node.args
    return isinstance(body, ex.PathDerivative | ex.DefinedDerivative) and bool(body.args[1] == variable)


def is_event(node: Any) -> bool:
    """Whether a number is 1 where something holds, and 0 elsewhere, by its form."""
    if isinstance(node, ex.ScalarProduct | ex.Maximum):
        return all(map(is_event, node.args))
    return isinstance(node, ex.Indicator)


def whole_body(node: Any) -> Any:
    """What a mean is taken of, over one draw or over several."""
    body = node.body
    while isinstance(body, ex.JointExpectation):
        body = body.body
    return body


class Writer:
    """Writes a tree as a string and says how tightly its outermost operation binds; a subclass has the signs."""

    relations: ClassVar[dict[str, str]]
    nabla: ClassVar[str]
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

    write_VectorSymbol = write_OperatorSymbol = write_PathSymbol = write_MapSymbol = write_Symbol
    write_SetSymbol = write_Definition = write_Symbol

    def applied(self, name: str, *arguments: Any) -> Piece:
        return Piece(name + self.parentheses(", ".join(self.at(SUM, a) for a in arguments)), ATOM)

    def indexed(self, name: str, *indices: Any) -> Piece:
        """Write a name with a subscript; one that has a subscript, a prime or a star itself stands in brackets."""
        written = self.name(name)
        if any(split_name(name)[1:]):
            written = self.parentheses(written)
        return Piece(self.subscript(written, ", ".join(self.at(SUM, index) for index in indices)), ATOM)

    def member(self, sign: str, family: Any, index: Any, at: Any) -> Piece:
        return self.applied(sign + self.indexed(family.name.removesuffix(ALL), index).written, at)

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
        if definition.style == "member":
            return self.applied(self.indexed(definition.name, arguments[0]).written, *arguments[1:])
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

    def write_ZeroVector(self, _: Any) -> Piece:
        return Piece("0", ATOM)

    def write_Composition(self, node: Any) -> Piece:
        if (found := of_member(node)) is not None:
            return self.member(self.nabla, *found)
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

    def write_Power(self, node: Any) -> Piece:
        base, exponent = node.args
        index = self.at(SUM, exponent)
        if isinstance(base, ex.SpectralValue):
            name = self.raised(self.spectral_name(base), index)
            return self.applied(name, base.args[0])._replace(level=POWER)
        written = self.write(base)
        if written.level < ATOM:
            written = self.bracketed(written)
        return Piece(self.raised(written.written, index), POWER, callable=written.callable)

    write_OperatorPower = write_Power
    spectral: ClassVar[dict[str, str]]

    def spectral_name(self, node: Any) -> str:
        sign = self.spectral[type(node).__name__]
        return self.subscript(sign, self.plain(node.args[1])) if isinstance(node, ex.NumberedValue) else sign

    def write_SpectralValue(self, node: Any) -> Piece:
        return self.applied(self.spectral_name(node), node.args[0])

    # coordinates

    def write_DimensionNumber(self, node: Any) -> Piece:
        return self.named(node.args[0].name)

    def write_Component(self, node: Any) -> Piece:
        whole, *indices = node.args
        if isinstance(whole, (ex.VectorSymbol, ex.OperatorSymbol)):
            return self.indexed(whole.name, *indices)
        if (found := of_member(node)) is not None:
            return self.member("", *found)
        written = ", ".join(self.at(SUM, index) for index in indices)
        return Piece(self.subscript(self.parentheses(self.plain(whole)), written), ATOM)

    write_Entry = write_Component

    times_sign: ClassVar[str]

    def write_Hadamard(self, node: Any) -> Piece:
        left, right = (self.at(POWER, part) for part in node.args)
        return Piece(f"{left} {self.times_sign} {right}", NEGATIVE)

    # binders

    def body(self, node: Any) -> str:
        return self.at(QUOTIENT, node)

    def unit_vector(self, variable: Any, body: Any) -> str:
        """Write the condition that a bound vector has norm 1, and its space where nothing else tells it."""
        written = self.at(SUM, ex.Norm(variable)) + self.equals + "1"
        return written if settles(body, variable) else f"{self.membership_of([variable])}, {written}"

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

    def slope_in_place(self, node: ex.NablaAt, place: int) -> Piece:
        """Write a gradient in one argument, with the point in its place: ``∇_1 f(x, y)``."""
        taken = node.body.func(*(node.at if i == place else a for i, a in enumerate(node.body.args)))
        return Piece(f"{self.subscript(self.nabla.strip(), str(place))} {self.plain(taken)}", PRODUCT)

    expected: ClassVar[str]
    probable: ClassVar[str]

    def event(self, node: Any) -> str:
        """Write where an indicator, or a product or maximum of such, is 1."""
        if isinstance(node, ex.ScalarProduct):
            return ", ".join(f"({self.event(a)})" if isinstance(a, ex.Maximum) else self.event(a) for a in node.args)
        if isinstance(node, ex.Maximum):
            return f" {self.either} ".join(
                f"({self.event(a)})" if isinstance(a, ex.ScalarProduct) else self.event(a) for a in node.args
            )
        left, right = (self.at(SUM, side) for side in node.args)
        return f"{left} {self.unequal if node.op == '!=' else self.relations[node.op]} {right}"

    def write_Probability(self, node: Any) -> Piece:
        body = whole_body(node)
        if is_event(body):
            return Piece(self.probable.format(self.event(body) + self.given(node)), ATOM)
        return self.write_Mean(node)

    def write_Mean(self, node: Any) -> Piece:
        return Piece(self.expected.format(self.at(SUM, whole_body(node)) + self.given(node)), ATOM)

    bar: ClassVar[str]

    def given(self, node: Any) -> str:
        """Write what is given where a conditional mean is taken: what is random and not averaged over."""
        given = [node.known] if isinstance(node, ex.ConditionalExpectation) else ex.random_parts(node)
        names = ", ".join(dict.fromkeys(map(self.plain, given)))
        return f" {self.bar} {names}" if names else ""

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
        rest = self.plain(conclusion) if isinstance(conclusion, ex.Either) else self.at(RELATION, conclusion)
        return Piece(f"{first} {self.either} {rest}", IMPLIES)

    both: ClassVar[str]

    def write_Both(self, node: Any) -> Piece:
        first, second = (self.at(RELATION, part) for part in node.args)
        return Piece(f"{first} {self.both} {second}", IMPLIES)

    belongs: ClassVar[str]
    dots: ClassVar[str]

    def write_Member(self, node: Any) -> Piece:
        point, of = node.args
        return Piece(f"{self.at(SUM, point)} {self.belongs} {self.plain(of)}", RELATION)

    def write_ForAll(self, node: Any) -> Piece:
        if not node.ranges:
            return self.write(node.body)
        return Piece(f"{self.at(IMPLIES, node.body)}{self.every} {self.ranges(node)}", FORALL)

    some: ClassVar[str]

    def write_Exists(self, node: Any) -> Piece:
        return Piece(self.some.format(self.ranges(node), self.plain(node.body)), FORALL)

    def write_Norm(self, node: Any) -> Piece:
        raise NotImplementedError

    def write_FrobeniusNorm(self, node: Any) -> Piece:
        return Piece(self.write_Norm(node).written + "_F", ATOM)

    def write_NuclearNorm(self, node: Any) -> Piece:
        return Piece(self.write_Norm(node).written + "_*", ATOM)

    def write_SumNorm(self, node: Any) -> Piece:
        return Piece(self.write_Norm(node).written + "_1", ATOM)

    def write_JacobianValue(self, node: Any) -> Piece:
        return self.applied("D" + self.name(node.args[0].name), node.args[1])

    write_DefinedJacobian = write_JacobianValue

    def write_Within(self, node: Any) -> Piece:
        variable, low, high = (self.at(SUM, a) for a in node.args)
        return Piece(f"{variable} {self.belongs} [{low}, {high}]", RELATION)

    unequal: ClassVar[str]

    def write_NonZero(self, node: Any) -> Piece:
        return Piece(f"{self.at(SUM, node.args[0])} {self.unequal} 0", RELATION)

    def membership(self, variables: str, kind: str, dimensions: tuple[Any, ...]) -> str:
        raise NotImplementedError

    def membership_of(self, variables: list[Any]) -> str:
        return self.membership(", ".join(self.plain(v) for v in variables), *space(variables[0]))

    def ranges(self, node: ex.Quantified) -> str:
        """What follows the sign of a quantifier: variables declared alike share one membership.

        Whatever the declaration of a variable says, and its range does not, is said here.
        """
        written: list[str] = []
        alike: list[Any] = []
        for span in (*counts(node.ranges), None):
            if alike and (not is_plain(span) or space(span) != space(alike[0])):
                written.append(self.membership_of(alike))
                alike = []
            if is_plain(span):
                alike.append(span)
            elif span is not None:
                written.extend(self.condition(span, node.body))
        return ", ".join(written)

    def condition(self, span: Any, body: Any) -> Iterator[str]:
        """Write a range that is a condition, or a variable with a sign, and what else its variable is."""
        variable = ex.range_variable(span)
        if isinstance(span, ex.Within) and variable.is_integer:
            yield f"{self.plain(variable)} = {self.plain(span.args[1])}, {self.dots}, {self.plain(span.args[2])}"
        elif isinstance(span, ex.Assertion):
            if not settles(body, variable) and (ex.kind_of(variable) != ex.SCALAR or variable.is_integer):
                yield self.membership_of([variable])
            yield self.plain(span)
        sign = sign_of(variable)
        if sign is not None and not says(span, sign):
            yield self.plain(ex.Relation(sign, variable, ex.expression(0, "zero")))
