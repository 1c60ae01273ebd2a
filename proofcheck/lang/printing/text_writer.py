"""How it is written in plain text."""

# ruff: noqa: D102, N815 (a method is named after the class that it writes)

from typing import Any, ClassVar

from proofcheck.lang import expressions as ex
from proofcheck.lang.printing.families import members, place_alone
from proofcheck.lang.printing.spelled import is_word, split_name
from proofcheck.lang.printing.writer import (
    ATOM,
    BAR,
    CLOSED,
    GREEK,
    LOWERED,
    NEGATIVE,
    OVER_PRODUCTS,
    OVER_SUMS,
    POWER,
    PRODUCT,
    QUOTIENT,
    SUM,
    Piece,
    Writer,
    is_second_derivative,
)

_SUPERSCRIPTS = {"2": "²", "3": "³", "4": "⁴"}


class TextWriter(Writer):
    """Writes plain text, in Unicode."""

    relations: ClassVar[dict[str, str]] = {"=": "=", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}
    orders: ClassVar[dict[str, str]] = {"<=": "⪯", ">=": "⪰", "<": "≺", ">": "≻"}
    dot = "·"
    unequal = "≠"
    expected = "E[{}]"
    probable = "P({})"
    bar = "|"
    spectral: ClassVar[dict[str, str]] = {
        "SmallestSingularValue": "σ_min",
        "LargestSingularValue": "σ_max",
        "SmallestEigenvalue": "λ_min",
        "LargestEigenvalue": "λ_max",
        "SingularValue": "σ",
        "Eigenvalue": "λ",
    }

    def name(self, name: str) -> str:
        root, raised, lowered = split_name(name)
        below = f"_{LOWERED.get(lowered, lowered)}" if lowered else ""
        return GREEK.get(root, root) + below + raised

    def parentheses(self, inside: str) -> str:
        return f"({inside})"

    def subscript(self, name: str, index: str) -> str:
        return f"{name}_{index}" if is_word(index) else f"{name}_{{{index}}}"

    def raised(self, base: str, exponent: str) -> str:
        if exponent in _SUPERSCRIPTS:
            return base + _SUPERSCRIPTS[exponent]
        return f"{base}^{exponent}" if is_word(exponent) else f"{base}^({exponent})"

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
        return Piece(f"{name}{{{', '.join(self.at(SUM, a) for a in members(node))}}}", ATOM)

    def write_Maximum(self, node: Any) -> Piece:
        return self.extreme("max", node)

    def write_Minimum(self, node: Any) -> Piece:
        return self.extreme("min", node)

    def write_Decimal(self, node: Any) -> Piece:
        return Piece(node.digits(), ATOM if node >= 0 else NEGATIVE)

    def write_Inner(self, node: Any) -> Piece:
        first, second = (self.at(SUM, a) for a in node.args)
        return Piece(f"⟨{first}, {second}⟩", ATOM)

    def write_Norm(self, node: Any) -> Piece:
        return Piece(f"‖{self.at(SUM, node.args[0])}‖", ATOM)

    def write_IntervalExtremum(self, node: Any) -> Piece:
        sign, span = "inf" if isinstance(node, ex.Infimum) else "sup", self.plain(ex.Within(*node.args[:3]))
        return Piece(f"{sign} over {span} of {self.body(node.body)}", PRODUCT, OVER_SUMS)

    def write_Determinant(self, node: Any) -> Piece:
        return self.applied("det", node.args[0])

    def write_Trace(self, node: Any) -> Piece:
        return self.applied("tr", node.args[0])

    nabla = "∇"
    times_sign = "⊙"

    def write_UnitVector(self, node: Any) -> Piece:
        space, index = node.args
        return Piece(self.raised(self.subscript("𝐞", self.at(SUM, index)), self.plain(space)), ATOM)

    def write_Ones(self, node: Any) -> Piece:
        return Piece(self.subscript("𝟏", self.plain(node.args[0])), ATOM)

    def write_Diagonal(self, node: Any) -> Piece:
        return self.applied("diag", node.args[0])

    def write_MaximumNorm(self, node: Any) -> Piece:
        return Piece(self.write_Norm(node).written + "_∞", ATOM)

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

    def write_FiniteProduct(self, node: Any) -> Piece:
        variable, low, high, body = node.args
        sign = f"Π_{{{self.plain(variable)}={self.at(SUM, low)}}}^{self.limit(high)}"
        return Piece(f"{sign} {self.at(PRODUCT, body)}", PRODUCT, OVER_PRODUCTS)

    def write_Infinity(self, _: Any) -> Piece:
        return Piece("∞", ATOM)

    def write_Limit(self, node: Any) -> Piece:
        return Piece(f"lim_{{{self.plain(node.variable)}→∞}} {self.body(node.body)}", PRODUCT, OVER_PRODUCTS)

    def write_Indicator(self, node: Any) -> Piece:
        return Piece(f"1{{{self.event(node)}}}", ATOM)

    def write_TimeDerivative(self, node: Any) -> Piece:
        variable, body = node.args
        if is_second_derivative(node):
            return self.applied(self.name(body.args[0].name) + "''", variable)
        return Piece(f"d/d{self.plain(variable)} {self.body(body)}", PRODUCT, OVER_PRODUCTS)

    def write_NablaAt(self, node: Any) -> Piece:
        variable = self.plain(node.variable)
        if self.stands_in_place(node):
            body = self.body(node.body.xreplace({node.variable: node.at}))
            return Piece(f"∇_{variable} {body}", PRODUCT, OVER_PRODUCTS)
        if (place := place_alone(node)) is not None:
            return self.slope_in_place(node, place)
        body = self.body(node.body)
        return Piece(f"(∇_{variable} {body} at {variable} = {self.at(SUM, node.at)})", ATOM)

    def write_PathDerivative(self, node: Any) -> Piece:
        return self.applied(self.name(node.args[0].name) + "'", node.args[1])

    write_DefinedDerivative = write_PathDerivative

    def write_GradientValue(self, node: Any) -> Piece:
        return self.applied("∇" + self.name(node.args[0].name), node.args[1])

    def write_HessianValue(self, node: Any) -> Piece:
        return self.applied("∇²" + self.name(node.args[0].name), node.args[1])

    arrow = "⇒"
    either = "or"
    both = "and"
    belongs = "∈"
    dots = "..."
    every = " ∀"
    some = "∃ {}: {}"

    def membership(self, variables: str, kind: str, dimensions: tuple[Any, ...]) -> str:
        if kind == "natural":
            return f"{variables} ∈ N"
        exponent = "×".join(str(d) for d in dimensions)
        return f"{variables} ∈ R" + (f"^{exponent}" if len(exponent) == 1 else f"^({exponent})" if exponent else "")
