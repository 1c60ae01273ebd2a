"""Documents as plain data, to be handed from the process that ran a lemma file to the process that judges it.

The data is a table of nodes, each a list ``[tag, ...]`` that refers to earlier ones by number: neither depth nor
sharing makes it grow. What is read back came out of a process that ran somebody else's code, so nothing in it is
believed: ``from_plain`` makes known classes only, each from parts of the right kind, within limits.
"""

import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from functools import cache
from typing import Any

from sympy import Basic, Integer, Rational

from proofcheck.lang import claims as language
from proofcheck.lang import expressions as ex
from proofcheck.lang.caching import one
from proofcheck.lang.documents import Document
from proofcheck.lang.expressions import LanguageError
from proofcheck.lang.functions import FUNCTIONS, FunctionValue
from proofcheck.lang.problems import DocumentProblem
from proofcheck.lang.rule_names import Reason

FORMAT = "proofcheck/document/1"

NODES = 2_000_000
"""How many nodes a document may have."""
DEPTH = 2_000
"""How deep they may be nested."""
TEXT = 1_000_000
"""Characters of one text."""
ALL_TEXT = 50_000_000
"""Characters of all texts."""
NUMBER = 33_220
"""Bits of a number: 10,000 digits."""
PLACES = 2**53
"""Above every line number."""

Node = list[Any]

_RECORDS: dict[str, type] = {
    cls.__name__: cls
    for cls in (
        Document,
        DocumentProblem,
        language.Claim,
        language.Hypothesis,
        Reason,
        language.Remark,
        language.Place,
    )
}
"""The dataclasses that a document consists of."""


# ---------------------------------------------------------------- what may stand where


def _is_value(part: Any) -> bool:
    return isinstance(part, (ex.Expression, Rational))


def _is_dimension(part: Any) -> bool:
    return isinstance(part, ex.Dimension) or (isinstance(part, Integer) and part > 0)


def _is_side(part: Any) -> bool:
    return _is_value(part) or _is_dimension(part)


def _is_variable(part: Any) -> bool:
    return isinstance(part, (ex.ScalarSymbol, ex.VectorSymbol, ex.OperatorSymbol))


def _is_range(part: Any) -> bool:
    return _is_variable(part) or (
        isinstance(part, (ex.Within, ex.Relation, ex.Member)) and _is_variable(ex.range_variable(part))
    )


def _is_name(part: Any) -> bool:
    return isinstance(part, str) and part.strip() == part and part[:1].isalpha()


def _is_a(*classes: type) -> Callable[[Any], bool]:
    return lambda part: isinstance(part, classes)


def _one_of(*values: Any) -> Callable[[Any], bool]:
    return lambda part: any(part is value or (type(part) is type(value) and part == value) for value in values)


