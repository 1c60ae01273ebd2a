"""How it is written in LaTeX, for math mode."""

# ruff: noqa: D102, N815 (a method is named after the class that it writes)

import re
from typing import Any, ClassVar

from proofcheck.lang import expressions as ex
from proofcheck.lang.printing.families import members, place_alone
from proofcheck.lang.printing.spelled import split_name
from proofcheck.lang.printing.writer import (
    ATOM,
    BAR,
    GREEK,
    LOWERED,
    NEGATIVE,
    OVER_PRODUCTS,
    OVER_SUMS,
    POWER,
    PRODUCT,
    SUM,
    Piece,
    Writer,
    is_second_derivative,
)

_MARKS = {
    **{mark: mark for mark in ("hat", "tilde", "bar", "check", "breve")},
    "bf": "mathbf", "cal": "mathcal", "frak": "mathfrak", "sf": "mathsf", "bb": "mathbb",
}  # fmt: skip
"""What the end of a name is set as, that of a letter with an accent or in another font."""
_MARKED = re.compile(rf"(\w|{'|'.join(GREEK)})((?:{'|'.join(_MARKS)})+)")

_TIMES = frozenset({"t", "s", "tau"})
"""Names of times."""


def _index(part: str) -> str:
    """Return a part of what is lowered in a name, as it is set."""
    if part in {"min", "max", *LOWERED}:
        return f"\\{part}"
    return part if len(part) == 1 or part.isdigit() else rf"\mathrm{{{part}}}"


def _set(root: str) -> str:
    """Return a letter, a letter with its accents as they are read from a paper, or a word, as it is set."""
    if root in GREEK:
        return f"\\{root}"
    if len(root) == 1:
        return root
    found = _MARKED.fullmatch(root)
    if found is None:
        return rf"\mathrm{{{root}}}"
    written = _set(found[1])
    for mark in re.findall("|".join(_MARKS), found[2]):
        command = "boldsymbol" if mark == "bf" and found[1] in GREEK else _MARKS[mark]
        written = rf"\{command}{{{written}}}"
    return written


