"""Names with their scripts and arguments: which symbol is meant, and what it is applied to."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.samples import is_sample
from proofcheck.lang.shapes import ill_typed
from proofcheck.latex import brackets, chance, elementary, families, indices
from proofcheck.latex.combining import Function, Multiple, at_origin, made
from proofcheck.latex.homonyms import beside_constant, is_constant_too, takes_arguments
from proofcheck.latex.notation import Likely, Notation, Unread, subscript_word
from proofcheck.latex.powers import power
from proofcheck.latex.scripts import Scripts, is_marked, scripts
from proofcheck.latex.source import Token, UnreadError, plain
from proofcheck.latex.spectra import spectral
from proofcheck.latex.spelling import STARS, Name

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics

_BY_NAME = {
    **dict.fromkeys(["rank", "det", "vec", "span"], "determinants and ranks"),
    **dict.fromkeys(["argmin", "argmax", "prox", "proj", "dist"], "minimisers"),
    **dict.fromkeys(["sgn", "sign", "softmax", "sech", "erf"], "other functions"),
}  # fmt: skip
"""Functions by their names that have no word in the language yet."""
_IDENTITIES = frozenset({"Ibb", "Ibf", "Irm", "Isf", "Id", "eye"})
"""What the identity is written as, beside I."""
_MEANS = frozenset({"E rm", "E bf", "E sf"})
_TRACES = frozenset({"tr", "Tr", "trace", "Trace"})
OF_OPERATORS = _TRACES | {"diag"}
"""Functions of operators, or with operators for values, that are called by a word."""


def name_and_arguments(reader: "Mathematics") -> Any:
    """Read a name with its scripts and arguments; nothing where no name begins."""
    from proofcheck.latex.binders import trace

    at = reader.here
    spelled = reader.notation.spelled(reader.tokens, reader.place)
    if spelled is not None and at is not None and spelled.root in _TRACES and not reader.notation.meaning(spelled.root):
        reader.place = spelled.after
        return trace(reader, at)
    if spelled is not None and at is not None and spelled.root == "diag" and not reader.notation.meaning("diag"):
        reader.place = spelled.after
        return applied(reader, Function("the diagonal", lambda a: ex.Diagonal(ex.expression(a, "a"))), at)
    name = reader.notation.name(reader.tokens, reader.place)
    if name is None or at is None:
        return None
    reader.place = name.after
    is_mean = spelled is not None and spelled.root in _MEANS and reader.peek() in {"[", "(", "\\{"}
    if is_mean and not reader.notation.meaning(name.root):
        return chance.mean(reader, at)
    found = scripts(reader)
    value = _resolved(reader, name, found, at)
    above = None if found.starred or brackets.is_index(value, found) else found.above
    if above is not None and is_marked(above):
        raise UnreadError(at, f"^{plain(above)} is an index or a mark: say what it counts, as in `x : sequence in "
                          "R^d`; as the number of a component write it below.", "components")  # fmt: skip
    if isinstance(value, Function):
        if above is not None and [t.text for t in above] == ["-", "1"]:
            raise UnreadError(at, f"{value.name} to the power -1 may be its inverse function or its reciprocal: write "
                              "out which.")  # fmt: skip
        value = applied(reader, value, at)
    if above:
        indices.refuse_power(value, above, found, at, elsewhere=name.root in reader.notation.superscripted)
    if not found.above and reader.peek() == "(":
        indices.refuse_argument(reader, name.root, value, at)
    value = value if above is None else power(reader, value, above, at)
    return power(reader, value, list(found.transpose), at) if found.transpose else value


def _resolved(reader: "Mathematics", name: Name, found: Scripts, at: Token) -> Any:
    """Return what a name with these scripts stands for, or a function that still takes its arguments."""
    notation = reader.notation
    plain_name = found.below and not found.starred and not found.primes
    if plain_name and (one_of := families.function(reader, name.root, found.below)) is not None:
        return one_of
    if found.below and found.primes and (marked := _marked(notation, name.root, found, at)) is not None:
        return _term(reader, marked, found.below)
    raised = "*" * found.starred + "'" * found.primes
    word = subscript_word(found.below, notation) if found.below else ""
    base = name.root + raised + "_infty" * found.limit
    if word:
        full = f"{base}_{word}"
        meanings = notation.meaning(full)
        value = None if any(map(takes_arguments, meanings)) else spectral(reader, base, word, found.below or [], at)
        if value is not None:
            return value
        if meanings and not isinstance(meanings[0], Unread) and brackets.varies(reader, found.below):
            family = any(map(takes_arguments, meanings))
            what = brackets.FAMILIES if family else ""
            remedy = f"{what} cannot be said yet" if family else f"say what {base} is, as in `{base} : sequence in R^d`"
            raise UnreadError(at, f"{full} stands for one thing, and varies with its index here: {remedy}.", what)
        if meanings:
            return _meant(reader, full, meanings, at)
        if raised and (unmarked := notation.meaning(f"{name.root}_{word}")):
            return _with_primes(reader, f"{name.root}_{word}", unmarked, found, at)
    meanings = notation.meaning(base)
    if (value := _in_brackets(reader, base, meanings, found)) is not None:
        return value
    if meanings and (index := found.index if any(map(is_sample, meanings)) else found.below):
        value = _indexed(reader, base, meanings, index, at)
        if value is not None:
            return value
    if not meanings and (special := _by_custom(reader, name, found)) is not None:
        return special
    transposed = [t.text for t in found.above or ()] in (["\\top"], ["\\intercal"])
    if name.root == "e" and found.above and not found.below and not (transposed or brackets.may_count(found.above)):
        inside, found.above[:] = list(found.above), []
        elementary.refuse_imaginary(reader, inside, at)
        return made(at, ex.Exp, reader.inner(inside).whole())
    if meanings and not found.below:
        brackets.refuse_guessed(reader, base, meanings, at)
        sequence = _sequence(meanings)
        if sequence is not None and found.above and brackets.counts_terms(found, base, meanings, notation):
            return _term(reader, sequence, found.above)
        return _meant(reader, base, meanings, at, transposed=transposed)
    if raised and not found.below and (root := notation.meaning(name.root)):
        return _with_primes(reader, name.root, root, found, at)
    return _undeclared(reader, name, base, word, found, at)


def full_name(tokens: list[Token], notation: Notation) -> str | None:
    """Return the name that tokens are, scripts included; nothing where they are more or less than one."""
    from proofcheck.latex.grammar import Mathematics

    found = notation.name(tokens, 0) if tokens else None
    if found is None:
        return None
    reader = Mathematics(tokens, notation)
    reader.place = found.after
    marks = scripts(reader)
    word = subscript_word(marks.below, notation) if marks.below else ""
    if not reader.done or (marks.below and not word) or (marks.above and not marks.starred):
        return None
    return found.root + "*" * marks.starred + "'" * marks.primes + "_infty" * marks.limit + (f"_{word}" if word else "")


def _by_custom(reader: "Mathematics", name: Name, found: Scripts) -> Any:
    r"""Return what is written alike everywhere: ``D f``, ``J_f``, ``I_n``; nothing where it is none of these."""
    if name.root in _IDENTITIES and not found.below and reader.peek() not in {"(", "[", "\\{", "\\lbrace"}:
        return Multiple(Integer(1))
    if name.root == "D" and not found.below and not reader.done and not reader.notation.known("D"):
        following = reader.notation.name(reader.tokens, reader.place)
        known = _map(reader, following.root) if following is not None else None
        if following is not None and any(map(ex.is_real_function, reader.notation.meaning(following.root))):
            raise UnreadError(reader.here, "what D of this is can be read in two ways: write \\nabla.", "derivatives")
        if following is not None and known is not None and not found.above:
            reader.place = following.after
            return _jacobian(known)
    if name.root in {"J", "D"} and found.below and (called := full_name(found.below, reader.notation)):
        known = _map(reader, called)
        return None if known is None else _jacobian(known)
    if name.root in {"I", *_IDENTITIES} and found.below and (called := full_name(found.below, reader.notation)):
        sizes = [m for m in reader.notation.meaning(called) if isinstance(m, ex.Dimension)]
        return ex.Identity(sizes[0]) if sizes else None
    return None


def _map(reader: "Mathematics", name: str) -> Any:
    found = reader.notation.meaning(name)
    return next((m for m in found if (isinstance(m, ex.MapSymbol) and m.n is not None) or ex.is_defined_map(m)), None)


def _jacobian(known: Any) -> Function:
    shown = f"the Jacobian of {known.name}"
    made = ex.JacobianValue if isinstance(known, ex.MapSymbol) else ex.DefinedJacobian
    return Function(shown, lambda x: made(known, ex.expression(x, "the argument")))


def _sequence(meanings: Sequence[Any]) -> Any:
    return next((m for m in meanings if isinstance(m, ex.PathSymbol) and m.discrete), None)


def _meant(reader: "Mathematics", name: str, meanings: Sequence[Any], at: Token, *, transposed: bool = False) -> Any:
    """Return what a name stands for where no index is left: what suits what comes after it.

    A path that is transposed without its time, ``x^\\top (A + B) x``, has no argument.
    """
    if (
        name in reader.notation.past
        and reader.peek() not in {"(", "[", "\\{", "'"}
        and all(map(takes_arguments, meanings))
    ):
        return _another(reader, name, "what a proof that is closed defines by that name has an argument", at)
    if is_constant_too(name, meanings, reader.notation) and reader.peek() not in {"(", "'", "_"}:
        return _another(reader, name, "words make it the constant of a property, or a step", at)
    if isinstance(meanings[0], Unread):
        raise UnreadError(at, f"{name} is not known here: {meanings[0].why}", meanings[0].notation)
    called = reader.peek() == "(" and not (transposed and not brackets.lone_name(reader))
    functions = [m for m in meanings if takes_arguments(m) and not (isinstance(m, ex.PathSymbol) and m.discrete)]
    if functions and not called and all(isinstance(m, ex.Definition) and m.style == "subscript" for m in meanings):
        return _another(reader, name, "it stands without an index, beside those with one", at)
    others = [m for m in meanings if not takes_arguments(m)]
    functions = functions or beside_constant(name, reader.notation)
    if called and functions:
        return _function(name, functions)
    if others and called and brackets.lone_name(reader) and ex.kind_of(_variable(others[0])) == ex.SCALAR:
        raise UnreadError(at, f"{name} is a number as far as is declared, and has an argument here: if it is "
                          f"a function, say so, as in `{name} : R^d -> R`.")  # fmt: skip
    if others and isinstance(others[0], ex.SetSymbol):
        raise UnreadError(at, f"{name} is a set, as far as is known: how large one is, and others that are made of "
                          "it, cannot be said yet. If it is none, say what it is.", "sets")  # fmt: skip
    if others:
        value = others[0]() if isinstance(others[0], ex.Definition) else _variable(others[0])
        return _entry(reader, value, at)
    if functions and isinstance(functions[0], ex.PathSymbol) and reader.notation.time is not None and not called:
        return functions[0].suppressed(reader.notation.time)
    if functions:
        return _function(name, functions)
    return beside(reader.notation, name, _sequence(meanings), at)


def beside(notation: Notation, name: str, sequence: Any, at: Token) -> Any:
    """Return what the name of a sequence stands for without an index: something in the same space."""
    kind, dims = (ex.ScalarSymbol, ex.VectorSymbol, ex.OperatorSymbol)[len(sequence.dimensions)], sequence.dimensions
    made_of = kind(name, *dims) if dims else ex.ScalarSymbol(name, real=True)
    space = "R" if not dims else f"R^{dims[0]}" if len(dims) == 1 else f"R^({dims[0]}×{dims[1]})"
    what = f"one more of {space}, beside the sequence"
    notation.taken.setdefault(name, Likely((made_of,), what, "it stands without an index", at))
    return made_of


def _in_brackets(reader: "Mathematics", name: str, meanings: Sequence[Any], found: Scripts) -> Any:
    """Return the term of a sequence whose index stands in brackets, ``x(t + 1)``, or a component of it, ``x_i(t)``."""
    sequence, end = _sequence(meanings), brackets.index_end(reader.tokens, reader.place)
    counts = name in reader.notation.bracketed or name not in reader.notation.scripted
    if sequence is None or not end or not counts or (found.above and not found.starred):
        return None
    opened, index = reader.tokens[reader.place], reader.tokens[reader.place + 1 : end - 1]
    reader.place = end
    term = _term(reader, sequence, index)
    return component(reader, term, found.below, opened) if found.below else term


def _marked(notation: Notation, root: str, found: Scripts, at: Token) -> Any:
    """Return the sequence of a name with primes and an index, beside one that has no primes: ``w'_t`` and ``w_t``."""
    sequence, name = _sequence(notation.meaning(root)), root + "'" * found.primes
    if sequence is None or found.starred or notation.meaning(f"{name}_{plain(found.below or ())}"):
        return None
    made_of = ex.PathSymbol(name, sequence.value_kind, sequence.dimensions, True)
    notation.taken.setdefault(name, Likely((made_of,), f"a sequence like {root}", "it has primes", at))
    return made_of


