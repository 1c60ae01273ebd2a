"""Write expressions as a mathematician does: ``latex(expression)`` and ``text(expression)``."""

# ruff: noqa: N815 (a method is named after the class that it writes)

from typing import Any, ClassVar

from proofcheck.lang import expressions as ex

SUM, NEGATIVE, QUOTIENT, PRODUCT, POWER, BAR, ATOM = range(7)
"""How tightly the outermost operation of a printed expression binds, loosest first."""

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ",
    "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
_SUPERSCRIPTS = {"2": "²", "3": "³", "4": "⁴"}
_OPEN = (ex.Quotient, ex.TimeDerivative, ex.TimeIntegral, ex.SphereMinimum, ex.Infimum)

Piece = tuple[str, int]


def latex(node: Any) -> str:
    r"""Return an expression or assertion in LaTeX, for math mode.

    >>> from proofcheck.lang.symbols import norm, scalar, vector
    >>> latex(scalar("beta") * norm(vector("v", 2)) ** 2)
    '\\beta \\|v\\|^2'
    """
    return _LATEX.write(node)[0]


def text(node: Any) -> str:
    """Return an expression or assertion in plain text."""
    return _TEXT.write(node)[0]


def latex_name(name: str) -> str:
    r"""Return a name in LaTeX.

    >>> latex_name("sigma_min"), latex_name("B'")
    ('\\sigma_{\\min}', 'B^{\\prime}')
    """
    return _LATEX.name(name)


def text_name(name: str) -> str:
    """Return a name in plain text.

    >>> text_name("sigma_min")
    'σ_min'
    """
    return _TEXT.name(name)