def _all(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda part: isinstance(part, tuple) and all(map(fits, part))


def _is_natural(part: Any) -> bool:
    return isinstance(part, ex.ScalarSymbol) and bool(part.is_integer)


_SCALAR, _ASSERTION = _is_a(ex.ScalarSymbol), _is_a(ex.Assertion)
_PATH, _MAP, _DEFINITION = _is_a(ex.PathSymbol), _is_a(ex.MapSymbol), _is_a(ex.Definition)

_PARTS: dict[type, tuple[Callable[[Any], bool], ...]] = {
    ex.Sum: (_is_value, _is_value),
    ex.Negative: (_is_value,),
    ex.Product: (_is_value, _is_value),
    ex.Composition: (_is_value, _is_value),
    ex.Quotient: (_is_value, _is_value),
    ex.Frac: (_is_value, _is_value),
    ex.Power: (_is_value, _is_value),
    ex.OperatorPower: (_is_value, _is_value),
    ex.OfSquare: (_is_value,),
    ex.FrobeniusNorm: (_is_value,),
    ex.NuclearNorm: (_is_value,),
    ex.Transpose: (_is_value,),
    ex.Identity: (_is_dimension,),
    ex.DimensionNumber: (_is_a(ex.Dimension),),
    ex.UnitVector: (_is_dimension, _is_value),
    ex.Ones: (_is_dimension,),
    ex.ZeroVector: (_is_dimension,),
    ex.Component: (_is_value, _is_value),
    ex.Entry: (_is_value, _is_value, _is_value),
    ex.Diagonal: (_is_value,),
    ex.Hadamard: (_is_value, _is_value),
    ex.SumNorm: (_is_value,),
    ex.MaximumNorm: (_is_value,),
    ex.Sqrt: (_is_value,),
    ex.Exp: (_is_value,),
    FunctionValue: (_is_value,),
    ex.Indicator: (_is_value, _is_value),
    ex.Maximum: (_is_value, _is_value),
    ex.Minimum: (_is_value, _is_value),
    ex.Inner: (_is_value, _is_value),
    ex.Norm: (_is_value,),
    ex.NumberedValue: (_is_value, _is_dimension),
    ex.SpectralValue: (_is_value,),
    ex.IntervalExtremum: (_SCALAR, _is_value, _is_value, _is_value),
    ex.SphereExtremum: (_is_variable, _is_value),
    ex.TimeIntegral: (_SCALAR, _is_value, _is_value, _is_value),
    ex.Ranged: (_is_natural, _is_value, _is_value, _is_value),
    ex.Infinity: (),
    ex.Limit: (_SCALAR, _is_value),
    ex.Mean: (_is_natural, _is_value),
    ex.ConditionalExpectation: (_is_natural, _is_value, _is_value),
    ex.NablaAt: (_is_variable, _is_value, _is_value),
    ex.TimeDerivative: (_SCALAR, _is_value),
    ex.PathValue: (_PATH, _is_value),
    ex.SuppressedValue: (_PATH, _is_value),
    ex.PathDerivative: (_PATH, _is_value),
    ex.Value: (_MAP, _is_value),
    ex.JacobianValue: (_MAP, _is_value),
    ex.DefinedJacobian: (_DEFINITION, _is_value),
    ex.HessianValue: (_is_a(ex.MapSymbol, ex.Definition), _is_value),
    ex.GradientValue: (_is_a(ex.MapSymbol, ex.Definition), _is_value),
    ex.DefinedDerivative: (_DEFINITION, _is_value),
    ex.NamedFirst: (_is_a(ex.DefinedScalar),),
    ex.NamedLast: (_is_a(ex.DefinedScalar),),
    ex.Relation: (_one_of("=", "<=", "<", ">=", ">"), _is_side, _is_side),
    ex.Within: (_is_variable, _is_value, _is_value),
    ex.Implies: (_ASSERTION, _ASSERTION),
    ex.Either: (_is_a(ex.Relation, ex.NonZero), _ASSERTION),
    ex.NonZero: (_is_value,),
    ex.Member: (_is_value, _is_a(ex.SetSymbol)),
    ex.Both: (_ASSERTION, _ASSERTION),
    ex.ScalarSymbol: (
        _is_name,
        _one_of(
            ("real",),
            ("positive", "real"),
            ("nonnegative", "real"),
            ("nonnegative", "positive", "real"),
            ("integer", "nonnegative"),
        ),
    ),
    ex.Dimension: (_is_name,),
    ex.VectorSymbol: (_is_name, _is_dimension),
    ex.OperatorSymbol: (_is_name, _is_dimension, _is_dimension),
    ex.PathSymbol: (_is_name, _one_of(ex.SCALAR, ex.VECTOR, ex.OPERATOR), _all(_is_dimension), _one_of(True, False)),
    ex.MapSymbol: (_is_name, _is_dimension, lambda part: part is None or _is_dimension(part), _one_of(True, False)),
    ex.SetSymbol: (_is_name, _is_dimension),
    ex.Definition: (_is_name, _all(_is_variable), _is_value, _one_of("call", "subscript", "member"), _all(_ASSERTION)),
}
"""Of each kind of node, what its parts must be, in order. ``Defined`` and quantifiers have any number of them."""

_OPEN: dict[type, tuple[Callable[[Any], bool], Callable[[Any], bool]]] = {
    ex.Defined: (_DEFINITION, _is_value),
    ex.Quantified: (_ASSERTION, _is_range),
}
"""What the first part must be, and every other one."""

_SIZES = {ex.SCALAR: 0, ex.VECTOR: 1, ex.OPERATOR: 2}


def node_classes() -> dict[str, type]:
    """Return the classes of expressions and assertions that there can be objects of: those without subclasses."""
    known = [cls for cls in vars(ex).values() if isinstance(cls, type) and issubclass(cls, Basic)]
    known.remove(ex.Decimal)  # which is written as numbers are
    known = [*(cls for cls in known if cls.__module__.startswith(ex.__name__)), *FUNCTIONS.values()]
    return {
        cls.__name__: cls
        for cls in known
        if cls is ex.Exp or not any(other is not cls and issubclass(other, cls) for other in known)
    }


_CLASSES = node_classes()


def _check_parts(cls: type, parts: Sequence[Any]) -> None:
    for base in cls.__mro__:
        if base in _PARTS:
            expected: Sequence[Callable[[Any], bool]] = _PARTS[base]
            break
        if base in _OPEN:
            first, other = _OPEN[base]
            expected = (first, *[other] * max(len(parts) - 1, base is ex.Quantified))
            break
    else:
        raise LanguageError(f"{cls.__name__} is not known to proofcheck.lang.plain: add what its parts must be.")
    if len(parts) != len(expected) or not all(fits(part) for fits, part in zip(expected, parts, strict=True)):
        raise LanguageError(f"the parts of {cls.__name__} are not what they must be.")
    if issubclass(cls, ex.Defined) and len(parts) - 1 != len(parts[0].parameters):
        raise LanguageError(f"a use of {parts[0].name} has {len(parts) - 1} arguments.")
    if cls is ex.PathSymbol and len(parts[2]) != _SIZES[parts[1]]:
        raise LanguageError("a path has the wrong number of dimensions.")


# ---------------------------------------------------------------- writing


def to_plain(document: Document) -> dict[str, Any]:
    """Return a document as data for JSON.

    A claim that is too large or too deep, or that holds an object of a class of the author's own, is left out: a
    ``DocumentProblem`` takes its place.

    Raises:
        LanguageError: what stands for the whole document cannot be written.
    """
    writer = _Writer()
    claims, problems = [], list(document.problems)
    for claim in document.claims:
        try:
            writer.write(claim)
            claims.append(claim)
        except LanguageError as error:
            message = f"{str(claim.id)[:200]} cannot be taken over: {error}"
            problems.append(DocumentProblem(claim.file, claim.line, message))
    whole = replace(document, claims=tuple(claims), problems=tuple(problems))
    number = writer.write(whole)
    return {"format": FORMAT, "nodes": writer.nodes, "document": number}


class _Writer:
    """A table of nodes that grows, each node there once; what cannot be written leaves no trace in it."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._depths: list[int] = []
        self._places: dict[tuple[Any, ...], int] = {}
        self._known: dict[int, tuple[Any, int]] = {}
        self._text = 0

    def write(self, whole: Any) -> int:
        """Add an object with all its parts, and return its number."""
        size, known, text = len(self.nodes), len(self._known), self._text
        try:
            return self._write(whole)
        except LanguageError:
            for node in self.nodes[size:]:
                del self._places[tuple(node)]
            del self.nodes[size:], self._depths[size:]
            self._text = text
            while len(self._known) > known:
                self._known.popitem()
            raise

    def _write(self, whole: Any) -> int:
        waiting: list[tuple[Any, tuple[str, list[Any]] | None]] = [(whole, None)]
        while waiting:
            current, opened = waiting.pop()
            if opened is not None:
                tag, parts = opened
                self._add(current, [tag, *(self._known[id(part)][1] for part in parts)], composed=True)
            elif id(current) not in self._known:
                tag, content = _opened(current)
                if isinstance(content, list):
                    waiting.append((current, (tag, content)))
                    waiting += [(part, None) for part in reversed(content)]
                else:
                    self._add(current, [tag, content], composed=False)
        return self._known[id(whole)][1]

    def _add(self, whole: Any, node: Node, *, composed: bool) -> None:
        key = tuple(node)
        place = self._places.get(key)
        if place is None:
            depth = 1 + max((self._depths[part] for part in node[1:]), default=0) if composed else 1
            if depth > DEPTH:
                raise LanguageError(f"it is nested more than {DEPTH} deep.")
            if node[0] == "text":
                self._text += len(node[1])
            if len(self.nodes) >= NODES or self._text > ALL_TEXT:
                raise LanguageError("there is too much of it.")
            place = self._places[key] = len(self.nodes)
            self.nodes.append(node)
            self._depths.append(depth)
        self._known[id(whole)] = whole, place  # the object is kept: no other gets its id


def _opened(whole: Any) -> tuple[str, Any]:
    """Return the tag of an object, and its parts as a list, or its value where it has none."""
    if whole is None or isinstance(whole, bool):
        return "constant", whole
    if isinstance(whole, str):
        if len(whole) > TEXT:
            raise LanguageError(f"it has a text of {len(whole):,} characters: {TEXT:,} are the most.")
        return "text", str.__str__(whole)
    if type(whole) is int:
        if not -PLACES < whole < PLACES:
            raise LanguageError("it has a whole number that is no place in a file.")
        return "int", whole
    if isinstance(whole, (tuple, list)):
        return "tuple", list(whole)
    if isinstance(whole, Mapping):
        return "map", [part for pair in whole.items() for part in pair]
    if isinstance(whole, Rational):
        return "number", _number(whole)
    return type(whole).__name__, _content(whole)


def _number(value: Any) -> str:
    above, below = int(value.p), int(value.q)
    if max(above.bit_length(), below.bit_length()) > NUMBER:
        raise LanguageError("it has a number of more than 10,000 digits.")
    return f"{above:x}/{below:x}{'.' * isinstance(value, ex.Decimal)}"


def _content(whole: Any) -> list[Any]:
    cls = type(whole)
    if _RECORDS.get(cls.__name__) is cls:
        return [getattr(whole, field.name) for field in fields(whole)]
    if _CLASSES.get(cls.__name__) is not cls:
        raise LanguageError(f"it holds an object of the class {cls.__name__}, which is not one of proofcheck.lang.")
    if cls is ex.ScalarSymbol:
        given = whole._assumptions_orig
        return [whole.name, tuple(sorted(name for name in given if name != "commutative"))]
    if cls is ex.Dimension:
        return [whole.name]
    if cls is ex.Relation:
        return [whole.op, whole.left, whole.right]
    return list(whole._content() if isinstance(whole, ex.Leaf) else whole.args)


# ---------------------------------------------------------------- reading


def from_plain(data: Any) -> Document:
    """Return the document that ``to_plain`` wrote.

    Raises:
        LanguageError: the data is not what ``to_plain`` writes.
    """
    if not isinstance(data, dict) or data.keys() != {"format", "nodes", "document"} or data["format"] != FORMAT:
        raise LanguageError("it is not a document as plain data.")
    nodes, wanted = data["nodes"], data["document"]
    if not isinstance(nodes, list) or len(nodes) > NODES:
        raise LanguageError("its table of nodes is none, or too large.")
    made = _Reader(nodes).made
    whole = made[wanted] if type(wanted) is int and 0 <= wanted < len(made) else None
    if not isinstance(whole, Document):
        raise LanguageError("it does not name a document.")
    return whole


class _Reader:
    """The objects of a table, made in order, each from earlier ones."""

    def __init__(self, nodes: Sequence[Any]) -> None:
        self.made: list[Any] = []
        self._depths: list[int] = []
        self._text = 0
        for node in nodes:
            if not isinstance(node, list) or len(node) < 1 or type(node[0]) is not str:
                raise LanguageError("a node is not a list with a tag.")
            self.made.append(self._value(node))

    def _value(self, node: Node) -> Any:
        tag, content = node[0], node[1:]
        simple = _SIMPLE.get(tag)
        if simple is not None:
            self._depths.append(1)
            if len(content) != 1:
                raise LanguageError(f"a node {tag!r} has {len(content)} values.")
            if tag == "text" and isinstance(content[0], str):
                self._text += len(content[0])
            if self._text > ALL_TEXT:
                raise LanguageError("there is too much text in it.")
            return simple(content[0])
        parts = [self._part(number) for number in content]
        depth = 1 + max((self._depths[number] for number in content), default=0)
        if depth > DEPTH:
            raise LanguageError(f"it is nested more than {DEPTH} deep.")
        self._depths.append(depth)
        return _composed(tag, parts)

    def _part(self, number: Any) -> Any:
        if type(number) is not int or not 0 <= number < len(self.made):
            raise LanguageError("a node refers to one that does not stand before it.")
        return self.made[number]


def _constant(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    raise LanguageError("a constant is neither true, false nor null.")


def _text(value: Any) -> str:
    if isinstance(value, str) and len(value) <= TEXT:
        return value
    raise LanguageError("a text is none, or too long.")


def _int(value: Any) -> int:
    if type(value) is int and -PLACES < value < PLACES:
        return value
    raise LanguageError("a whole number is none, or too large.")


def _rational(value: Any) -> Any:
    above, slash, below = value.removesuffix(".").partition("/") if isinstance(value, str) else ("", "", "")
    digits = NUMBER // 4 + 2
    sound = slash and all(0 < len(part) <= digits for part in (above, below))
    if not sound or set(above.removeprefix("-") + below) - set("0123456789abcdef") or above in {"", "-"}:
        raise LanguageError("a number is none, or too large.")
    denominator = int(below, 16)
    if not denominator:
        raise LanguageError("a number is divided by zero.")
    number = Rational(int(above, 16), denominator)
    return ex.Decimal.of(number) if value.endswith(".") else number


_SIMPLE: dict[str, Callable[[Any], Any]] = {"constant": _constant, "text": _text, "int": _int, "number": _rational}


def _composed(tag: str, parts: list[Any]) -> Any:
    if tag == "tuple":
        return tuple(parts)
    if tag == "map":
        if len(parts) % 2 or not all(isinstance(key, str) for key in parts[::2]):
            raise LanguageError("a mapping is not one of names.")
        return dict(zip(parts[::2], parts[1::2], strict=True))
    if tag in _RECORDS:
        return _record(_RECORDS[tag], parts)
    if tag not in _CLASSES:
        raise LanguageError(f"there is no class {tag[:40]!r} in proofcheck.lang.")
    cls: Any = _CLASSES[tag]
    _check_parts(cls, parts)
    if cls is ex.ScalarSymbol:
        return one(cls(parts[0], **dict.fromkeys(parts[1], True)))
    return one(cls(*parts))


def _record(cls: Any, parts: list[Any]) -> Any:
    known = fields(cls)
    if len(parts) != len(known):
        raise LanguageError(f"a {cls.__name__} has {len(parts)} fields.")
    hints = _hints(cls)
    for field, part in zip(known, parts, strict=True):
        if not _fits(part, hints[field.name]):
            raise LanguageError(f"the {field.name} of a {cls.__name__} is of the wrong kind.")
    return cls(**{field.name: part for field, part in zip(known, parts, strict=True)})


@cache
def _hints(cls: type) -> Mapping[str, Any]:
    return typing.get_type_hints(cls)


def _fits(value: Any, hint: Any) -> bool:
    """Whether a value is what a field is declared to be; one that may be anything is checked by its class."""
    if hint is Any:
        return True
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        return any(_fits(value, argument) for argument in arguments)
    if origin in {tuple, list, Sequence}:
        return isinstance(value, tuple) and all(_fits(part, arguments[0]) for part in value)
    if origin in {dict, Mapping}:
        return isinstance(value, dict) and all(_fits(part, arguments[1]) for part in value.values())
    if hint is None:
        return value is None
    return type(value) is hint if hint in {int, bool, str} else isinstance(value, hint)