def _entry(reader: "Mathematics", value: Any, at: Token) -> Any:
    """Return the component of a vector whose number stands in square brackets, ``x[i]``; anything else as it is."""
    there = [t.text for t in reader.tokens[reader.place : reader.place + 3]]
    if ex.kind_of(value) != ex.VECTOR or len(there) < 3 or there[0] != "[" or there[2] != "]" or not there[1].isalpha():
        return value
    index = reader.tokens[reader.place + 1]
    reader.place += 3
    return component(reader, value, [index], at)


def _variable(meaning: Any) -> Any:
    return ex.DimensionNumber(meaning) if isinstance(meaning, ex.Dimension) else meaning


def _function(name: str, functions: Sequence[Any]) -> Function:
    first = functions[0]
    if isinstance(first, ex.Definition):
        definitions = [f for f in functions if isinstance(f, ex.Definition)]
        numbers = all(ex.kind_of(p) == ex.SCALAR for d in definitions for p in d.parameters)
        return Function(name, lambda *given: _overloaded(definitions, given), len(first.parameters), numbers)
    return Function(name, first)


def _overloaded(definitions: Sequence[ex.Definition], given: Sequence[Any]) -> Any:
    """Apply that of several definitions which takes arguments of these kinds."""
    kinds = [ex.kind_of(value) for value in given]
    fitting = [d for d in definitions if [ex.kind_of(p) for p in d.parameters] == kinds]
    return (fitting or definitions)[0](*given)


