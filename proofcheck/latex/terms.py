"""Which equations say what all terms of a sequence are, that a new name is a projection, or what is looked for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from proofcheck.lang import expressions as ex
from proofcheck.lang.assertions import over
from proofcheck.latex import extrema, families
from proofcheck.latex.about import names_of
from proofcheck.latex.applying import full_name
from proofcheck.latex.assertions import Found
from proofcheck.latex.doubts import terms_of
from proofcheck.latex.forms import declares, fixed_anew, names_in, occurs, redefines, says_what_it_is
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.notation import named
from proofcheck.latex.open_letters import what_terms_are
from proofcheck.latex.phrases import TO_SOLVE
from proofcheck.latex.ranges import called_from, find, split
from proofcheck.latex.relations import Segment, segments
from proofcheck.latex.sets import is_subgradient, space_of
from proofcheck.latex.source import Token
from proofcheck.latex.speech import CLAIMED, DECLARING, Speech
from proofcheck.latex.vocabulary import INDICES, words

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading


def names_terms(reading: "Reading", segment: Segment, told: frozenset[str]) -> bool:
    """Whether an equation says what the terms of a sequence are that stands for nothing so far: ``g_k = ...``.

    ``told`` are the names that were spoken of before its display.
    """
    root = None if reading.speech.draws else _term(reading, segment)
    right = names_in(segment.links[0].right, reading.notation, indices=False)
    return root is not None and not reading.notation.meanings.get(root) and root not in right | told


def speaks_of_itself(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether the name or the function left of a sign stands right of it too: then an equation says nothing new is so.

    A function does so with any argument: ``f(y) = f(x) + ...`` is a property of f.
    """
    function = [t.text for t in left[: max(called_from(left), 0)]]
    applied = [*function, "("] if function else []
    there = [t.text for t in right]
    size = len(applied)
    return occurs(left, right) or (size > 0 and any(there[i : i + size] == applied for i in range(len(there))))


_DEFINING = frozenset({"define", "redefine", "let", "set", "put", "write", "denote"})
_SETTING = DECLARING | words(
    "set define put write denote abbreviate use take choose pick fix consider "
    "setting defining putting writing denoting abbreviating letting taking choosing"
)
"""Words that say what all terms of a sequence are: "set $r_k = |x_k|$", "with $\\eta_k = 1/k$"."""


def sets_terms(reading: "Reading", segment: Segment) -> bool:
    """Whether an equation says what all terms of a sequence are, of which no equation is supposed so far."""
    root = _term(reading, segment) if reading.speech.word in _SETTING or reading.speech.presents else None
    right = segment.links[0].right
    others = {n.root for i in range(len(right)) if (n := reading.notation.name(right, i)) is not None
              and right[n.after : n.after + 1] and right[n.after].text == "_"}  # fmt: skip
    given = (*reading.scopes.standing, *reading.scopes.given)
    settled = {str(getattr(symbol, "name", "")) for says in given for left in what_terms_are(says) for symbol in left}
    return root is not None and root not in settled | others


def _term(reading: "Reading", segment: Segment) -> str | None:
    """The sequence of which an equation has a term alone on its left, with an index that may be any one."""
    equation = bool(segment.links) and segment.links[0].sign == "="
    root, _, index = ((full_name(segment.start, reading.notation) if equation else None) or "").partition("_")
    counts = index in reading.notation.naturals | INDICES | {"t", "n"}
    return root if counts and root in reading.notation.counted else None


def is_nearest(reading: "Reading", segment: Segment) -> bool:
    r"""Whether an equation says of a new name that it is a projection or a proximal point, and how these are chosen."""
    link, name = segment.links[0], full_name(segment.start, reading.notation)
    space = space_of(link.right, reading.notation) if link.sign in {"=", ":="} else None
    if space is None or name is None or reading.notation.known(name) or reading.notation.sequence_of(name):
        return False
    reading.notation.declare(name, ex.VectorSymbol(name, space))
    link.sign = "="
    if all(extrema.chosen_by(more.right, reading.notation) is not None for more in segment.links[1:]):
        del segment.links[1:]
    return True


def of_all_terms(reading: "Reading", relation: Found, segment: Segment) -> Found:
    r"""Return what is said of a term, ``w_t = \argmin_w F_t(w)``, for all terms of its sequence."""
    term = reading.notation.sequence_of(full_name(segment.start, reading.notation) or "")
    values = (part for part in ex.all_parts(relation.says) if isinstance(part, ex.PathValue)) if term else ()
    indices = {v.args[1] for v in values if v.args[0].name == term and isinstance(v.args[1], ex.ScalarSymbol)}
    indices &= ex.free_symbols(relation.says) if indices else set()
    if not indices:
        return relation
    members = families.open_numbers(relation.says)  # there are as many terms of gradients as functions
    indices -= set(map(ex.range_variable, members))
    letters = sorted(indices, key=lambda i: str(i.name))
    ranges = [families.of_all_steps(relation.says, letter) for letter in letters]
    return replace(relation, says=over(relation.says, [*members, *ranges]))


def says_anew(reading: "Reading", segment: Segment, *, alone: bool, limited: bool = False) -> bool:
    """Whether an equation says anew what a name is: its sentence defines, or another item of a list does so.

    So it is with what the values are of a function that the same sentence declares, unless words say for which.
    """
    if not limited and _says_values(reading, segment):
        return True
    right = segment.links[0].right if segment.links else []
    alone = alone and len(segment.links) == 1 and not (reading.speech.draws or reading.scopes.argues)
    defines = reading.speech.word in _DEFINING
    defines |= alone and reading.told.defined_in_another(segment.start, reading.speech.item)
    return defines and redefines(segment.start, right, reading.notation)


