"""Exponents: powers, transposes, inverses."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sympy import Integer, Rational

from proofcheck.lang import expressions as ex
from proofcheck.lang.operators import counts
from proofcheck.latex.combinatorial import factorial_of
from proofcheck.latex.combining import made
from proofcheck.latex.source import Token, UnreadError, group_end, plain
from proofcheck.latex.spelling import STARS, argument

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics


_TRANSPOSES = frozenset(
    {"\\top", "\\intercal", "\\transp", "\\tran", "T"}
    | {form for font in ("mathsf", "mathrm", "text", "mathtt", "mathit") for form in (f"\\{font}T", f"\\{font}{{T}}")}
)


_NOT_SAID = {
    "\\dagger": "adjoints and pseudoinverses", "+": "pseudoinverses and positive parts", "\\perp": "complements",
    "c": "complements", "\\circ": "composition",
}  # fmt: skip


def raised(reader: "Mathematics", value: Any) -> Any:
    """Read the exponents of what has been read."""
    while reader.peek() in {"^", "_", "'", "!"}:
        sign = reader.next()
        if sign.text == "'" and ex.kind_of(value) in {ex.VECTOR, ex.OPERATOR}:
            value = value.T
            continue
        if sign.text == "_" and ex.kind_of(value) in {ex.VECTOR, ex.OPERATOR}:
            from proofcheck.latex.applying import component

            content, reader.place = argument(reader.tokens, reader.place)
            if plain(content) in {"+", "-"}:
                raise UnreadError(
                    sign, f"the index {plain(content)} cannot be said yet: {_NOT_SAID['+']}.", _NOT_SAID["+"]
                )
            value = component(reader, value, content, sign)
            continue
        if sign.text == "!":
            value = factorial_of(reader, value, sign)
            continue
        if sign.text != "^":
            what = {"_": "an index here", "'": "a prime here"}[sign.text]
            raise UnreadError(sign, f"{what} cannot be read: name what it stands for.", what)
        content, reader.place = argument(reader.tokens, reader.place)
        value = power(reader, value, content, sign)
    return value


def is_transpose(tokens: Sequence[Token]) -> bool:
    """Whether an exponent is the sign of a transpose, as far as its form says."""
    return "".join(t.text for t in tokens) in _TRANSPOSES


def power(reader: "Mathematics", value: Any, above: list[Token], at: Token) -> Any:
    """Raise a value to what stands above it: a transpose, or a power."""
    if not above:
        return value
    if above[0].text == "{" and group_end(above, 0) == len(above) - 1:
        above = above[1:-1]
    shown = "".join(t.text for t in above)
    kind = ex.kind_of(value)
    if kind != ex.SCALAR and (is_transpose(above) or _is_transpose_of(reader, kind, shown)):
        return made(at, lambda a: a.T, value)
    if kind == ex.SCALAR and (shown in {"\\top", "\\intercal"} or shown.endswith("{T}")):
        raise UnreadError(
            at, f"^{plain(above)} stands after a number, as far as is declared: say what its letters are."
        )
    if shown in {"\\odot2", "\\circ2"} and kind != ex.SCALAR:
        return made(at, ex.Hadamard.of, value, value)
    if shown in _NOT_SAID and (kind != ex.SCALAR or not shown.isalpha()):
        raise UnreadError(at, f"^{plain(above)} cannot be said yet: {_NOT_SAID[shown]}.", _NOT_SAID[shown])
    if kind == ex.OPERATOR and above[0].text in {"-", "−"} and is_transpose(above[1:]):
        return made(at, lambda a: (a**-1).T, value)
    inner = reader.inner(above)
    inner.exponent = True
    exponent = inner.whole()
    if kind == ex.OPERATOR and _integer(exponent) is not None:
        return made(at, lambda a: a ** _integer(exponent), value)
    if kind == ex.OPERATOR and counts(exponent):
        return made(at, lambda a: ex.OperatorPower(a, exponent), value)
    if kind != ex.SCALAR:
        raise UnreadError(at, "powers of vectors, and powers of operators that are no whole numbers, cannot be said "
                          "yet: write them out, or name them.", "powers of operators")  # fmt: skip
    return made(at, _power, ex.expression(value, "the base of a power"), exponent)


def _is_transpose_of(reader: "Mathematics", kind: str, shown: str) -> bool:
    """Whether a sign is that of a transpose after what is no number: all is real here, so adjoints are transposes."""
    if shown == "t":
        return not reader.notation.meaning("t") and "t" not in reader.notation.above
    return kind == ex.OPERATOR and (shown in STARS or (shown == "H" and not reader.notation.meaning("H")))


def _integer(exponent: Any) -> int | None:
    """Return an exponent that is a whole number, with or without a minus."""
    if isinstance(exponent, ex.Negative):
        inside = _integer(exponent.args[0])
        return None if inside is None else -inside
    return int(exponent) if isinstance(exponent, Integer) else None


def _power(value: Any, exponent: Any) -> Any:
    """Return a power; a half is a root, and what is negative is below the bar."""
    if isinstance(exponent, ex.Frac) and all(a.is_Integer for a in exponent.args) and exponent.args[1] != 0:
        exponent = Rational(int(exponent.args[0]), int(exponent.args[1]))
    if isinstance(exponent, ex.Quotient) and all(a.is_Integer for a in exponent.args) and exponent.args[1] != 0:
        exponent = Rational(int(exponent.args[0]), int(exponent.args[1]))
    if isinstance(exponent, ex.Negative):
        return ex.Frac(Integer(1), _power(value, exponent.args[0]))
    if isinstance(exponent, Integer) and exponent < 0:
        return ex.Frac(Integer(1), _power(value, -exponent))
    if isinstance(exponent, Rational) and not exponent.is_Integer:
        if exponent.q == 2 and exponent > 0:
            root = ex.Sqrt(value)
            return root if exponent.p == 1 else root ** int(exponent.p)
        return ex.expression(value, "the base of a power") ** exponent
    if exponent == 1:
        return value
    if isinstance(value, Rational):  # which SymPy would work out, however large
        return ex.Power(value, exponent)
    return value ** (int(exponent) if isinstance(exponent, Integer) else exponent)