def _indexed(reader: "Mathematics", name: str, meanings: Sequence[Any], below: list[Token], at: Token) -> Any:
    """Return a member of a sequence, a path at a time, or a definition with its argument below."""
    if sequence := _sequence(meanings):
        vector = next((m for m in meanings if _runs_over(m, sequence, plain(below), reader.notation)), None)
        return _term(reader, sequence, below, name) if vector is None else component(reader, vector, below, at)
    definitions = [m for m in meanings if isinstance(m, ex.Definition) and len(m.parameters) == 1]
    paths = [m for m in meanings if isinstance(m, ex.PathSymbol)]
    if not definitions and not paths:
        if isinstance(meanings[0], Unread):
            raise UnreadError(at, f"{name} is not known here: {meanings[0].why}", meanings[0].notation)
        whole = next(filter(None, map(_with_components, meanings)), None)
        brackets.refuse_blocks(name, whole, below, reader.notation, at)
        if whole is not None and name in reader.notation.meanings:
            return component(reader, whole, below, at)
        if any(not isinstance(m, (ex.ScalarSymbol, ex.Dimension, ex.DefinedScalar)) for m in meanings):
            shown = f"{name}_{plain(below)}"
            vector = next((m for m in meanings if isinstance(m, ex.VectorSymbol)), None)
            if vector is not None and "," not in plain(below) and not brackets.is_count(below) and reader.peek() != "(":
                return reader.notation.like("".join(c for c in shown if c.isalnum() or c == "_"), vector, at)
            if reader.peek() in {"(", "["} and any(isinstance(m, ex.MapSymbol) for m in meanings):
                raise UnreadError(at, f"{shown}(...) cannot be said yet: {brackets.FAMILIES}.", brackets.FAMILIES)
            word = subscript_word(below, reader.notation)
            if word in brackets.OF_LEAST_VALUES and all(isinstance(m, ex.MapSymbol) and m.n is None for m in meanings):
                return _another(reader, f"{name}_{word}", f"it goes with {name}, and has no argument", at)
            raise UnreadError(at, f"{shown} is not declared, though {name} is: say what {shown} is.")
        return None
    brackets.refuse_two_indices(name, below, at)
    of_brackets = not paths and all(m.style != "subscript" for m in definitions)  # R_S(w) is none of R(w)
    brackets.refuse_argument(
        reader, f"{name}_{plain(below)}", number=any(map(is_sample, definitions)), function=of_brackets
    )
    inner = reader.inner(below)
    inner.exponent = any(map(is_sample, definitions))
    index = inner.whole()
    if definitions and (ex.kind_of(index) != ex.SCALAR or not paths):
        return made(at, lambda value: _overloaded(definitions, [value]), index)
    return made(at, paths[0] if paths else definitions[0], index)