def _says_values(reading: "Reading", segment: Segment) -> bool:
    r"""Whether an equation says at all points what a function is: ``f : \R^d \to \R``, ``f(x) = \|x\|^2``.

    The letters stand for nothing so far, are not spoken of by themselves in the sentence, and stand on the right side.
    """
    opened = called_from(segment.start)
    if opened <= 0 or [link.sign for link in segment.links] != ["="] or segment.conditions or segment.premises:
        return False
    notation, speech = reading.notation, reading.speech
    name = full_name(segment.start[:opened], notation)
    letters = [full_name(part, notation) for part in split(segment.start[opened + 1 : -1], ",")]
    declared = name is not None and any(
        declares(content) and name in names_in(content[: max(find(content, ":", "\\colon"), 0)], notation)
        for content in map(mathematical, speech.inline)
    )
    meanings = notation.meanings.get(name or "", ())
    plain_maps = all(isinstance(m, ex.MapSymbol) or (isinstance(m, ex.PathSymbol) and not m.discrete) for m in meanings)
    there = names_in(segment.links[0].right, notation)
    free = all(letter and not notation.known(letter) and letter not in reading.told.lone for letter in letters)
    supposed = name in reading.told.supposed or _FIXED.search(speech.sentence) is not None
    return declared and plain_maps and free and set(letters) <= there and name not in there and not supposed


_FIXED = re.compile(r"\b(?:points?|some|fix\w*|there (?:is|are|exists?)) (?:[a-z]+ )?⟨\d+⟩", re.IGNORECASE)
"""What says of a letter in a sentence that it is one point."""


def slopes_beside(reading: "Reading", found: Sequence[Segment], said: str) -> Iterator[Segment]:
    r"""Take out of equations that say how things go on what stands beside them of subgradients, and yield that.

    ``x_{t+1} = x_t - h g_t, \quad g_t \in \partial f(x_t)`` says both; beside a claim it is what is claimed of.
    """
    for segment in found:
        if [link.sign for link in segment.links] != ["="]:
            continue
        if said == CLAIMED and not reading.told.concerns_new_sequence([*segment.start, segment.links[0].at]):
            continue
        slopes = [each for each in segment.conditions if is_subgradient(each[1], reading.notation)]
        segment.conditions = [each for each in segment.conditions if each not in slopes]
        yield from (made for _, tokens in slopes for made in segments(tokens, "inline"))


def says_what_letter_is(reading: "Reading", segment: Segment) -> bool:
    """Whether an equation says what a letter is that nobody declares, and of which no equation is supposed here."""
    name = full_name(segment.start, reading.notation)
    if _draws(reading, segment):
        return False
    given = (*reading.scopes.standing, *reading.scopes.given)
    equations = (says for says in given if isinstance(says, ex.Relation) and says.op == "=")
    settled = any(str(getattr(says.left, "name", "")) == name for says in equations)
    return says_what_it_is(segment, reading.notation) and not settled


_DRAWING = words("get gets obtain obtains then hence thus therefore follows conclude yields gives implies deduce so")
"""Words after which an equation claims something, unless a letter alone is on its left."""


def is_fixed(reading: "Reading", segment: Segment) -> bool:
    """Whether an equation may say what a name is of which nothing has been said or declared, and claims nothing."""
    if _draws(reading, segment):
        return False
    first = [[*segment.start, link.at, *link.right] for link in segment.links[:1]]
    claims = reading.scopes.states and reading.speech.states
    return not claims and any(fixed_anew(tokens, reading.notation) - reading.told.names for tokens in first)


def _draws(reading: "Reading", segment: Segment) -> bool:
    """Whether a word before an equation draws it from what stands there, and does not say what a new letter is."""
    names = names_in(segment.start, reading.notation) if reading.speech.word in _DRAWING else frozenset()
    broken = any(not names.isdisjoint(about) for _, _, about in reading.scopes.broken)
    return broken or draws_of_supposed(reading, segment)


def draws_of_supposed(reading: "Reading", segment: Segment) -> bool:
    """Whether a word draws an equation of a letter alone of which something is supposed: "if A x = 0, then x = 0"."""
    name = full_name(segment.start, reading.notation) if reading.speech.word in _DRAWING else None
    return name is not None and name in names_of([*reading.scopes.standing, *reading.scopes.given])


def is_closed(relation: Found) -> bool:
    r"""Whether a relation speaks of no letter, as ``\int_0^1 t \, dt = 1/2``: it does not say what one is."""
    return relation.says is not None and not named(relation.says)


def of_next_term(reading: "Reading", relation: Found) -> frozenset[str]:
    """Return the sequence of which an equation says how it goes on, as its terms are called in doubts: of nothing else.

    What the next term is supposes nothing of what it is made of.
    """
    left = list(relation.tokens[: len(relation.tokens) - len(relation.link.right)])
    name = reading.notation.name(left, 0) if relation.link.sign == "=" and reading.notation.step is None else None
    script = [t.text for t in left[name.after :]] if name is not None else []
    goes_on = name is not None and script[:1] == ["_"] and "+" in script and name.root in reading.notation.counted
    return terms_of(name.root) if name is not None and goes_on else frozenset()


def is_to_solve(segment: Segment, speech: Speech) -> bool:
    """Whether an equation says of a function that it is a number somewhere: "we solve $F(x) = 0$" defines no F.

    It does where the sentence defines something, and does not name an equation.
    """
    link = segment.links[0]
    constant = link.sign == "=" and called_from(segment.start) > 0 and all(t.text.isdecimal() for t in link.right)
    return constant and not (speech.word in _DEFINING and TO_SOLVE.search(speech.sentence) is None)