class _Writer:
    """Writes a tree as a string and says how tightly its outermost operation binds; a subclass has the signs."""

    relations: ClassVar[dict[str, str]]
    space: ClassVar[str] = " "

    def write(self, node: Any) -> Piece:
        for cls in type(node).__mro__:
            method = getattr(self, f"write_{cls.__name__}", None)
            if method is not None:
                piece: Piece = method(node)
                return piece
        raise ex.LanguageError(f"{node!r} cannot be printed: it is not an expression of proofcheck.lang.")

    def at(self, level: int, node: Any) -> str:
        """Write a node, in parentheses where it binds more loosely than ``level``."""
        written, binding = self.write(node)
        return written if binding >= level else self.parentheses(written)

    def plain(self, node: Any) -> str:
        return self.write(node)[0]

    # signs that differ between the two

    def name(self, name: str) -> str:
        raise NotImplementedError

    def parentheses(self, inside: str) -> str:
        raise NotImplementedError

    def subscript(self, name: str, index: str) -> str:
        raise NotImplementedError

    # numbers and symbols

    def write_Integer(self, node: Any) -> Piece:
        return str(node), ATOM if node >= 0 else NEGATIVE

    def write_Rational(self, node: Any) -> Piece:
        return f"{node.p} / {node.q}", QUOTIENT if node >= 0 else NEGATIVE

    def named(self, name: str) -> Piece:
        written = self.name(name)
        return written, POWER if "^" in written or "'" in written else ATOM

    def write_Symbol(self, node: Any) -> Piece:
        return self.named(node.name)

    write_VectorSymbol = write_OperatorSymbol = write_PathSymbol = write_MapSymbol = write_Definition = write_Symbol

    def applied(self, name: str, *arguments: Any) -> Piece:
        return name + self.parentheses(", ".join(self.plain(a) for a in arguments)), ATOM

    def write_PathValue(self, node: Any) -> Piece:
        symbol, time = node.args
        if symbol.discrete:
            return self.subscript(self.name(symbol.name), self.plain(time)), ATOM
        return self.applied(self.name(symbol.name), time)

    def write_SuppressedValue(self, node: Any) -> Piece:
        return self.named(node.args[0].name)

    def write_Value(self, node: Any) -> Piece:
        return self.applied(self.name(node.args[0].name), node.args[1])

    def write_Defined(self, node: Any) -> Piece:
        definition, arguments = node.args[0], node.args[1:]
        if not arguments:
            return self.named(definition.name)
        if definition.style == "subscript":
            indices = ", ".join(self.plain(a) for a in arguments)
            return self.subscript(self.name(definition.name), indices), ATOM
        return self.applied(self.name(definition.name), *arguments)

    def write_NamedFirst(self, node: Any) -> Piece:
        defined = node.args[0]
        return f"{self.plain(defined)} = {self.plain(defined.unfold())}", SUM

    def write_NamedLast(self, node: Any) -> Piece:
        defined = node.args[0]
        return f"{self.plain(defined.unfold())} =: {self.plain(defined)}", SUM

    # arithmetic

    def write_Sum(self, node: Any) -> Piece:
        first, second = node.args
        if isinstance(second, ex.Negative):
            return f"{self.at(SUM, first)} - {self.at(QUOTIENT, second.args[0])}", SUM
        return f"{self.at(SUM, first)} + {self.at(QUOTIENT, second)}", SUM

    def write_Negative(self, node: Any) -> Piece:
        return f"-{self.at(PRODUCT, node.args[0])}", NEGATIVE

    def write_Product(self, node: Any) -> Piece:
        first, second = node.args
        left, binding = self.write(first)
        if binding in {SUM, QUOTIENT} or isinstance(first, _OPEN):
            left, binding = self.parentheses(left), ATOM
        right = self.at(PRODUCT, second)
        sign = f" {self.dot} " if right[:1].isdigit() else self.space
        return f"{left}{sign}{right}", min(binding, PRODUCT)

    dot: ClassVar[str]

    def write_Composition(self, node: Any) -> Piece:
        first, second = node.args
        left, binding = self.write(first)
        if binding in {SUM, QUOTIENT} or isinstance(first, _OPEN):
            left, binding = self.parentheses(left), ATOM
        right = self.at(PRODUCT, second)
        if isinstance(second, ex.Product):
            right = self.parentheses(right)
        sign = "" if right.startswith(("(", r"\left(")) and left.endswith(")") else self.space
        return f"{left}{sign}{right}", min(binding, PRODUCT)

    def write_Quotient(self, node: Any) -> Piece:
        numerator, denominator = node.args
        above, binding = self.write(numerator)
        if binding in {SUM, QUOTIENT} or isinstance(numerator, _OPEN):
            above, binding = self.parentheses(above), ATOM
        return f"{above} / {self.at(POWER, denominator)}", min(binding, QUOTIENT)

    def raised(self, base: str, exponent: str) -> str:
        raise NotImplementedError

    def write_Power(self, node: Any) -> Piece:
        base, exponent = node.args
        index = self.plain(exponent)
        if isinstance(base, ex.SpectralValue):
            return self.raised(self.spectral[type(base).__name__], index) + self.parentheses(
                self.plain(base.args[0])
            ), POWER
        return self.raised(self.at(ATOM, base), index), POWER

    spectral: ClassVar[dict[str, str]]

    def write_SpectralValue(self, node: Any) -> Piece:
        return self.applied(self.spectral[type(node).__name__], node.args[0])

    # assertions

    def write_Relation(self, node: Any) -> Piece:
        return f"{self.plain(node.left)} {self.relations[node.op]} {self.plain(node.right)}", SUM

    unequal: ClassVar[str]

    def write_NonZero(self, node: Any) -> Piece:
        return f"{self.plain(node.args[0])} {self.unequal} 0", SUM

    def membership(self, variables: str, kind: str, dimensions: tuple[Any, ...]) -> str:
        raise NotImplementedError

    def ranges(self, node: ex.ForAll) -> str:
        """What follows the sign for "for all": variables declared alike share one membership."""
        written: list[str] = []
        alike: list[Any] = []
        for span, following in zip(node.ranges, (*node.ranges[1:], None), strict=True):
            if isinstance(span, ex.Assertion):
                written.append(self.plain(span))
                continue
            alike.append(span)
            if following is None or isinstance(following, ex.Assertion) or _space(following) != _space(span):
                names = ", ".join(self.plain(v) for v in alike)
                written.append(self.membership(names, *_space(span)))
                alike = []
        return ", ".join(written)


def _space(variable: Any) -> tuple[str, tuple[Any, ...]]:
    if isinstance(variable, ex.VectorSymbol):
        return ex.VECTOR, (variable.dimension,)
    if isinstance(variable, ex.OperatorSymbol):
        return ex.OPERATOR, (variable.n, variable.p)
    return ("natural" if variable.is_integer else ex.SCALAR), ()


def _split(name: str) -> tuple[str, str, str]:
    """Split a name into its base, what is raised (primes, a star) and what is lowered."""
    base, _, lowered = name.partition("_")
    root = base.rstrip("'*")
    return root, base[len(root) :], lowered