def _runs_over(meaning: Any, sequence: Any, index: str, notation: Notation) -> bool:
    r"""Whether an index counts the components of a vector that no sequence is declared beside: ``\sum_{i=1}^n x_i``."""
    if not isinstance(meaning, ex.VectorSymbol) or sequence in notation.meanings.get(meaning.name, ()):
        return False
    return notation.summed_to.get(index) == frozenset({str(meaning.dimension)})


def _with_components(meaning: Any) -> Any:
    """Return a vector or an operator by that name."""
    if isinstance(meaning, ex.Definition) and not meaning.parameters:
        meaning = meaning()
    return meaning if ex.kind_of(meaning) in {ex.VECTOR, ex.OPERATOR} else None


def component(reader: "Mathematics", whole: Any, below: list[Token], at: Token) -> Any:
    r"""Read ``u_i`` or ``A_{ij}``, the indices side by side or with a comma between them."""
    from proofcheck.latex.ranges import split

    indices = [list(part) for part in split(below, ",")]
    if ex.kind_of(whole) == ex.OPERATOR and len(indices) == 1:
        indices = [[token] for token in below]
    count = {ex.VECTOR: 1, ex.OPERATOR: 2}.get(ex.kind_of(whole))
    if len(indices) != count or (count == 1 and not brackets.may_be_place(whole, below)):
        shown = f"{whole} with the index {plain(below)}"
        raise UnreadError(at, f"{shown} is not declared, and is no component: say what it is.", "components")
    found = []
    for index in indices:
        inner = reader.inner(index)
        inner.exponent = True
        found.append(inner.whole())
        reader.notation.count(found[-1])
    return made(at, lambda a: a[tuple(found)] if len(found) > 1 else a[found[0]], whole)


