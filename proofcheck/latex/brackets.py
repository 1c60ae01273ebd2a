"""What brackets after a name may be: a factor, an index, or arguments of something that cannot be said."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from sympy import Integer

from proofcheck.lang import expressions as ex
from proofcheck.lang.samples import is_sample
from proofcheck.lang.shapes import ill_typed, shape_of
from proofcheck.latex.notation import Likely
from proofcheck.latex.powers import is_transpose
from proofcheck.latex.source import COMMAND, DIGIT, LETTER, SIGN, Token, UnreadError, plain
from proofcheck.latex.spelling import argument
from proofcheck.latex.uses import ACCENTED
from proofcheck.latex.vocabulary import CLOSING, GREEK, OPENING, bracket_depths, words

if TYPE_CHECKING:
    from proofcheck.latex.grammar import Mathematics
    from proofcheck.latex.notation import Notation
    from proofcheck.latex.scripts import Scripts

COUNTING = words("k t n j i m s r l T K N")
"""Letters that count in brackets after a name."""
_POWERS = frozenset("ijklmntTKNLMdD")
"""Letters that are natural numbers in exponents, where nothing declares them: ``p`` in ``x^p`` is a real one."""
_OF_VALUES = words("F G L")
"""Large letters of functions whose values are seldom matrices."""
_AS_POWERS = frozenset({"2", "3"})
"""What stands above a number as a power, whatever has an index there."""
_BY_ARGUMENT = "a letter is its argument"
_SCRIPTS = words(r"\mathcal \mathscr \mathfrak \mathbb \Omega")
"""What sets are written with."""
SEVERAL, FAMILIES = "functions of several arguments", "families of functions"
OF_LEAST_VALUES = frozenset({"star", "inf", "min", "low", "opt"})
"""What stands below a function where its least value is meant, or a lower bound: ``f_{\\inf}``."""


def index_end(tokens: Sequence[Token], place: int) -> int:
    """Return where brackets end that hold an index, as ``(t)``, ``(k + 1)`` and ``(0)`` do; 0 where none do."""
    if place >= len(tokens) or tokens[place].text != "(":
        return 0
    end = next((i for i in range(place, min(place + 7, len(tokens))) if tokens[i].text == ")"), 0)
    inside = tokens[place + 1 : end]
    if not inside:
        return 0
    if all(t.kind == DIGIT for t in inside):
        return end + 1
    letter = inside[0].kind == LETTER and inside[0].text in COUNTING
    step = [t for t in inside[1:] if t.text != "'"]
    steps = not step or (step[0].text in {"+", "-"} and all(t.text.isalnum() for t in step[1:]) and len(step) > 1)
    return end + 1 if letter and steps else 0


def counts_above(reader: "Mathematics", root: str) -> bool:
    """Whether an undeclared letter in an exponent or index is a natural number, as most that count are."""
    return reader.exponent and root in _POWERS | reader.notation.counting


def may_count(above: list[Token]) -> bool:
    """Whether what stands above a name may be an index: a letter or a number, or one more; in brackets or not."""
    short = len(above) <= 3 and above[0].text != "-" and all(t.kind != COMMAND for t in above)
    return above[0].text == "(" or short


def lone_name(reader: "Mathematics") -> bool:
    """Whether the brackets to come hold a name or a number by itself: nobody writes a factor in that way."""
    inside = argument_tokens(reader.tokens, reader.place)
    if inside and all(token.kind == DIGIT for token in inside):
        return True
    name = reader.notation.name(inside, 0) if inside else None
    return name is not None and after_scripts(inside, name.after) == len(inside)


def refuse_argument(reader: "Mathematics", member: str, *, number: bool, function: bool = False) -> None:
    """Refuse a member that is a number and has an argument, as in ``T_k(x)`` and ``Y_i(1)``, and what has an index
    beside a ``function`` that has none: ``R_S(w)`` beside ``R(w)``.

    Raises:
        UnreadError: it is one.
    """
    if reader.peek() == "(" and (function or (number and lone_name(reader))):
        raise UnreadError(reader.here, f"{member}(...) cannot be said yet: {FAMILIES}.", FAMILIES)


def argument_tokens(tokens: Sequence[Token], place: int) -> list[Token]:
    """Return what stands in the brackets at a place; nothing where none close."""
    depth = 0
    for end in range(place, len(tokens)):
        depth += (tokens[end].text in OPENING) - (tokens[end].text in CLOSING)
        if depth == 0:
            return list(tokens[place + 1 : end])
    return []


def after_scripts(tokens: list[Token], place: int) -> int:
    """Return where the scripts end that begin at a place."""
    while place + 1 < len(tokens) and tokens[place].text in {"_", "^"}:
        _, place = argument(tokens, place + 1)
    return place


def varies(reader: "Mathematics", below: list[Token] | None) -> bool:
    """Whether an index has a letter in it that a sum, an extremum or a quantifier around it binds."""
    bound = frozenset[str]().union(*reader.notation.bound)
    return not bound.isdisjoint(token.text for token in below or ())


def counted_by(found: "Scripts", name: str, notation: "Notation") -> list[Token] | None:
    r"""Return the index of a member of a sequence: below, or in brackets above what nowhere has an argument."""
    index = found.below if name in notation.called else found.index
    return index if name in notation.counted else None


def is_index(value: Any, found: "Scripts") -> bool:
    """Whether what stands above was read as the index of a sequence, or of a sample."""
    member = isinstance(value, ex.Defined) and is_sample(value.definition)
    return found.below is None and (member or (isinstance(value, ex.PathValue) and value.args[0].discrete))


def counts_terms(found: "Scripts", name: str, meanings: Sequence[Any], notation: "Notation") -> bool:
    """Whether what stands above is the index of a sequence: in brackets, as elsewhere, or where nothing has powers."""
    above = found.above or []
    if not above or found.starred or is_transpose(above):
        return False
    oblong = (isinstance(m, ex.OperatorSymbol) and m.n != m.p for m in meanings)
    powerless = all(isinstance(m, ex.PathSymbol | ex.VectorSymbol) or o for m, o in zip(meanings, oblong, strict=True))
    elsewhere = name in notation.superscripted and plain(above) not in _AS_POWERS
    return powerless or elsewhere or (above[0].text == "(" and above[-1].text == ")")


def is_count(below: Sequence[Token]) -> bool:
    """Whether an index may count, or be that of a component: a small letter, a number."""
    return len(below) == 1 and (below[0].text.isdecimal() or (below[0].text.isalpha() and below[0].text.islower()))


def is_factor(reader: "Mathematics", root: str, name: str, above: Sequence[Token] | None) -> bool:
    r"""Whether a bracket after an undeclared name is a factor: a sum, after what is a number by itself elsewhere.

    A small Greek letter is one that is nowhere written with a lone letter in brackets after it; to a power as
    ``\sigma^2 (X^T X)^{-1}`` is, one before a product, too.
    """
    inside = _inside_brackets(reader)
    sums, lists = (any(t in inside for t in signs) for signs in (("+", "-"), (",", ";")))
    greek = root in GREEK and root.islower() and root not in {"chi", *reader.notation.called}
    product = greek and bool(above) and plain(above or ()).isdecimal() and not lone_name(reader)
    return not lists and (product or (sums and (greek or name in reader.notation.alone)))


def function(reader: "Mathematics", name: str, at: Token) -> Callable[[Any], Any]:
    """Return what an undeclared name is that never stands without a lone letter in brackets: any function of it.

    Raises:
        UnreadError: it may be a factor.
    """
    notation, root = reader.notation, ACCENTED.sub("", name.partition("_")[0].rstrip("*"))
    inside = {token.text for token in argument_tokens(reader.tokens, reader.place)}
    letter = root in _OF_VALUES or (root.islower() and (len(root) == 1 or root in GREEK))
    letter &= root not in notation.alone
    if reader.peek() != "(" or not letter or not lone_name(reader) or not _SCRIPTS.isdisjoint(inside):
        raise value_or_product(name, at)
    return lambda value: _of_letter(name, value, notation, at)


def may_vary(part: Any, notation: "Notation") -> bool:
    """Whether something is a value of such a function at what is not random: the function itself may be."""
    if not isinstance(part, ex.Value | ex.PathValue) or any(True for _ in ex.drawn_parts(part)):
        return False
    taken = notation.taken.get(str(part.args[0].name))
    return taken is not None and taken.why == _BY_ARGUMENT


def _of_letter(name: str, value: Any, notation: "Notation", at: Token) -> Any:
    """Return the value of a function of which nothing is known, at a number or a vector."""
    if ex.kind_of(value) == ex.SCALAR:
        made, what = ex.PathSymbol(name, ex.SCALAR, (), False), "a function of a number"
    elif ex.kind_of(value) == ex.VECTOR and ill_typed(value) is None:
        dimension = shape_of(value)[1]
        made, what = ex.MapSymbol(name, dimension, None, False), f"a function from R^{dimension} to R"
    else:
        raise UnreadError(at, f"{name} is not declared: say what it is.")
    known = notation.taken.setdefault(name, Likely((made,), what, _BY_ARGUMENT, at, doubtful=True))
    if known.meanings != (made,):
        raise UnreadError(at, f"{name} is not declared, and has arguments of several kinds: say what it is.")
    notation.everywhere.add(name)
    return made(value)


def without_index(name: list[Token], notation: "Notation") -> list[Token]:
    """Return the name of a sequence without the index that is declared with it: ``z_k``, ``z^k``, ``z(k)``."""
    if [t.text for t in name[-3:]][::2] == ["{", "}"] and len(name) > 4:
        name = [*name[:-3], name[-2]]
    if [t.kind for t in name[-2:]] == [SIGN, LETTER]:
        notation.superscripted |= {t.text.removeprefix("\\") for t in name[:1] if name[-2].text == "^"}
        return name[:-2]
    bracketed = [t.text for t in name[-3:-2]] == ["("] and name[-2].kind == LETTER and name[-1].text == ")"
    return name[:-3] if bracketed else name


_USUAL = {
    **dict.fromkeys(["Omega", "Theta"], ("a bound up to a constant", "bounds up to a constant")),
    "Gamma": ("a value of the gamma function", "special functions"),
}
"""What letters with brackets after them usually are."""


def value_or_product(name: str, at: Token) -> UnreadError:
    """Say that a name with brackets after it may be two things."""
    if name in _USUAL:
        what, notation = _USUAL[name]
        said = f"{name}(...) may be {what}, which cannot be said yet: say what {name} is where it is none."
        return UnreadError(at, said, notation)
    said = f"{name} is not declared: {name}(...) may be a value or a product."
    return UnreadError(at, f"{said} Say what {name} is, as in `{name} : R^d -> R` or `{name} in R`.")


def refuse_guessed(reader: "Mathematics", name: str, meanings: Sequence[Any], at: Token) -> None:
    """Refuse a value of what is only taken for a vector, since its norm is: ``\\|w(2 t)\\|`` is no product.

    Raises:
        UnreadError: so it is.
    """
    guessed = name in reader.notation.likely and name not in reader.notation.meanings and reader.peek() == "("
    a_vector = guessed and all(isinstance(meaning, ex.VectorSymbol) for meaning in meanings)
    if a_vector and not is_factor(reader, name, name, None):
        raise value_or_product(name, at)


def _inside_brackets(reader: "Mathematics") -> list[str]:
    """Return what stands in the brackets to come, in no others."""
    inside = argument_tokens(reader.tokens, reader.place)
    depths = bracket_depths(inside)
    return [token.text for token, depth in zip(inside, depths, strict=True) if depth == 0]


def beyond(reader: "Mathematics", below: list[Token], *, word: bool) -> str | None:
    """Return what a name with brackets after it is that has no word in the language yet; None where it may have one."""
    index = reader.notation.name(below, 0) if below else None
    indexed = index is not None and (
        is_count(below) or index.root in GREEK or bool(reader.notation.meaning(index.root))
    )
    inside = _inside_brackets(reader)
    if "," in inside or ";" in inside:
        return SEVERAL
    if not {"\\mid", "\\vert", "|"}.isdisjoint(inside):
        return "conditional densities"
    if word:
        return "functions by name"
    return FAMILIES if indexed and not {"+", "-"} & set(inside) else None


def without_components(content: list[Token]) -> list[Token]:
    r"""Return ``u \in \mathbb{R}^2`` of ``u = (u_1, u_2) \in \mathbb{R}^2``, which lists what ``u`` consists of."""
    texts = [token.text for token in content]
    member = texts.index("\\in") if "\\in" in texts else 0
    if texts[1:3] != ["=", "("] or texts[member - 1 : member] != [")"]:
        return content
    listed = ["".join(part) for part in "\0".join(texts[3 : member - 1]).replace("\0,\0", ",").split(",")]
    name, places = texts[0], [part.replace("\0", "").strip("{}") for part in listed]
    named = [f"{name}_{place}" for place in range(1, len(places) + 1)]
    return [content[0], *content[member:]] if places == named else content


def may_be_place(vector: Any, below: Sequence[Token]) -> bool:
    r"""Whether an index may be that of a component: a number is one where so many components are known to be there.

    Where the dimension is a letter, ``x_1`` may be a vector like ``x``; ``(\nabla f(x))_1`` is a component.
    """
    if ill_typed(vector) is not None:
        return False
    if not isinstance(vector, ex.VectorSymbol | ex.Defined | ex.PathValue):
        return True
    number, (_, size) = plain(below), shape_of(vector)
    return not number.isdecimal() or (str(size).isdecimal() and 1 <= int(number) <= int(str(size)))


def refuse_blocks(name: str, whole: Any, below: Sequence[Token], notation: "Notation", at: Token) -> None:
    """Refuse an index of a matrix that may count blocks: they are spoken of, and its size is no number.

    Raises:
        UnreadError: it is one.
    """
    if name not in notation.blocks or whole is None or ex.kind_of(whole) != ex.OPERATOR:
        return
    if not all(isinstance(getattr(whole, size, None), int | Integer) for size in ("n", "p")):
        raise UnreadError(at, f"{name}_{plain(below)} may be a block of {name}, which cannot be said yet.", "blocks")


def refuse_two_indices(name: str, below: Sequence[Token], at: Token) -> None:
    """Refuse two indices with a comma between them, of what is no matrix.

    Raises:
        UnreadError: there are two.
    """
    if any(t.text == "," for t in below):
        said = f"{name} has two indices here, {plain(below)}: declare it, as in `{name} in R^{{n x m}}`."
        raise UnreadError(at, said, "components")


def point_beside(reader: "Mathematics", applied: Any) -> Any:
    """Read the vector that stands right after a map to vectors, without brackets: ``T x_n``; or nothing."""
    takes = isinstance(applied, ex.MapSymbol) and applied.n is not None
    if not takes or reader.notation.name(reader.tokens, reader.place) is None:
        return None
    start = reader.place
    point = reader.primary()
    if ex.kind_of(point) == ex.VECTOR:
        return point
    reader.place = start
    return None
