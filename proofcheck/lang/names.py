"""Names are unique in a document: two symbols that print alike are one symbol, or the second claim is refused.

A name is compared as it is printed, so that ``lambda`` and ``λ`` are one name, and so are the scalar ``x_1`` and the
member ``x[1]`` of a sequence. What is bound, by a quantifier, an integral or as a parameter, is named anew by its
binder, and may be called like something elsewhere, but not like something else that is used inside. What a function of
several arguments is made of, or a sample, has names that nobody can give.

Everyday mathematics writes ``w`` for a vector and ``w(t)`` for a path, and ``J_w`` and ``J_t`` for two functions that
their arguments tell apart; so may a document. A definition is shown with each claim that uses it, so that a lemma may
define what another one declares, if it says so; but no two definitions of a document give one name different values.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import permutations
from typing import Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.caching import kept
from proofcheck.lang.functions import FUNCTIONS, FunctionValue
from proofcheck.lang.printing import is_event, parts, text, text_name, whole_body
from proofcheck.lang.samples import is_of_sample, is_sample
from proofcheck.lang.several import is_of_several

RESERVED = frozenset({"exp", "tr", "diag", "max", "min", "inf", "sup", "of", "over", "at", "or", "and", *FUNCTIONS})
"""What is printed for operations, and so names nothing else."""

_SPECTRAL = frozenset({"σ_min", "σ_max", "λ_min", "λ_max"})
_WORD = re.compile(r"[^\W\d_][^\W_]*['*]*(_\w+)?['*]*")
_LOOKALIKES = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοАВЕКМНОРСТХІЈЅаеорсухіјѕ", "ABEZHIKMNOPTYXoABEKMHOPCTXIJSaeopcyxijs")
_CATEGORIES = frozenset({"Lu", "Ll", "Lo", "Nd"})

_VARIABLES = (ex.ScalarSymbol, ex.VectorSymbol, ex.OperatorSymbol)
_SYMBOLS = (*_VARIABLES, ex.Dimension)
_ALONE = (
    *_VARIABLES, ex.PathValue, ex.PathDerivative, *ex.OF_FUNCTIONS, ex.Defined, ex.Norm, ex.FrobeniusNorm,
    ex.NuclearNorm, ex.OfSquare, ex.ZeroVector,
    ex.Inner, ex.Exp, FunctionValue, ex.Indicator, ex.Maximum, ex.Minimum, ex.SpectralValue, ex.Identity, ex.UnitVector,
    ex.Ones, ex.Component, ex.Entry, ex.Diagonal, ex.SumNorm, ex.MaximumNorm, ex.DimensionNumber, Integer,
)  # fmt: skip
"""What is never printed in brackets after a factor."""


class NameClashError(ex.LanguageError):
    """Two different things that print alike."""


@dataclass(frozen=True, slots=True)
class Use:
    """Something that a claim uses, and how it is printed; ``owner`` is what decides whether two uses are of one thing.

    Attributes:
        key: what is printed, with ``(`` after it for what is always printed with its argument.
        owner: the symbol, or a tuple of what it is made from.
    """

    key: str
    owner: Any


@dataclass(frozen=True, slots=True)
class _Known:
    """What a printed name stands for, where, and whether a reader finds that beside each claim that uses it."""

    owner: Any
    place: str = ""
    local: bool = False


@dataclass(slots=True)
class Names:
    """The names of a document, in the order in which its claims use them.

    ``terms`` are names of what is said of one step alone, of which other claims have sequences.
    """

    terms: frozenset[str] = frozenset()
    _known: dict[str, list[_Known]] = field(default_factory=lambda: defaultdict(list))
    _readings: dict[ex.Definition, tuple[Use, ...]] = field(default_factory=dict)

    def add(self, nodes: Iterable[Any], place: str) -> None:
        """Note the names in assertions and definitions that are used at a place; note none if one of them clashes.

        A definition that is shown there, among ``nodes`` or as ``name = value``, may be called like what is declared
        elsewhere; no other may.

        Raises:
            NameClashError: a name that is printed like another, in these or in what was added before.
        """
        nodes = list(nodes)
        shown = {shown for node in nodes for shown in _shown(node)}
        found: dict[Use, None] = {}
        for node in nodes:
            found.update(dict.fromkeys(used(node)))
        new: dict[str, list[_Known]] = defaultdict(list)
        for use in found:
            local = not shown.isdisjoint(_defined_in(use.owner))
            for known in (*self._known.get(use.key, ()), *new[use.key]):
                elsewhere = known.place and (local != known.local or self._are_one(known.owner, use.owner))
                if not _compatible(known.owner, use.owner) and not elsewhere:
                    raise NameClashError(_clash(use, known.owner, known.place))
            new[use.key].append(_Known(use.owner, local=local))
        for key, owners in new.items():
            there = self._known[key]
            there += [replace(k, place=place) for k in owners if not any(_alike(k, old) for old in there)]

    def _are_one(self, *owners: Any) -> bool:
        """Whether one is a sequence and the other its term, where that is said of one step alone."""
        pairs = [(getattr(term, "name", ""), of) for term, of in permutations(owners) if isinstance(of, ex.PathSymbol)]
        return any(name in self.terms and name.rpartition("_")[0] == of.name for name, of in pairs if of.discrete)

    # ------------------------------------------------------------------ what is used

    def _uses(self, node: Any, bound: Mapping[str, Any]) -> Iterator[Use]:
        """Yield what an expression or assertion uses under binders of some variables, by their printed names."""
        pending = [(node, bound)]
        while pending:
            current, scope = pending.pop()
            if isinstance(current, _SYMBOLS):
                yield from _symbol(current, scope)
            elif isinstance(current, ex.Definition):
                yield from self._definition(current, scope)
            else:
                yield from _heads(current)
                pending += reversed(list(_inside(current, scope)))

    def _definition(self, definition: ex.Definition, scope: Mapping[str, Any]) -> Iterator[Use]:
        if definition not in self._readings:
            parameters = {_printed(p): p for p in definition.parameters}
            if len(parameters) < len(definition.parameters):
                raise NameClashError(f"{definition.name} has two parameters that print alike: rename one of them.")
            dimensions = [d for p in definition.parameters for d in _dimensions(p)]
            inside = [node for d in dimensions for node in self._uses(d, {})]
            of_several = is_of_several(definition)
            for printed, parameter in parameters.items() if of_several else ():
                _check(parameter.name, printed)
            value = () if of_several or is_of_sample(definition) else (definition.value,)
            for node in (*value, *definition.provided):
                inside += self._uses(node, parameters)
            self._readings[definition] = tuple(dict.fromkeys(inside))
        for use in self._readings[definition]:
            if use.key in scope and isinstance(use.owner, _SYMBOLS) and ex.draw_of(use.owner) is None:
                raise NameClashError(
                    f"{text_name(definition.name)} is defined by {use.key}, and used where {use.key} is bound: "
                    "rename the bound variable, or make it a parameter of the definition."
                )
            yield use


@kept
def used(node: Any) -> tuple[Use, ...]:
    """Return what an expression or assertion uses, each once."""
    return tuple(dict.fromkeys(Names()._uses(node, {})))


def free_names(nodes: Iterable[Any]) -> set[Any]:
    """Return the variables, paths, maps, definitions and dimensions that occur free, through definitions too."""
    found = (use for node in nodes for use in used(node) if not isinstance(use.owner, tuple))
    return {use.owner for use in found if not (use.key.endswith("(") and isinstance(use.owner, _SYMBOLS))}


def all_names(node: Any) -> set[Any]:
    """Return the variables, paths, maps, definitions and dimensions of what may be without one meaning, free or not."""
    found = {part for part in parts(node) if isinstance(part, ex.Leaf | ex.ScalarSymbol)}
    return found.union(*map(_dimensions, found))


def _printed(symbol: Any) -> str:
    """Return a name as it is seen."""
    return text_name(symbol.name).translate(_LOOKALIKES)


def _symbol(symbol: Any, scope: Mapping[str, Any]) -> Iterator[Use]:
    """A variable or a dimension by itself: bound where it stands, or free."""
    printed = _printed(symbol)
    if scope.get(printed, symbol) != symbol:
        raise NameClashError(
            f"{printed} stands for {_described(scope[printed])} that is bound and, inside, for {_described(symbol)} "
            "that is not: rename one of them."
        )
    if printed in scope:
        return
    yield from _named(symbol)
    if not isinstance(symbol, ex.Dimension):
        for dimension in _dimensions(symbol):
            yield from _named(dimension)


def _named(symbol: Any) -> Iterator[Use]:
    printed = _printed(symbol)
    _check(symbol.name, printed)
    yield Use(printed, symbol)


def _check(name: str, printed: str) -> None:
    letters = [c for c in name if c not in "_'*"]
    usual = all(unicodedata.category(c) in _CATEGORIES and unicodedata.normalize("NFKC", c) == c for c in letters)
    if not usual or not _WORD.fullmatch(name) or len(name) > 100:
        raise NameClashError(
            f"the name {ascii(name)[:120]} prints like an expression: use letters and digits, then perhaps primes or "
            "a star, then perhaps _ and a subscript."
        )
    if printed in RESERVED:
        raise NameClashError(f"the name {printed} is that of an operation: choose another.")


def _dimensions(symbol: Any) -> Iterator[Any]:
    if isinstance(symbol, ex.VectorSymbol):
        declared: tuple[Any, ...] = (symbol.dimension,)
    elif isinstance(symbol, ex.OperatorSymbol):
        declared = (symbol.n, symbol.p)
    elif isinstance(symbol, ex.PathSymbol):
        declared = symbol.dimensions
    elif isinstance(symbol, ex.MapSymbol):
        declared = (symbol.p, symbol.n)
    elif isinstance(symbol, ex.SetSymbol):
        declared = (symbol.p,)
    else:
        declared = ()
    return (d for d in declared if isinstance(d, ex.Dimension))


def _heads(node: Any) -> Iterator[Use]:
    """What the outermost operation of an expression prints that is a name, or looks like one."""
    if isinstance(node, (ex.PathValue, ex.SuppressedValue, ex.PathDerivative)):
        yield from _path(node)
    elif isinstance(node, ex.OF_FUNCTIONS):
        yield from _function(node)
    elif isinstance(node, ex.Member):
        yield from _set(node.args[1])
    elif isinstance(node, (ex.Defined, ex.DefinedDerivative)):
        yield from _defined(node)
    elif isinstance(node, (ex.Product, ex.Composition)):
        yield from _before_bracket(*node.args)
    elif isinstance(node, (ex.Component, ex.Entry)):
        yield from _components(node)
    elif isinstance(node, ex.NumberedValue):
        yield Use(text(node).partition("(")[0] + "(", ("the operation", type(node), node.args[1]))
    elif isinstance(node, ex.Identity):
        yield Use(text(node), ("the identity", node.args[0]))
        if isinstance(node.args[0], ex.Dimension):
            yield from _named(node.args[0])
    elif isinstance(node, (ex.TimeIntegral, ex.TimeDerivative)):
        yield Use(f"d{_printed(node.args[0])}", ("the differential",))
        if isinstance(node, ex.TimeIntegral):
            yield from _before_bracket(node.args[2], node.body)
    elif isinstance(node, ex.Ranged):
        yield from _before_bracket(node.args[2], node.body)
    elif isinstance(node, ex.Mean):
        is_probability = isinstance(node, ex.Probability) and is_event(whole_body(node))
        yield Use("P", ("the probability",)) if is_probability else Use("E", ("the expectation",))
    elif isinstance(node, ex.NablaAt) and _named_like_its_variable(node):
        named = node.at.args[0] if isinstance(node.at, ex.SuppressedValue) else node.at
        yield Use(f"∇_{_printed(named)} {_printed(named)}", named)
        if isinstance(node.at, ex.SuppressedValue):
            yield _time_left_out(node.at)


def _named_like_its_variable(node: ex.NablaAt) -> bool:
    """Whether a gradient is at a point that prints like the variable, a path without its time or a vector."""
    named = node.at.args[0] if isinstance(node.at, ex.SuppressedValue) else node.at
    return isinstance(named, (ex.PathSymbol, ex.VectorSymbol)) and _printed(named) == _printed(node.variable)


def _time_left_out(node: ex.SuppressedValue) -> Use:
    return Use("the time that is left out", ("the time", text(node.args[1])))


def _before_bracket(left: Any, right: Any) -> Iterator[Use]:
    """A name, perhaps with a bracket after it that is not that of an argument: ``x (a + b)``."""
    while isinstance(left, (ex.Product, ex.Composition, ex.Negative)):
        left = left.args[-1]
    while isinstance(right, (ex.Product, ex.Composition)):
        right = right.args[0]
    if isinstance(right, _ALONE):
        return
    if isinstance(left, _VARIABLES):
        yield Use(f"{_printed(left)}(", left)
    elif isinstance(left, ex.Defined) and len(left.args) == 1:
        yield Use(f"{_printed(left.definition)}(", left.definition)


def _path(node: Any) -> Iterator[Use]:
    symbol, time = node.args
    printed = _printed(symbol)
    _check(symbol.name, printed)
    yield Use(f"path {printed}", symbol)  # a path and a sequence of one name are one thing to the kernel
    for dimension in _dimensions(symbol):
        yield from _named(dimension)
    if isinstance(node, ex.PathDerivative):
        yield Use(f"{printed}'(", ("the derivative", symbol))
    elif symbol.discrete:
        yield from _indexed(node, symbol, (time,))
    else:
        yield from _call(printed, symbol)
    if isinstance(node, ex.SuppressedValue):
        draw = ex.draw_of(time)
        yield Use(printed, symbol)
        yield _time_left_out(node) if draw is None else Use(f"the draw of {printed}", ("the draw", draw))


def _components(node: Any) -> Iterator[Use]:
    """A component looks like a term of a sequence, or like a name with a subscript."""
    whole, *indices = node.args
    printed = text(whole).translate(_LOOKALIKES)
    yield Use(f"path {printed}", ("the components", whole))
    yield Use(f"{printed}_", ("the components", whole))
    if isinstance(whole, (ex.VectorSymbol, ex.OperatorSymbol)):
        yield from _indexed(node, ("the components", whole), tuple(indices))


def _function(node: Any) -> Iterator[Use]:
    function = node.args[0]
    if isinstance(function, ex.Definition):
        yield from _call(_printed(function), function)
        if isinstance(node, ex.DefinedJacobian):
            yield Use(f"D{_printed(function)}(", ("the Jacobian", function))
        return
    printed = _printed(function)
    _check(function.name, printed)
    for dimension in _dimensions(function):
        yield from _named(dimension)
    yield from _call(printed, function)
    if isinstance(node, ex.JacobianValue):
        yield Use(f"D{printed}(", ("the Jacobian", function))


def _set(symbol: ex.SetSymbol) -> Iterator[Use]:
    printed = _printed(symbol)
    _check(symbol.name, printed)
    if printed in {"R", "N"}:
        raise NameClashError(f"the name {printed} is that of all numbers: choose another for the set.")
    for dimension in _dimensions(symbol):
        yield from _named(dimension)
    yield Use(printed, symbol)
    yield from _call(printed, symbol)  # to the kernel, a set is a function


def _defined(node: Any) -> Iterator[Use]:
    definition, arguments = node.args[0], node.args[1:]
    printed = _printed(definition)
    _check(definition.name, printed)
    if isinstance(node, ex.DefinedDerivative):
        yield Use(f"{printed}'(", ("the derivative", definition))
    if not arguments:
        yield Use(printed, definition)
    elif definition.style == "subscript":
        yield Use(f"{printed}_", definition)
        yield from _indexed(node, definition, arguments)
    elif definition.style == "member":
        yield Use(f"{printed}_", definition)
    else:
        yield from _call(printed, definition)


def _call(printed: str, function: Any) -> Iterator[Use]:
    if printed in _SPECTRAL:
        raise NameClashError(f"the name {printed} before an argument is that of an operation: choose another.")
    yield Use(f"{printed}(", function)


def _indexed(node: Any, named: Any, indices: tuple[Any, ...]) -> Iterator[Use]:
    """A name with a subscript, which is what a name may look like where the subscript is a word."""
    if len(indices) == 1 and not indices[0].args:
        yield Use(text(node).translate(_LOOKALIKES), named)


def _inside(node: Any, scope: Mapping[str, Any]) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    """Yield the parts of a node, and what is bound in each."""
    if isinstance(node, ex.Quantified):
        variables = node.variables
        yield from ((dimension, scope) for v in variables for dimension in _dimensions(v))
        inner = {**scope, **_binding(variables)}
        yield from ((part, inner) for part in node.args)
    elif isinstance(node, ex.Binder):
        yield from _inside_binder(node, scope)
    elif not isinstance(node, ex.Function):
        yield from ((part, scope) for part in node.args)


def _inside_binder(node: ex.Binder, scope: Mapping[str, Any]) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    yield from ((dimension, scope) for dimension in _dimensions(node.variable))
    yield node.body, {**scope, **_binding([node.variable])}
    if isinstance(node, ex.NablaAt) and isinstance(node.at, ex.SuppressedValue) and _named_like_its_variable(node):
        yield ex.PathValue.of_kind(ex.kind_of(node.at), *node.at.args), scope  # that it prints as w alone is noted
    else:
        yield from ((part, scope) for slot, part in enumerate(node.args) if slot not in {0, node.body_slot})


def _binding(variables: Iterable[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for variable in variables:
        printed = _printed(variable)
        _check(variable.name, printed)
        if found.setdefault(printed, variable) != variable:
            raise NameClashError(f"two variables bound at one place print as {printed}: rename one of them.")
    return found


# ---------------------------------------------------------------- which uses may share a print


@kept
def _shown(node: Any) -> tuple[ex.Definition, ...]:
    """Return the definitions that a reader sees where an assertion or definition stands."""
    own = (node,) if isinstance(node, ex.Definition) else ()
    named = (ex.NamedFirst, ex.NamedLast)
    return (*own, *(part.args[0].definition for part in parts(node) if isinstance(part, named)))


def _defined_in(owner: Any) -> set[ex.Definition]:
    return {part for part in (owner if isinstance(owner, tuple) else (owner,)) if isinstance(part, ex.Definition)}


def _alike(first: _Known, second: _Known) -> bool:
    return first.local == second.local and bool(first.owner == second.owner)


def _compatible(first: Any, second: Any) -> bool:
    if first is second or first == second or _is_term_of(first, second) or _is_term_of(second, first):
        return True
    if not isinstance(first, ex.Definition) or not isinstance(second, ex.Definition):
        return False
    if not first.parameters or not second.parameters:
        return not first.parameters and not second.parameters and first.value == second.value
    kinds = [[ex.kind_of(p) for p in d.parameters] for d in (first, second)]
    return kinds[0] != kinds[1] or _same_function(first, second)


def _is_term_of(owner: Any, sample: Any) -> bool:
    """Whether something is a term of a random sequence: what is random at one step alone, or where all runs start."""
    if not isinstance(sample, ex.Definition) or not is_sample(sample):
        return False
    root, _, index = str(getattr(owner, "name", "")).rpartition("_")
    is_drawn = isinstance(owner, ex.PathSymbol | ex.Definition) and index.isalpha()
    return root == sample.name and (is_drawn or (isinstance(owner, _VARIABLES) and index == "0"))


def _same_function(first: ex.Definition, second: ex.Definition) -> bool:
    """Whether two definitions with parameters of the same kinds differ in the names of the parameters alone."""
    if first.style != second.style or any(map(_differently_declared, first.parameters, second.parameters)):
        return False
    common = [ex.renamed(p, f"parameter {number}") for number, p in enumerate(first.parameters)]
    values = [d.value.xreplace(dict(zip(d.parameters, common, strict=True))) for d in (first, second)]
    return bool(values[0] == values[1]) and first.provided == second.provided


def _differently_declared(first: Any, second: Any) -> bool:
    return bool(ex.renamed(first, "parameter") != ex.renamed(second, "parameter"))


# ---------------------------------------------------------------- in words


def _clash(use: Use, owner: Any, where: str) -> str:
    shown = use.key.rstrip("(").removeprefix("path ")
    before = _described(owner) + (f" ({where})" if where else "")
    return f"{shown} is {_described(use.owner)} here, and {before} as well: give one of them another name."


def _described(owner: Any) -> str:
    several = isinstance(owner, tuple)
    return " ".join([owner[0], *(f"of {_owner(part)}" for part in owner[1:])]) if several else _owner(owner)


def _owner(owner: Any) -> str:
    match owner:
        case str():
            return owner
        case ex.Dimension():
            return f"the dimension {owner.name}"
        case ex.VectorSymbol():
            return f"a vector of R^{owner.dimension}"
        case ex.OperatorSymbol():
            return f"an operator of R^({owner.n}×{owner.p})"
        case ex.PathSymbol():
            return "a sequence" if owner.discrete else "a path in time"
        case ex.MapSymbol():
            kind = "" if owner.differentiable else " that need not be differentiable"
            to = f"a map from R^{owner.p} to R^{owner.n}" if owner.n is not None else f"a function on R^{owner.p}"
            return f"{to}{kind}"
        case ex.SetSymbol():
            return f"a set in R^{owner.p}"
        case ex.Definition():
            return f"what is defined as {text(owner.value)}"
        case ex.ScalarSymbol():
            return _scalar(owner)
    return str(owner)


def _scalar(symbol: ex.ScalarSymbol) -> str:
    if symbol.is_integer:
        return "a natural number"
    sign = " declared positive" if symbol.is_positive else " declared nonnegative" if symbol.is_nonnegative else ""
    return f"a scalar{sign}"