def _term(reader: "Mathematics", sequence: Any, index: list[Token], name: str = "") -> Any:
    """Return a member of a sequence; its index may stand in brackets, as in ``x^{(k)}``.

    A name that has an argument after its index, as in ``T_k(x)``, is none of a sequence of numbers.
    """
    number = bool(name) and sequence.value_kind == ex.SCALAR
    if number and len(index) == 1 and index[0].text in STARS:
        return reader.notation.scalar(f"{name}_star", index[0])
    brackets.refuse_argument(reader, f"{name}_{plain(index)}", number=number)
    if index and index[0].text == "(" and index[-1].text == ")":
        index = index[1:-1]
    brackets.refuse_two_indices(name or sequence.name, index, reader.here or index[0])
    inner = reader.inner(index)
    inner.exponent = True
    counted = inner.whole()
    reader.notation.count(counted)
    return made(index[0] if index else reader.here, lambda value: sequence[value], counted)


def _with_primes(reader: "Mathematics", name: str, meanings: Sequence[Any], found: Scripts, at: Token) -> Any:
    """Return the derivative of a path or a map that a prime stands for, or the second one of a path."""
    from proofcheck.latex.derivatives import derivative_in_time, second

    shown = name + "^*" * found.starred + "'" * found.primes
    if not found.starred and found.primes in {1, 2}:
        for meaning in meanings:
            scalar = isinstance(meaning, ex.Definition) and [ex.kind_of(p) for p in meaning.parameters] == [ex.SCALAR]
            if scalar or (isinstance(meaning, ex.PathSymbol) and not meaning.discrete):
                slope = meaning.dot if found.primes == 1 else second(meaning, at)
                return derivative_in_time(reader, name, slope)
            if found.primes == 1 and isinstance(meaning, ex.MapSymbol) and meaning.n is not None:
                return _jacobian(meaning)
    marked = name + "*" * found.starred + "'" * found.primes
    if all(isinstance(m, (ex.ScalarSymbol, ex.DefinedScalar)) for m in meanings):
        return reader.notation.scalar(marked, at)
    operator = next((m for m in meanings if isinstance(m, ex.OperatorSymbol)), None)
    if operator is not None and found.starred + found.primes == 1:
        return operator.T
    vector = next((m for m in meanings if isinstance(m, ex.VectorSymbol)), None)
    members = _sequence(meanings)
    if found.starred and members is not None and members.value_kind == ex.SCALAR:
        return reader.notation.scalar(marked, at)
    if vector is None and members is not None and members.value_kind == ex.VECTOR:
        vector = ex.VectorSymbol(name, *members.dimensions)
    defined = [m for m in meanings if isinstance(m, ex.Definition) and not m.parameters]
    vector = vector or next((m() for m in defined if ex.kind_of(m.value) == ex.VECTOR), None)
    if vector is not None and reader.notation.primed and not found.starred and found.primes == 1:
        return vector.T
    if isinstance(vector, ex.VectorSymbol) and (found.starred or (found.primes == 1 and not reader.notation.primed)):
        return reader.notation.like(marked, vector, at)
    if found.starred and reader.peek() != "(" and all(isinstance(m, ex.MapSymbol) and m.n is None for m in meanings):
        return _another(reader, marked, f"it goes with {name}, and has no argument", at)
    raise UnreadError(at, f"{shown} is not declared, though {name} is: say what {shown} is.")


