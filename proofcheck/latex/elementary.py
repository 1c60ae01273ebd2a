"""Functions of one number, by command or by name: ``\\log x``, ``\\log^2(1+x)``, ``\\operatorname{softplus}(z)``."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.lang.functions import FUNCTIONS
from proofcheck.latex.combining import made
from proofcheck.latex.ranges import find
from proofcheck.latex.senses import LOGARITHM, refuse_other_sense
from proofcheck.latex.source import DIGIT, Token, UnreadError
from proofcheck.latex.spelling import argument
from proofcheck.latex.vocabulary import BINARY, CLOSING, NOT_FACTORS, OPENING, words

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics

Reading = Callable[["Mathematics", Token], Any]

_COMMANDS = {"\\ln": "log", **{f"\\{name}": name for name in ("log", "sin", "cos", "sinh", "cosh", "tanh")}}
BY_WORD = {
    "ReLU": "relu",
    "ln": "log",
    **{name: name for name in ("log", "relu", "softplus", "sigmoid", "tanh", "sin", "cos", "sinh", "cosh")},
}
"""What is a function when it is written as a word, undeclared, before a bracket."""

_BETWEEN = NOT_FACTORS | BINARY - {"\\cdot", "\\times", "/"} | words(r", ; : | \\| & \\\\ . \\quad \\qquad")


def _reading(name: str) -> Reading:
    def read(reader: "Mathematics", at: Token) -> Any:
        return value_of(reader, name, at)

    return read


def value_of(reader: "Mathematics", name: str, at: Token) -> Any:
    """Read the argument of a function, and the power of its value that may stand before it."""
    from proofcheck.latex.powers import power

    above: list[Token] = []
    if reader.peek() == "^":
        reader.next()
        above, reader.place = argument(reader.tokens, reader.place)
    if name == "log" and at.text != "\\ln":
        refuse_other_sense(reader.notation, LOGARITHM, at)
    if above:
        refuse_other_sense(reader.notation, f"{at.text}^", at)
    if [token.text for token in above] == ["-", "1"]:
        raise UnreadError(at, f"{name} to the power -1 may be its inverse function or its reciprocal: write out which.")
    given = argument_of(reader, name, at)
    refuse_vectors(name, given, at)
    return power(reader, made(at, FUNCTIONS[name], ex.expression(given, f"the argument of {name}")), above, at)


def refuse_imaginary(reader: "Mathematics", inside: Sequence[Token], at: Token) -> None:
    r"""Refuse an exponential of a product with an i that nothing declares or binds: ``e^{i\\theta}`` is no real number.

    Beside ``\\pi`` it is the imaginary unit, whatever i stands for elsewhere.

    Raises:
        UnreadError: there is such an i.
    """
    beside_pi = ("\\pi", "i") in pairwise(t.text for t in inside) or ("i", "\\pi") in pairwise(t.text for t in inside)
    if reader.notation.meaning("i") and not beside_pi:
        return
    place = 0
    while place < len(inside):
        below = inside[place].text in {"_", "^"}
        if not below and inside[place].text in {"i", "\\i", "\\mathrmi", "\\imath"}:
            raise UnreadError(
                at, "i may be the imaginary unit here: complex numbers cannot be said.", "complex numbers"
            )
        place = argument(list(inside), place + 1)[1] if below and place + 1 < len(inside) else place + 1


def refuse_constants(reader: "Mathematics", name: str, at: Token) -> None:
    r"""Refuse a letter that may be a constant, and that nothing declares: e, pi, and i as a factor, in ``a + i b``.

    So is a d that may be that of a differential, as in ``M dx + N dy`` and ``tr(A^{-1} dA)``.

    Raises:
        UnreadError: it is one.
    """
    if name in {"e", "pi"}:
        constant = r"`e = \exp(1)` for the constant, " * (name == "e")
        raise UnreadError(at, f"{name} is not declared: it may be the constant, which cannot be said yet, or a name. "
                          f"Declare it: {constant}`{name} in R` for a name.", "constants")  # fmt: skip
    following = reader.tokens[reader.place] if reader.place < len(reader.tokens) else at
    beside = following.text.isalpha()
    if at.text == "d":
        beside = following.at == at.end and (following.text in "xyzstuv" or _is_no_number(reader))
    if name in {"d", "drm"} and beside and name not in reader.notation.dimensions:
        raise UnreadError(at, "differentials cannot be said yet: where d is a number, declare it, as in `d in R`.",
                          "differentials")  # fmt: skip
    counts = reader.exponent or name in reader.notation.naturals | reader.notation.counting
    if name in {"i", "j"} and not counts and _is_factor(reader, at):
        raise UnreadError(at, f"{name} may be the imaginary unit here: complex numbers cannot be said. Where it is a "
                          f"number, declare it: `{name} in R`.", "complex numbers")  # fmt: skip


def _is_no_number(reader: "Mathematics") -> bool:
    """Whether the name that comes stands for something else than a number, or plainly would."""
    name = reader.notation.name(reader.tokens, reader.place)
    if name is None:
        return False
    likely = reader.notation.likely.get(name.root)
    meanings = reader.notation.meaning(name.root) or (likely.meanings if likely is not None else ())
    return bool(meanings) and not any(isinstance(meaning, ex.ScalarSymbol) for meaning in meanings)


def _is_factor(reader: "Mathematics", at: Token) -> bool:
    """Whether the letter that was read last stands beside another factor."""
    first = next(place for place, token in enumerate(reader.tokens) if token is at)
    before = reader.tokens[first - 1].text if first else "+"
    after = reader.peek() or "+"
    return before not in OPENING | _BETWEEN or after not in CLOSING | _BETWEEN | {"^", "_"}


def refuse_vectors(name: str, given: Any, at: Token) -> None:
    """Refuse to take a function of numbers at something else.

    Raises:
        UnreadError: that is a vector, or an operator.
    """
    what = {ex.VECTOR: "functions of each component", ex.OPERATOR: "functions of operators"}.get(ex.kind_of(given))
    if what is not None:
        raise UnreadError(at, f"{name} is a function of numbers, and {given} is none: {what} cannot be said yet.", what)


def argument_of(reader: "Mathematics", name: str, at: Token) -> Any:
    """Read what a function is taken of: in brackets; or a number, a name or a fraction, with a number before it.

    Braces say what it is of a quotient, too: ``\\log{2/\\delta}``.
    """
    if reader.peek() == "{":
        inside, after = argument(reader.tokens, reader.place)
        if find(inside, "/") >= 0 and find(inside, "+", "-", ",") < 0:
            value = reader.inner(inside).whole()
            reader.place = after
            return value
    if reader.peek() in {"(", "[", "\\{"}:
        return reader.primary()
    if reader.here is None:
        raise UnreadError(at, f"{name} stands without its argument.")
    number = reader.here.kind == DIGIT
    value = reader.factor("").value
    if number and reader.peek() != "/" and reader.begins_factor():
        value = ex.expression(value, "a number") * reader.factor("").value
    if reader.begins_factor() and reader.peek() not in READINGS and reader.peek() not in {"\\exp", "(", "|", "\\|"}:
        raise UnreadError(at, f"what {name} is taken of can be read in two ways: put it in brackets.")
    return value


READINGS: dict[str, Reading] = {command: _reading(name) for command, name in _COMMANDS.items()}