class _Latex(_Writer):
    relations: ClassVar[dict[str, str]] = {"=": "=", "<=": r"\le", ">=": r"\ge", "<": "<", ">": ">"}
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
        return (rf"\left{left} {inside} \right{right}" if self.tall(inside) else f"{left}{inside}{right}"), ATOM

    def write_Rational(self, node: Any) -> Piece:
        sign = "-" if node < 0 else ""
        return rf"{sign}\tfrac{{{abs(node.p)}}}{{{node.q}}}", BAR if node >= 0 else NEGATIVE

    def write_Frac(self, node: Any) -> Piece:
        above, below = (self.plain(a).replace(r"\frac", r"\tfrac") for a in node.args)
        small = above.isdigit() and below.isdigit()
        return rf"\{'tfrac' if small else 'frac'}{{{above}}}{{{below}}}", BAR

    def write_Transpose(self, node: Any) -> Piece:
        return rf"{self.at(ATOM, node.args[0])}^\top", POWER

    def write_Identity(self, node: Any) -> Piece:
        return rf"I_{{{node.args[0]}}}", ATOM

    def write_Sqrt(self, node: Any) -> Piece:
        return rf"\sqrt{{{self.plain(node.args[0])}}}", ATOM

    def write_Exp(self, node: Any) -> Piece:
        return self.applied(r"\exp", node.args[0])

    def write_Maximum(self, node: Any) -> Piece:
        return rf"\max\{{ {self.plain(node.args[0])},\ {self.plain(node.args[1])} \}}", ATOM

    def write_Minimum(self, node: Any) -> Piece:
        return rf"\min\{{ {self.plain(node.args[0])},\ {self.plain(node.args[1])} \}}", ATOM

    def write_Inner(self, node: Any) -> Piece:
        return self.fenced(r"\langle ", ", ".join(self.plain(a) for a in node.args), r" \rangle")

    def write_Norm(self, node: Any) -> Piece:
        return self.fenced(r"\|", self.plain(node.args[0]), r"\|")

    def write_Infimum(self, node: Any) -> Piece:
        span = self.plain(ex.Within(*node.args[:3]))
        return rf"\inf_{{{span}}} {self.at(QUOTIENT, node.body)}", PRODUCT

    def write_SphereMinimum(self, node: Any) -> Piece:
        return rf"\min_{{\|{self.plain(node.variable)}\|=1}} {self.at(QUOTIENT, node.body)}", PRODUCT

    def write_TimeIntegral(self, node: Any) -> Piece:
        variable, low, high, body = node.args
        sign = self.raised(self.subscript(r"\int", self.plain(low)), self.plain(high))
        return rf"{sign} {self.at(QUOTIENT, body)}\, d{self.plain(variable)}", PRODUCT

    def write_TimeDerivative(self, node: Any) -> Piece:
        variable, body = node.args
        return rf"\frac{{d}}{{d{self.plain(variable)}}} {self.at(QUOTIENT, body)}", PRODUCT

    def write_NablaAt(self, node: Any) -> Piece:
        body = self.at(QUOTIENT, node.body.xreplace({node.variable: node.at}))
        return rf"\nabla_{self.plain(node.variable)} {body}", PRODUCT

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
        variable, low, high = (self.plain(a) for a in node.args)
        return rf"{variable} \in [{low}, {high}]", SUM

    def write_ForAll(self, node: Any) -> Piece:
        return rf"{self.plain(node.body)} \quad \forall {self.ranges(node)}", SUM

    def write_Implies(self, node: Any) -> Piece:
        condition, conclusion = node.args
        inside = rf"({self.plain(condition)})" if isinstance(condition, ex.ForAll) else self.plain(condition)
        return rf"{inside} \implies {self.plain(conclusion)}", SUM

    def membership(self, variables: str, kind: str, dimensions: tuple[Any, ...]) -> str:
        if kind == "natural":
            return rf"{variables} \in \mathbb{{N}}"
        exponent = r" \times ".join(str(d) for d in dimensions)
        raised = f"^{exponent}" if len(exponent) == 1 else f"^{{{exponent}}}" if exponent else ""
        return rf"{variables} \in \mathbb{{R}}{raised}"