def _another(reader: "Mathematics", name: str, why: str, at: Token) -> Any:
    """Return a number for a name of which little tells that it is one."""
    number = ex.ScalarSymbol(name, real=True)
    reader.notation.taken.setdefault(name, Likely((number,), "a real number", why, at, doubtful=True))
    return number


def _undeclared(reader: "Mathematics", name: Name, base: str, word: str, found: Scripts, at: Token) -> Any:
    """Return a number for a name that is not declared, where nothing speaks against that."""
    if name.root in elementary.BY_WORD and not found.below and reader.peek() == "(":
        return elementary.value_of(reader, elementary.BY_WORD[name.root], at)
    if name.root in {"e", "erm"} and not word and not found.below and found.above and not found.starred:
        inside, found.above[:] = list(found.above), []
        elementary.refuse_imaginary(reader, inside, at)
        return made(at, ex.Exp, reader.inner(inside).whole())
    if base in reader.notation.bracketed and (end := brackets.index_end(reader.tokens, reader.place)):
        if found.below:
            raise UnreadError(at, f"{base} is not declared: say in which space it is, as in "
                              f"`{base} : sequence in R^d`.")  # fmt: skip
        index, reader.place = reader.tokens[reader.place + 1 : end - 1], end
        return _term(reader, reader.notation.sequence(base, at), index)
    if counted := brackets.counted_by(found, base, reader.notation):
        return _term(reader, reader.notation.sequence(base, at), counted, base)
    if found.below and (brackets.varies(reader, found.below) or not word) and name.root not in _BY_NAME:
        raise UnreadError(at, f"{name.root} is not declared, and has the index {plain(found.below)}: say what it is, "
                          f"as in `{name.root} : sequence in R^d`.")  # fmt: skip
    full = f"{base}_{word}" if word else base
    if full == "I" and reader.peek() != "(":
        return Multiple(Integer(1))
    if name.root in chance.BY_NAME and reader.peek() in chance.OPENING:
        return chance.BY_NAME[name.root](reader, at)
    if not found.below and not name.bold and (reading := chance.by_letter(reader, full)) is not None:
        return reading(reader, at)
    if name.root in _BY_NAME or at.text == "\\mathbb":
        what = _BY_NAME.get(name.root, "expectations and probabilities")
        raise UnreadError(at, f"{plain([at]) if at.text == name.root else name.root} cannot be said yet: {what}.", what)
    if name.bold:
        raise UnreadError(at, f"{full} is not declared: say what it is, as in `{full} in R^d`.")
    if full in reader.notation.constants:
        return _another(reader, full, "it may be the constant", at)
    elementary.refuse_constants(reader, full, at)
    if full in {"O", "o"} and reader.peek() in {"(", "[", "\\{"}:
        raise UnreadError(at, f"{full}(.) cannot be said yet: bounds up to a constant.", "bounds up to a constant")
    if reader.peek() in {"(", "[", "\\{"} and not brackets.is_factor(reader, name.root, full, found.above):
        if full == "Gamma":
            raise brackets.value_or_product(full, at)
        numbered = brackets.FAMILIES if found.above and is_marked(found.above) else None
        if (beyond := numbered or brackets.beyond(reader, found.below or [], word=name.word)) is not None:
            raise UnreadError(at, f"{full}(...) cannot be said yet: {beyond}.", beyond)
        return Function(full, brackets.function(reader, full, at))
    return reader.notation.scalar(full, at, natural=brackets.counts_above(reader, name.root))