class LatexWriter(Writer):
    """Writes LaTeX."""

    relations: ClassVar[dict[str, str]] = {"=": "=", "<=": r"\le", ">=": r"\ge", "<": "<", ">": ">"}
    orders: ClassVar[dict[str, str]] = {"<=": r"\preceq", ">=": r"\succeq", "<": r"\prec", ">": r"\succ"}
    dot = r"\cdot"
    unequal = r"\ne"
    expected = r"\mathbb{{E}}[{}]"
    probable = r"\mathbb{{P}}({})"
    bar = r"\mid"
    spectral: ClassVar[dict[str, str]] = {
        "SmallestSingularValue": r"\sigma_{\min}",
        "LargestSingularValue": r"\sigma_{\max}",
        "SmallestEigenvalue": r"\lambda_{\min}",
        "LargestEigenvalue": r"\lambda_{\max}",
        "SingularValue": r"\sigma",
        "Eigenvalue": r"\lambda",
    }

    def name(self, name: str) -> str:
        root, raised, lowered = split_name(name)
        written = _set(root)
        if lowered:
            written = self.subscript(written, ",".join(map(_index, lowered.split("_"))))
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

    def write_Decimal(self, node: Any) -> Piece:
        return Piece(node.digits(), ATOM if node >= 0 else NEGATIVE)

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
        listed = r",\ ".join(self.at(SUM, a) for a in members(node))
        return Piece(rf"{name}\{{ {listed} \}}", ATOM)

    def write_Maximum(self, node: Any) -> Piece:
        return self.extreme(r"\max", node)

    def write_Minimum(self, node: Any) -> Piece:
        return self.extreme(r"\min", node)

    def write_Inner(self, node: Any) -> Piece:
        return self.fenced(r"\langle ", ", ".join(self.at(SUM, a) for a in node.args), r" \rangle")

    def write_Norm(self, node: Any) -> Piece:
        return self.fenced(r"\|", self.at(SUM, node.args[0]), r"\|")

    def write_Determinant(self, node: Any) -> Piece:
        return self.applied(r"\det", node.args[0])

    def write_Trace(self, node: Any) -> Piece:
        return self.applied(r"\operatorname{tr}", node.args[0])

    nabla = r"\nabla "
    times_sign = r"\odot"

    def write_UnitVector(self, node: Any) -> Piece:
        space, index = node.args
        return Piece(self.raised(self.subscript(r"\mathbf{e}", self.at(SUM, index)), self.plain(space)), ATOM)

    def write_Ones(self, node: Any) -> Piece:
        return Piece(self.subscript(r"\mathbf{1}", self.plain(node.args[0])), ATOM)

    def write_Diagonal(self, node: Any) -> Piece:
        return self.applied(r"\operatorname{diag}", node.args[0])

    def write_MaximumNorm(self, node: Any) -> Piece:
        return Piece(self.write_Norm(node).written + r"_\infty", ATOM)

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

    def write_FiniteProduct(self, node: Any) -> Piece:
        variable, low, high, body = node.args
        sign = rf"\prod_{{{self.plain(variable)}={self.at(SUM, low)}}}"
        return Piece(rf"{self.raised(sign, self.at(SUM, high))} {self.at(PRODUCT, body)}", PRODUCT, OVER_PRODUCTS)

    def write_Infinity(self, _: Any) -> Piece:
        return Piece(r"\infty", ATOM)

    def write_Limit(self, node: Any) -> Piece:
        sign = rf"\lim_{{{self.plain(node.variable)} \to \infty}}"
        return Piece(f"{sign} {self.body(node.body)}", PRODUCT, OVER_PRODUCTS)

    def write_Indicator(self, node: Any) -> Piece:
        return Piece(rf"\mathbf{{1}}\{{ {self.event(node)} \}}", ATOM)

    def write_TimeDerivative(self, node: Any) -> Piece:
        variable, body = node.args
        if is_second_derivative(node):
            return self.dotted(body.args[0], variable, 2)
        return Piece(rf"\frac{{d}}{{d{self.plain(variable)}}} {self.body(body)}", PRODUCT, OVER_PRODUCTS)

    def write_NablaAt(self, node: Any) -> Piece:
        variable = self.plain(node.variable)
        nabla = self.subscript(r"\nabla", variable)
        if self.stands_in_place(node):
            body = self.body(node.body.xreplace({node.variable: node.at}))
            return Piece(f"{nabla} {body}", PRODUCT, OVER_PRODUCTS)
        if (place := place_alone(node)) is not None:
            return self.slope_in_place(node, place)
        where = f"{variable} = {self.at(SUM, node.at)}"
        return Piece(rf"{nabla} {self.body(node.body)} |_{{{where}}}", PRODUCT, OVER_PRODUCTS)

    def dotted(self, symbol: Any, time: Any, often: int = 1) -> Piece:
        """Return a derivative in time with dots, one in another number with primes."""
        name = self.name(symbol.name)
        if isinstance(symbol, ex.Definition) and symbol.parameters[0].name not in _TIMES:
            return self.applied(name + "'" * often, time)
        dots = "\\" + "d" * often + "ot"
        return self.applied(f"{dots} {name}" if len(name) == 1 else f"{dots}{{{name}}}", time)

    def write_PathDerivative(self, node: Any) -> Piece:
        return self.dotted(*node.args)

    write_DefinedDerivative = write_PathDerivative

    def write_GradientValue(self, node: Any) -> Piece:
        return self.applied(r"\nabla " + self.name(node.args[0].name), node.args[1])

    def write_HessianValue(self, node: Any) -> Piece:
        return self.applied(r"\nabla^2 " + self.name(node.args[0].name), node.args[1])

    arrow = r"\implies"
    either = r"\text{ or }"
    both = r"\text{ and }"
    belongs = r"\in"
    dots = r"\dots"
    every = r" \quad \forall"
    some = r"\exists {} : \; {}"

    def membership(self, variables: str, kind: str, dimensions: tuple[Any, ...]) -> str:
        if kind == "natural":
            return rf"{variables} \in \mathbb{{N}}"
        exponent = r" \times ".join(str(d) for d in dimensions)
        raised = f"^{exponent}" if len(exponent) == 1 else f"^{{{exponent}}}" if exponent else ""
        return rf"{variables} \in \mathbb{{R}}{raised}"