class _Text(_Writer):
    relations: ClassVar[dict[str, str]] = {"=": "=", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}
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
        return f"{name}_{index}" if index.isalnum() else f"{name}_{{{index}}}"

    def raised(self, base: str, exponent: str) -> str:
        if exponent in _SUPERSCRIPTS:
            return base + _SUPERSCRIPTS[exponent]
        return f"{base}^{exponent}" if exponent.isalnum() else f"{base}^({exponent})"

    def write_Frac(self, node: Any) -> Piece:
        above, below = node.args
        if self.plain(above).isdigit() and self.plain(below).isdigit():
            return f"{self.plain(above)}/{self.plain(below)}", BAR
        return f"{self.at(PRODUCT, above)} / {self.at(POWER, below)}", QUOTIENT

    def write_Transpose(self, node: Any) -> Piece:
        return f"{self.at(ATOM, node.args[0])}ᵀ", POWER

    def write_Identity(self, node: Any) -> Piece:
        return f"I_{node.args[0]}", ATOM

    def write_Sqrt(self, node: Any) -> Piece:
        inside = self.plain(node.args[0])
        return f"√{inside}" if inside.isidentifier() or inside.isdecimal() else f"√({inside})", ATOM

    def write_Exp(self, node: Any) -> Piece:
        return self.applied("exp", node.args[0])

    def write_Maximum(self, node: Any) -> Piece:
        return f"max{{{self.plain(node.args[0])}, {self.plain(node.args[1])}}}", ATOM

    def write_Minimum(self, node: Any) -> Piece:
        return f"min{{{self.plain(node.args[0])}, {self.plain(node.args[1])}}}", ATOM

    def write_Inner(self, node: Any) -> Piece:
        return f"⟨{self.plain(node.args[0])}, {self.plain(node.args[1])}⟩", ATOM

    def write_Norm(self, node: Any) -> Piece:
        return f"‖{self.plain(node.args[0])}‖", ATOM

    def write_Infimum(self, node: Any) -> Piece:
        return f"inf over {self.plain(ex.Within(*node.args[:3]))} of {self.at(QUOTIENT, node.body)}", PRODUCT

    def write_SphereMinimum(self, node: Any) -> Piece:
        return f"min over ‖{self.plain(node.variable)}‖ = 1 of {self.at(QUOTIENT, node.body)}", PRODUCT

    def write_TimeIntegral(self, node: Any) -> Piece:
        variable, low, high, body = node.args
        sign = f"∫_{self.at(ATOM, low)}^{self.at(ATOM, high)}"
        return f"{sign} {self.at(QUOTIENT, body)} d{self.plain(variable)}", PRODUCT

    def write_TimeDerivative(self, node: Any) -> Piece:
        variable, body = node.args
        return f"d/d{self.plain(variable)} {self.at(QUOTIENT, body)}", PRODUCT

    def write_NablaAt(self, node: Any) -> Piece:
        body = self.at(QUOTIENT, node.body.xreplace({node.variable: node.at}))
        return f"∇_{self.plain(node.variable)} {body}", PRODUCT

    def write_PathDerivative(self, node: Any) -> Piece:
        return self.applied(self.name(node.args[0].name) + "'", node.args[1])

    write_DefinedDerivative = write_PathDerivative

    def write_JacobianValue(self, node: Any) -> Piece:
        return self.applied("D" + self.name(node.args[0].name), node.args[1])

    def write_GradientValue(self, node: Any) -> Piece:
        return self.applied("∇" + self.name(node.args[0].name), node.args[1])

    def write_Within(self, node: Any) -> Piece:
        variable, low, high = (self.plain(a) for a in node.args)
        return f"{variable} ∈ [{low}, {high}]", SUM

    def write_ForAll(self, node: Any) -> Piece:
        return f"{self.plain(node.body)} ∀ {self.ranges(node)}", SUM

    def write_Implies(self, node: Any) -> Piece:
        condition, conclusion = node.args
        inside = f"({self.plain(condition)})" if isinstance(condition, ex.ForAll) else self.plain(condition)
        return f"{inside} ⇒ {self.plain(conclusion)}", SUM

    def membership(self, variables: str, kind: str, dimensions: tuple[Any, ...]) -> str:
        if kind == "natural":
            return f"{variables} ∈ N"
        exponent = "×".join(str(d) for d in dimensions)
        return f"{variables} ∈ R" + (f"^{exponent}" if len(exponent) == 1 else f"^({exponent})" if exponent else "")


_LATEX = _Latex()
_TEXT = _Text()