def applied(reader: "Mathematics", function: Function, at: Token) -> Any:
    """Read the arguments of a function, in brackets, and apply it."""
    opened = reader.here
    if (point := brackets.point_beside(reader, function.apply)) is not None:
        return made(at, function.apply, point)
    if reader.peek() not in {"(", "\\{", "["} or opened is None:
        what = f"{function.name} is a function, and stands without its argument"
        raise UnreadError(at, f"{what}: write {function.name}(...), or give what is none another name.")
    closing = {"(": ")", "\\{": "\\}", "[": "]"}[reader.next().text]
    bars, reader.bars = reader.bars, []
    differentials, reader.differentials = reader.differentials, []
    given = [reader.sum()]
    if reader.peek() in {"\\mid", "\\vert", "|"}:
        raise UnreadError(reader.here, "what is given after a bar cannot be said here yet.", "conditional densities")
    while reader.peek() in {",", ";"}:
        reader.next()
        given.append(reader.sum())
    reader.expect(closing, opened)
    reader.bars, reader.differentials = bars, differentials
    if len(given) != function.arguments:
        several = brackets.SEVERAL if function.arguments == 1 else ""
        message = f"{function.name} has {len(given)} arguments here: it takes {function.arguments}."
        raise UnreadError(opened, message, several)
    if len(given) == 1 and ex.kind_of(given[0]) != ex.SCALAR and _is_of_numbers(function):
        elementary.refuse_vectors(function.name, given[0], at)
    value = made(at, function.apply, *given)
    if any(part == 0 for part in given) and ill_typed(value) is not None:
        return at_origin(at, function, given, value)
    return value


def _is_of_numbers(function: Function) -> bool:
    """Whether a function has a meaning at numbers, and so none at vectors."""
    if not isinstance(function.apply, ex.MapSymbol):
        return function.numbers or isinstance(function.apply, ex.PathSymbol)
    try:
        return ill_typed(function.apply(ex.ScalarSymbol("z", real=True))) is None
    except ex.LanguageError:
        return False
