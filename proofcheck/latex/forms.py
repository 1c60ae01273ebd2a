"""What the form of a formula says, before it is read: that it declares, names something new, or ends a sentence."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import accumulate, pairwise, takewhile

from proofcheck.lang import expressions as ex
from proofcheck.latex import families
from proofcheck.latex.applying import OF_OPERATORS, full_name
from proofcheck.latex.chance import BY_NAME
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.heard import Inline, Item, Word, words_after
from proofcheck.latex.notation import Notation, Unread
from proofcheck.latex.pieces import without_words
from proofcheck.latex.ranges import called_from, expression, find, split
from proofcheck.latex.relations import Segment
from proofcheck.latex.sets import projects
from proofcheck.latex.source import Token, UnreadError, plain
from proofcheck.latex.spectra import is_spectral
from proofcheck.latex.spelling import OF_CHANCE, argument
from proofcheck.latex.uses import ACCENTED
from proofcheck.latex.vocabulary import BINARY, DOTS, INDICES, OVER, PROBABILITIES, RELATIONS, bracket_depths

MAPPING = frozenset({":", "\\colon"})
_FULL_STOP = re.compile(r"\.\s*(\\end ?\{\w+\*?\}\s*|\\label ?\{[^{}]*\}\s*|\\[,;! ]|[}~])*$")
_LONGEST_ENDING = 200
"""Pieces of a display in which its full stop is looked for, before labels and ends of environments."""
_EQUIVALENT = r"(if and only if|iff|(is |are )?equivalent( to)?|(exactly|precisely) (if|when)|just in case)"
_EQUIVALENT_BEFORE = re.compile(
    rf"\b{_EQUIVALENT}( (?!⟨)[\w,]+){{0,3}}\W*(⟨\d+⟩)?\W*$|\bfollowing\b[^.]*\b(are|is) equivalent\b[^.]*$",
    re.IGNORECASE,
)
_EQUIVALENT_AFTER = re.compile(rf"^\W*((is|are|holds|hold|true|satisfied) )*{_EQUIVALENT}\b", re.IGNORECASE)
_CONDITION_BEFORE = re.compile(
    r"^\W*(?:if )?(?:the|these|both|following|two|such)(?: [a-z-]+){0,2} conditions?(?:\W|\d|\band\b|\bthat\b)*$",
    re.IGNORECASE,
)
_CONDITION_AFTER = re.compile(r"^\W*(?:is|are)(?: [a-z]+)? (?:a )?(?:sufficient|necessary)\b", re.IGNORECASE)
_CHANCE = re.compile(
    r"\bwith (?:[a-z-]+ ){0,2}probability\b|\bw\.? ?(?:h\.? ?)?p\b|\balmost surely\b|\ba\. ?s\b|"
    r"\bin (?:expectation|probability|distribution)\b|"
    r"(?<!expectation )(?<!expectations )(?<!mean )(?<!means )\bconditional(?:ly)? on\b|"
    r"\b(?:on|off|outside|given) (?:the|this|that|an) event\b",
    re.IGNORECASE,
)
_CHANCE_AFTER = re.compile(rf"^\W*(?:holds? )?{_CHANCE.pattern}", re.IGNORECASE)
_DRAWS = re.compile(r"^\W*(?:then|we (?:have|get|obtain|see|conclude|find))\b", re.IGNORECASE)


def ends_sentence(tokens: Sequence[Token]) -> bool:
    """Whether a display ends with a full stop."""
    return bool(_FULL_STOP.search(plain(tokens[-_LONGEST_ENDING:])))


def declares(content: Sequence[Token]) -> bool:
    r"""Whether a formula says what something is: ``x \in R^d``, ``f : R^p \to R^n``, without another relation."""
    depths = bracket_depths(content)
    texts = [t.text for t, depth in zip(content, depths, strict=True) if depth == 0]
    if any(t in RELATIONS or t == "\\not" or t in OVER for t in texts):
        return False
    if not {"\\in", "\\subset", "\\subseteq"}.isdisjoint(texts):
        return True
    return bool(MAPPING.intersection(texts)) and any(t in {"\\to", "\\rightarrow"} for t in texts)


def tokens_of(segment: Segment) -> list[Token]:
    """Return the tokens of an assertion, without its conditions."""
    return [*segment.start, *(t for link in segment.links for t in (link.at, *link.right))]


def labels_of(tokens: Iterable[Token]) -> list[str]:
    """Return the labels in a display."""
    content = list(tokens)
    found = []
    for place, token in enumerate(content):
        if token.text == "\\label":
            rest = plain(content[place + 1 : place + 60])
            found.append(rest.partition("{")[2].partition("}")[0])
    return found


def by_cases(tokens: Sequence[Token], following: Sequence[Item], before: Sequence[Sequence[Token]]) -> bool:
    """Whether words after the definition of a function say that it is one of several, or holds under a condition.

    So do formulas ``before`` in the sentence that define it, too.
    """
    rest = list(takewhile(lambda item: not (isinstance(item, Word) and item.text == "."), following))
    said = [item.text.lower() for item in rest if isinstance(item, Word)]
    head = [t.text for t in tokens[: find(tokens, "=") + 1]]
    around = [*before, *(item.tokens for item in rest if isinstance(item, Inline))]
    others = ([t.text for t in mathematical(content)] for content in around)
    again = any(other[: len(head)] == head for other in others)
    first = isinstance(rest[0], Word) and rest[0].text.lower() in {"if", "when", "whenever"} if rest else False
    return bool(head) and (first or again or not {"otherwise", "else"}.isdisjoint(said))


_OF_MATRICES = OF_OPERATORS | {"rank", "det"}


def is_new(left: list[Token], notation: Notation, elsewhere: Collection[str]) -> bool:
    """Whether the left side of an equation is a name that stands for nothing yet, perhaps with arguments.

    Such an equation says what the name stands for, whatever the words around it are: of a letter that may be anything
    it would not be true. ``elsewhere`` are names that were defined for another part of the text.
    """
    if projects(left, notation):
        return False
    whole = full_name(left, notation)
    indexed = next(_indexed(left, notation), None)
    if indexed is not None and any(isinstance(m, ex.PathSymbol) for m in notation.meanings.get(indexed[0], ())):
        return False
    if whole is not None and notation.sequence_of(whole):
        return False
    if whole is not None:
        return whole in elsewhere or (not notation.known(whole) and whole not in notation.assumed)
    opened = called_from(left)
    if opened <= 0 or any(full_name(p, notation) is None for p in split(left[opened + 1 : -1], ",")):
        return False
    name = full_name(left[:opened], notation)
    if name is None or name in elsewhere or name in OF_CHANCE:
        return name is not None and name not in OF_CHANCE
    spelled = notation.spelled(left, 0)
    if families.defined_members(notation, name.partition("_")[0]) is not None or _is_jacobian(name, notation):
        return False
    if (
        is_spectral(name, left[opened + 1 :], notation)
        or (name in BY_NAME and not notation.meaning(name))
        or (spelled is not None and spelled.root in _OF_MATRICES and not notation.meaning(spelled.root))
    ):
        return False
    known = notation.meanings.get(name, [])
    if "'" in name and any(
        isinstance(m, ex.PathSymbol | ex.Definition) for m in notation.meaning(name.replace("'", ""))
    ):
        return False
    count = len(split(left[opened + 1 : -1], ","))
    another = any(isinstance(m, Unread) and m.arguments not in {0, count} for m in known)
    return (another or name in notation.earlier or name not in notation.used) and all(
        isinstance(m, Unread | ex.MapSymbol) for m in known
    )


def is_value(left: Sequence[Token], right: Sequence[Token], notation: Notation) -> bool:
    """Whether an equation gives the value of a function at one point, ``f(w_0) = 0``: it says nothing of others."""
    opened = called_from(list(left))
    points = [full_name(part, notation) for part in split(left[opened + 1 : -1], ",")] if opened > 0 else []
    marked = [name for name in points if name is not None and _names_point(name)]
    return bool(marked) and names_in(right, notation).isdisjoint(marked)


def _names_point(name: str) -> bool:
    """Whether a name is that of one point, as ``w_0``, ``x*`` or ``xhat`` is: nobody calls an argument so."""
    root, _, index = name.partition("_")
    return root.endswith("*") or index.isdecimal() or index in {"star", "infty"} or ACCENTED.sub("", root) != root


def in_doubt(names: frozenset[str], notation: Notation) -> frozenset[str]:
    """Return those names that nothing declares, so that what is not read may be all that says what they are."""
    return frozenset(name for name in names if all(isinstance(m, Unread) for m in notation.meanings.get(name, ())))


def fixed_anew(content: Sequence[Token], notation: Notation) -> frozenset[str]:
    r"""Return the name that an equation is about if it may say what that is, as ``\sqrt{a} = ...`` does; or nothing."""
    place = find(content, *RELATIONS)
    if place < 0 or content[place].text != "=" or _is_defined_term(content, notation):
        return frozenset()
    left, right = (in_doubt(names_in(part, notation), notation) for part in (content[:place], content[place + 1 :]))
    return left if len(left) == 1 == len(names_in(content[:place], notation)) and not left & right else frozenset()


def _is_defined_term(content: Sequence[Token], notation: Notation) -> bool:
    """Whether a formula begins with a term of a sequence that is defined: ``d_1`` after ``d_k := ...``."""
    first = notation.name(list(content), 0)
    known = notation.meanings.get(first.root, ()) if first is not None else ()
    return any(isinstance(meaning, ex.Definition) and meaning.parameters for meaning in known)


def equivalent(before: str, following: Sequence[Item]) -> bool:
    """Whether words beside a formula say that it is equivalent to another one: neither is claimed then."""
    return bool(_EQUIVALENT_BEFORE.search(before) or _EQUIVALENT_AFTER.match(words_after(following)))


def happens(before: str, following: Sequence[Item]) -> bool:
    """Whether a sentence claims something with a probability only."""
    return bool(_CHANCE.search(before) or _CHANCE_AFTER.match(words_after(following)))


def equates_probabilities(content: Sequence[Token]) -> bool:
    r"""Whether a formula says that probabilities are equal, as ``\Pr(X < a) = \Pr(X \le a)`` does."""
    there = {token.text for token in content}
    return "=" in there and not there.isdisjoint(PROBABILITIES)


def draws(following: Sequence[Item]) -> bool:
    """Whether the words right after a formula draw a conclusion from it: ``if x > 0, ..., then``."""
    return bool(_DRAWS.match(words_after(following)))


def names_condition(before: str, following: Sequence[Item]) -> bool:
    """Whether a sentence only names a condition, of which it goes on to speak: "the conditions ... are sufficient"."""
    return bool(_CONDITION_BEFORE.search(before) or _CONDITION_AFTER.match(words_after(following)))


def _is_jacobian(name: str, notation: Notation) -> bool:
    """Whether a name is one for the Jacobian of a map, ``J_f``, which stands for nothing else."""
    root, _, of = name.partition("_")
    maps = (
        m for m in notation.meaning(of) if ex.is_defined_map(m) or (isinstance(m, ex.MapSymbol) and m.n is not None)
    )
    return root in {"J", "D"} and not notation.known(name) and next(maps, None) is not None


def names_function(content: list[Token], notation: Notation, elsewhere: Collection[str]) -> bool:
    """Whether an equation in a sentence says what a new function is: ``F(x) = ...``."""
    place = find(content, *RELATIONS)
    left = content[:place] if place > 0 and content[place].text == "=" else []
    named = bool(left) and left[-1].text == ")" and not is_value(left, content[place + 1 :], notation)
    return named and is_new(left, notation, elsewhere)


def says_what_it_is(segment: Segment, notation: Notation) -> bool:
    """Whether an equation has a letter alone on its left that was only taken for a number: it says what that is."""
    name = full_name(segment.start, notation) if segment.links and segment.links[0].sign == "=" else None
    if name is None or name not in notation.assumed or notation.known(name):
        return False
    right = segment.links[0].right
    return not any(
        found is not None and found.root == name for found in (notation.name(right, i) for i in range(len(right)))
    )


def sets_number(content: Sequence[Token], notation: Notation) -> bool:
    """Whether a formula gives a number to a name, or to a power of one, as in ``n = 6000``."""
    place = find(content, "=")
    raised = place > 2 and content[place - 2].text == "^"
    named = full_name(list(content[: max(place - 2 * raised, 0)]), notation)
    return named is not None and all(t.text.isdecimal() or t.text in {".", ",", "{", "}"} for t in content[place + 1 :])


def gives_signs(content: list[Token], notation: Notation) -> bool:
    r"""Whether a formula says on which side of a number letters are, as ``\mu, \nu > 0`` does."""
    place = find(content, *RELATIONS)
    number = all(t.text.isdecimal() or t.text == "." for t in content[place + 1 :])
    compares = place > 0 and number and RELATIONS[content[place].text] in {"<", "<=", ">", ">="}
    names = [full_name(part, notation) for part in split(content[:place], ",")] if compares else [None]
    return all(name is not None and not _is_defined(name, notation) for name in names)


def bounded_letter(content: Sequence[Token], notation: Notation) -> str | None:
    r"""Return the letter that a formula bounds, as ``0 < \eta \le 1/L`` and ``\eta \le 1/L`` do; nothing where none."""
    places = [i for i, token in enumerate(content) if token.text in RELATIONS]
    signs = {RELATIONS[content[place].text] for place in places}
    if not places or len(places) > 2 or not signs <= {"<", "<=", ">", ">="}:
        return None
    ends = [-1, *places, len(content)]
    sides = [list(content[start + 1 : end]) for start, end in pairwise(ends)]
    middle = sides[1] if len(sides) == 3 else sides[0]
    name = full_name(middle, notation)
    others = (names_in(side, notation) for side in sides if side is not middle)
    known = [] if name is None else notation.meanings.get(name, [])
    number = name is not None and not any(name in there for there in others) and not _is_defined(name, notation)
    return name if number and all(isinstance(m, ex.ScalarSymbol) and not m.is_integer for m in known) else None


def _is_defined(name: str, notation: Notation) -> bool:
    return any(isinstance(m, ex.Definition) for m in notation.meanings.get(name, ()))


def says_how_it_moves(content: Sequence[Token]) -> bool:
    r"""Whether a formula is an equation of motion, such as ``\dot w(t) = ...``: nobody claims these in passing."""
    texts = [token.text for token in content]
    differential = texts[:4] == ["\\frac", "{", "d", "}"]
    primed = "'" in texts[: texts.index("=")] and "(" in texts[: texts.index("=")] if "=" in texts else False
    return "=" in texts and (differential or primed or texts[0] in {"\\dot", "\\ddot"})


_BRACES = {"{": 1, "}": -1}
_DEEPEST = 300
"""Braces in braces in which names are told apart from indices."""


def names_in(tokens: Sequence[Token], notation: Notation, *, indices: bool = True) -> frozenset[str]:
    """Return the names in a formula, dimensions left out; those that only stand in indices as well, if asked so."""
    content = mathematical(without_words(tokens))
    if max(accumulate(_BRACES.get(t.text, 0) for t in content), default=0) > _DEEPEST:  # which nothing else reads
        return frozenset(t.text.removeprefix("\\") for t in content if t.text[-1:].isalpha())
    names: set[str] = set()
    place = 0
    while place < len(content):
        found = notation.name(content, place)
        if found is not None:
            name = notation.with_scripts(found, content)[0]
            names |= {name, notation.sequence_of(name) or name}
        place = place + 1 if found is None else found.after
        if not indices and place + 1 < len(content) and content[place].text == "_":
            _, place = argument(content, place + 1)
    return frozenset(n for n in names if not any(isinstance(m, ex.Dimension) for m in notation.meanings.get(n, ())))


def lists_count(content: Sequence[Token]) -> bool:
    r"""Whether a formula lists what a letter counts, ``i = 1, \dots, n``; a sum or an array with dots does not."""
    texts = [token.text for token in content]
    first = find(content, ",", *DOTS - {"\\cdots"})
    beside = {*texts[first - 1 : first], *texts[first + 1 : first + 2]}
    return find(content, "=") == 1 and first > 2 and not DOTS.isdisjoint(texts) and beside.isdisjoint(BINARY)


def goes_on(left: Sequence[Token], right: Sequence[Token], notation: Notation) -> bool:
    r"""Whether an equation says how a sequence goes on, as ``h_n = \delta h_{n-1}``: it stands on both sides."""
    indexed = list(_indexed(left, notation))[:1]
    steps = (index for root, index in _indexed(right, notation) if indexed and root == indexed[0][0])
    return any(index != indexed[0][1] and ("-" in index or "+" in index) for index in steps)


def _indexed(tokens: Sequence[Token], notation: Notation) -> Iterator[tuple[str, str]]:
    """Yield the names that have an index, with it."""
    content = list(tokens)
    for place in range(len(content)):
        name = notation.name(content, place)
        if name is not None and name.after + 1 < len(content) and content[name.after].text == "_":
            yield name.root, plain(argument(content, name.after + 1)[0])


def sets_component(left: list[Token], right: Sequence[Token], notation: Notation) -> bool:
    r"""Whether an equation says what the components of a vector are, ``x_i = 1 / i``, and names no other vector."""
    name = notation.name(left, 0)
    if name is None or [t.text for t in left[name.after : name.after + 1]] != ["_"]:
        return False
    index, end = argument(left, name.after + 1)
    vector = any(isinstance(m, ex.VectorSymbol) for m in notation.meanings.get(name.root, ()))
    if not vector or end < len(left) or plain(index) not in INDICES:
        return False
    with suppress(UnreadError, ex.LanguageError):
        return bool(ex.kind_of(expression(list(right), notation.copy())) == ex.SCALAR)
    return False


def occurs(name: Sequence[Token], tokens: Sequence[Token], *, alone: bool = True) -> bool:
    """Whether what is written as a name is written in a formula too; ``alone``, with no index and no argument."""
    wanted, there = [t.text for t in name], [t.text for t in tokens]
    size = len(wanted)
    places = (i for i in range(len(there) - size + 1) if there[i : i + size] == wanted)
    return any(not alone or there[i + size :][:1] not in (["("], ["_"]) for i in places)


def is_term(tokens: Sequence[Token], notation: Notation) -> bool:
    """Whether tokens are a letter, with or without scripts."""
    found = notation.name(list(tokens), 0) if tokens else None
    place = found.after if found is not None else 0
    while place and place + 1 < len(tokens) and tokens[place].text in {"_", "^"}:
        place = argument(list(tokens), place + 1)[1]
    return 0 < len(tokens) == place


def without_next_terms(content: list[Token], notation: Notation) -> list[Token]:
    r"""Return ``x_t, u \in \R^d`` of ``x_t, x_{t+1}, u \in \R^d``: the next term is where all terms are."""
    place = find(content, "\\in")
    parts = list(split(content[: max(place, 0)], ","))
    roots = [notation.name(part, 0) for part in parts]
    later = [name is not None and name.root in notation.counted and full_name(part, notation) is None
             and is_term(part, notation) for part, name in zip(parts, roots, strict=True)]  # fmt: skip
    kept = [part for part, goes_on in zip(parts, later, strict=True) if not goes_on]
    if not kept or len(kept) == len(parts):
        return content
    commas = [t for t in content[:place] if t.text == ","]
    return [*kept[0], *(t for part in kept[1:] for t in (commas[0], *part)), *content[place:]]


def updates(content: list[Token], notation: Notation) -> bool:
    r"""Whether a formula says what the next term of the step is: ``w_{t+1} = w_t - \eta g_t``."""
    place = find(content, "=")
    return notation.step is not None and place > 0 and full_name(content[:place], notation) == notation.step.following


def names_or_letters(tokens: Sequence[Token], notation: Notation) -> frozenset[str]:
    """Return the names in mathematics; its letters, where it is set in no way that can be read."""
    try:
        return names_in(tokens, notation)
    except UnreadError:
        return frozenset(letter for t in tokens if (letter := t.text.removeprefix("\\")).isalpha())


def redefines(start: list[Token], right: Sequence[Token], notation: Notation) -> bool:
    """Whether an equation defines what has a definition by something else than a number: "define $f(x) = x^3$"."""
    opened = called_from(start)
    name = full_name(start[:opened] if opened > 0 else start, notation)
    arguments = split(start[opened + 1 : -1], ",") if opened > 0 else []
    letters = all(len(argument) == 1 and argument[0].text.isalpha() for argument in arguments)
    anew = any(not t.text.isdecimal() and t.text != "-" for t in right)
    return letters and anew and any(isinstance(m, ex.Definition) for m in notation.meanings.get(name or "", ()))
