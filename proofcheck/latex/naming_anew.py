"""Which formulas say for the first time what a name stands for, or how a sequence goes on."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from proofcheck.lang import expressions as ex
from proofcheck.latex.applying import full_name
from proofcheck.latex.assertions import assertions
from proofcheck.latex.claiming import taken_in_sentence
from proofcheck.latex.declarations import define
from proofcheck.latex.forms import (
    MAPPING,
    declares,
    fixed_anew,
    gives_signs,
    in_doubt,
    is_new,
    is_value,
    lists_count,
    names_function,
    names_in,
    occurs,
    says_how_it_moves,
    tokens_of,
)
from proofcheck.latex.grammar import mathematical
from proofcheck.latex.heard import Item, as_sentence, where_clause
from proofcheck.latex.hearing import take_declaration
from proofcheck.latex.in_passing import bounds_free, doubt_bound, is_of_noise
from proofcheck.latex.jacobians import jacobians
from proofcheck.latex.notation import named
from proofcheck.latex.phrases import DESCRIBING, SPELLING_OUT
from proofcheck.latex.plainly import plainly_beside
from proofcheck.latex.ranges import called_from, find
from proofcheck.latex.relations import Segment
from proofcheck.latex.source import SIGN, Token, UnreadError
from proofcheck.latex.speech import ASIDE, CLAIMED, DEFINED, SUPPOSED
from proofcheck.latex.spelling import FRACTIONS, argument
from proofcheck.latex.uses import ACCENTED
from proofcheck.latex.vocabulary import RELATIONS

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading


_ASIDES = frozenset({"with", "where", "using"})
"""Words after which a formula may be supposed, or only be spoken of."""
_SETTING = re.compile(r"\b(?:it|algorithm|method|and|then|learner|player|server) (?:sets|updates|puts) ⟨\d+⟩\Z", re.I)
"""What says of an iteration how it goes on: "in round $t$ it finds ... and sets $w_{t+1} = ...$"."""
_CHOICE = re.compile(
    r"\b(?:with|for|by|choosing|setting|taking|putting|picking|using|choice(?: of)?|where|if)"
    r"(?: (?:the |our |an? )?(?:[a-z-]+ ){0,3})? ?⟨\d+⟩,? (?:and )?⟨\d+⟩\Z",
    re.IGNORECASE,
)
"""What stands before a choice and what more is said of it."""
_JOINED = re.compile(r"⟨(\d+)⟩,?(?: and)? ⟨\d+⟩\Z")


_CALLED = re.compile(
    r"^(?:is|are|be|denotes?|being) (?:the|an?|our|some|its|called|known as|fixed|given)\b", re.IGNORECASE
)
"""What is said of a letter of which a formula gives the sign: "$\\lambda > 0$ is the penalty"."""


def named_in_range(reading: "Reading", content: list[Token]) -> bool:
    """Whether a formula after "for" names something new: a function, or a marked point, "for $x^+ = x - g$ we have"."""
    fresh = reading.seen.begins(content[0])
    if fresh and names_function(content, reading.notation, reading.elsewhere()):
        return True
    left = content[: max(find(content, "="), 0)]
    name = full_name(left, reading.notation) or ""
    marked = name.endswith("plus") or ACCENTED.search(name) is not None
    if not marked or not is_new(left, reading.notation, reading.elsewhere()):
        return False
    reading.speech.ranges.pop()
    return True


def says_sign(reading: "Reading", content: list[Token], following: Sequence[Item]) -> bool:
    """Whether a formula says which sign a new letter has: one of which the words after it say what it is.

    In an argument, one that nobody has spoken of: that this is so is no claim, "up to the choice of $s > 0$".
    """
    if reading.speech.word in _ASIDES and not plainly_beside(reading.speech.word, following):
        return False
    if gives_signs(content, reading.notation) and _is_of_choice(reading, content):
        return True
    if not (gives_signs(content, reading.notation) and reading.told.concerns_new(content)):
        return False
    if reading.scopes.argues:
        names, drawn = names_in(content, reading.notation), reading.speech.states or reading.speech.draws
        spoken = {t.text for tokens in reading.speech.inline[:-1] for t in tokens}
        alone = content[1].text in RELATIONS and names.isdisjoint(reading.told.lone) and content[0].text not in spoken
        return alone and not drawn and not any(map(reading.notation.known, names))
    return _CALLED.match(as_sentence(following)[0]) is not None and reading.speech.sets_the_scene


def _is_left(reading: "Reading", content: list[Token], following: Sequence[Item]) -> bool:
    """Whether the words after an inequality leave it as it is, or it is none that could be supposed."""
    bounds = gives_signs(content, reading.notation) or bounds_free(reading, content)
    return not bounds or plainly_beside(reading.speech.word, following)


def _is_of_choice(reading: "Reading", content: list[Token]) -> bool:
    """Whether a formula gives the sign of a letter in the choice before it: "with $s = 1/L$, $L > 0$, we have"."""
    found = _JOINED.search(reading.speech.sentence)
    before = mathematical(reading.speech.inline[int(found[1])]) if found is not None else []
    place = max(find(before, "="), 0)
    letters = [t.text for t in content if t.text not in RELATIONS and not t.text.isdecimal()]
    chosen = place > 0 and bool(letters) and letters[0] in {t.text for t in before[place:]}
    return chosen and _CHOICE.search(reading.speech.sentence) is not None


def said_in_passing(
    reading: "Reading", content: list[Token], said: str, following: Sequence[Item], *, new: bool
) -> str:
    """Return what a formula is that nothing but an aside supposes: an aside still, where it says nothing new.

    ``new`` where it names a function. "where A and B" supposes B if it supposes A. What a statement says is claimed
    unless it chooses a number. Where the words after it may take it back, it is in doubt.
    """
    if said == ASIDE and reading.speech.word in _ASIDES and not _is_left(reading, content, following):
        reading.scopes.unread(content[0], names_in(content, reading.notation), "what is not plainly supposed")
        return ASIDE
    if lists_count(content) or (said == ASIDE and _counts(reading.speech.sentence, content)):
        return ASIDE
    if said == CLAIMED and reading.scopes.states:
        if goes_on_anew(reading, content):
            return SUPPOSED
        return ASIDE if not new and chooses(reading, content) else said
    ends_with = [token.text for token in content[-2:]]
    if reading.speech.passing and ends_with[0] == "=" and ends_with[-1].isdecimal():  # substituting t = 0
        reading.speech.local = True
        return SUPPOSED
    if _TAKING.match(reading.speech.sentence) and _is_declared_term(reading, content):
        reading.speech.local, reading.speech.word = True, "when"
        return SUPPOSED
    if said == ASIDE and _AGAINST.search(reading.speech.sentence):
        doubt_bound(reading, content, said)
        return ASIDE
    moves = reading.told.concerns_new_sequence(content) or (said == CLAIMED and says_how_it_moves(content))
    sets = _SETTING.search(reading.speech.sentence) is not None and not reading.scopes.argues
    moves |= sets and find(content, "=") > 0
    chosen = reading.speech.word in {"with", "where", "using", "for"}
    signs = chosen and (gives_signs(content, reading.notation) or bounds_free(reading, content))
    new |= said == ASIDE and (signs or reading.told.concerns_new(content))
    before = _JOINED.search(reading.speech.sentence) if said == ASIDE else None
    joined = before is not None and _is_supposed(reading, int(before[1]))
    if (said == ASIDE and instantiates(reading, content)) or (not new and chooses(reading, content)):
        return ASIDE
    first = comes_first(reading, content)
    if said == CLAIMED and _names_quantity(reading, content):
        reading.speech.word = "with"
        return (
            SUPPOSED
            if reading.notation.sequence_of(full_name(content[: find(content, "=")], reading.notation) or "")
            else DEFINED
        )
    counted = said == CLAIMED and not reading.scopes.argues and _COUNTED.search(reading.speech.sentence) is not None
    if counted and gives_signs(content, reading.notation) and reading.told.concerns_new(content):
        name = reading.notation.name(content, 0)
        if name is not None and content[name.after].text == "_":  # of each arm
            reading.speech.ranges.append(argument(content, name.after + 1)[0])
        return SUPPOSED
    if is_of_noise(reading, content):
        return SUPPOSED
    untold = _untold(reading, content)
    if untold and _MODELLED.search(reading.speech.sentence):
        return SUPPOSED
    if not (moves or new or first or joined):
        doubtful = untold | fixed_anew(content, reading.notation) - reading.told.names
        if _PLAYED.search(reading.speech.sentence) and find(content, "=") > 0:
            doubtful |= names_in(content[: find(content, "=")], reading.notation, indices=False)
        doubt_bound(reading, content, said)
        reading.scopes.unread(content[0], doubtful | _is_here(reading, content))
        return ASIDE
    if said == ASIDE:
        reading.speech.aside = len(reading.speech.inline) - 1
    return DEFINED if first and said == CLAIMED else SUPPOSED


_AGAINST = re.compile(
    r"\b(?:contradict\w*|conflict\w*|dispens\w*|away|incompatible|inconsistent|odds|wrong|trouble|problems?|compared) "
    r"with ⟨\d+⟩\Z|"
    r"(?<!\bof )(?<!\bin )\b(?:lemma|theorem|proposition|corollary|inequality) (?:⟨ref⟩|[\d.]+)?,? ?"
    r"(?:applied |used |invoked )?with ⟨\d+⟩\Z",
    re.IGNORECASE,
)
"""What says of the formula after "with" that it is not given: "to get a contradiction with $x \\ge 1$"."""
_FROM = re.compile(r"(?P<before>[^⟨⟩.;]*)\bfrom ⟨\d+⟩(?: (?:up )?to ⟨\d+⟩)?\Z", re.IGNORECASE)
_SETS_OUT = re.compile(r"\b(?:start|begin|beginning|initiali[sz])", re.IGNORECASE)


def _counts(sentence: str, content: Sequence[Token]) -> bool:
    """Whether a formula is where a letter begins or ends to count: "summing from $t = 0$ to $t = T - 1$"."""
    found = _FROM.search(sentence)
    one_letter = [token.text for token in content[1:2]] == ["="]
    return found is not None and one_letter and _SETS_OUT.search(found["before"]) is None


_TAKING = re.compile(
    r"^\W*(?:(?:in particular|for (?:example|instance)|now|thus|hence|indeed|moreover|finally),? )?"
    r"(?:taking|choosing|setting|putting|picking|selecting|with|using|for) (?:now )?⟨\d+⟩\Z",
    re.IGNORECASE,
)
"""What a sentence begins with that takes something for one that it is about: "Taking $h_j = 0$ shows that"."""


def _is_declared_term(reading: "Reading", content: list[Token]) -> bool:
    """Whether an equation says what the terms of a sequence are of which it was said before in which space they are."""
    place = find(content, "=")
    name = full_name(content[:place], reading.notation) if place > 0 else None
    root = reading.notation.sequence_of(name or "")
    return bool(root) and bool(reading.notation.meanings.get(root))


_MODELLED = re.compile(
    r"\b(?:observe[sd]?|generated?|measured?|given|receives?|sees?|obtained|model(?:led)?|data|outputs?|responses?|labels?|"
    r"targets?)\b[^⟨⟩.;]*⟨\d+⟩\Z",
    re.IGNORECASE,
)
"""What says of an equation that it is how something comes about: "we observe $y = X w + e$"."""


_COUNTED = re.compile(
    r"\b(?:has|have) (?:been )?(?:[a-z]+ )?(?:pulled|chosen|played|drawn|sampled|observed|visited|made|seen|used)\b"
    r"[^⟨⟩.;]* ⟨\d+⟩\Z",
    re.IGNORECASE,
)
"""What says how often something happened: "arm $i$ has been pulled $n_i \\ge 0$ times"."""
_QUANTITY = re.compile(
    r"\b(?:the|its|their|our) (?:[a-z-]+ ){1,3}?(?:(?:of|at|in|after|between) [^.;]{0,40}?)?(?:is|are) ⟨\d+⟩\Z",
    re.IGNORECASE,
)
"""What calls a formula by a noun: "the gap of arm $i$ is $D_i = m - m_i$"."""


def _names_quantity(reading: "Reading", content: list[Token]) -> bool:
    """Whether an equation in the setting says what a new letter is that words before it call a quantity."""
    if reading.scopes.argues or reading.speech.draws or _QUANTITY.search(reading.speech.sentence) is None:
        return False
    left = content[: max(find(content, "="), 0)]
    name = reading.notation.name(left, 0) if left else None
    whole = full_name(left, reading.notation)
    if name is None or whole is None or whole in reading.told.names:
        return False
    fresh = not reading.notation.meanings.get(name.root) and name.root not in reading.told.names
    term = bool(reading.notation.sequence_of(whole)) and fresh
    return term or is_new(left, reading.notation, reading.elsewhere())


def _untold(reading: "Reading", content: Sequence[Token]) -> frozenset[str]:
    """Return the declared name that an equation in the setting has alone on its left, if nothing was said of it."""
    place = find(content, *RELATIONS)
    name = full_name(list(content[:place]), reading.notation) if place > 0 and content[place].text == "=" else None
    settled = reading.scopes.argues or reading.speech.draws
    if name is None or settled or not reading.notation.known(name) or name in reading.told.names:
        return frozenset()
    symbols = all(
        isinstance(m, ex.ScalarSymbol | ex.VectorSymbol | ex.OperatorSymbol) for m in reading.notation.known(name)
    )
    return frozenset({name} if symbols and name not in names_in(content[place:], reading.notation) else ())


_HERE = re.compile(r"^\W*(?:here|in (?:this|our) (?:case|example))\b", re.IGNORECASE)
"""How a sentence begins that says what something is in an example."""


def _is_here(reading: "Reading", content: Sequence[Token]) -> frozenset[str]:
    """Return the function that an equation in an example may say anew, "here $g(x) = x$"; or nothing."""
    left = list(content[: max(find(content, "="), 0)])
    opened = called_from(left)
    exemplary = any(scope.passes for scope in reading.scopes.open_) or _HERE.search(reading.speech.sentence) is not None
    name = full_name(left[:opened], reading.notation) if opened > 0 and exemplary else None
    return frozenset() if name is None else frozenset({name})


_CONSTANT = re.compile(
    r"\b(?:for|with|using|taking|choosing) (?:an?|the|our) (?:constant|fixed)\b[^⟨⟩.]*⟨\d+⟩\Z", re.IGNORECASE
)


def constant_terms(reading: "Reading", content: Sequence[Token], said: str) -> list[Token]:
    r"""Return what says that all terms are equal, "for a constant step $\gamma_k = \gamma$"; else nothing."""
    place = find(content, "=", "\\equiv")
    name = full_name(list(content[place + 1 :]), reading.notation) if place > 1 else None
    same = [t.text for t in content[:1]] == [t.text for t in content[place + 1 :]]
    passing = said in {ASIDE, "range"} or _CONSTANT.search(reading.speech.sentence) is not None
    if name is None or not same or content[1].text != "_" or not passing:
        return []
    sign = content[place]
    return [*content[:place], Token(SIGN, "=", sign.source, sign.at, sign.end), *content[place + 1 :]]


def goes_on_anew(reading: "Reading", content: list[Token]) -> bool:
    """Whether a formula says how a sequence goes on of which nothing is said: "gradient descent, $x_{k+1} = ...$,"."""
    if reading.speech.states:
        return False
    place = find(content, "=")
    next_term = place > 0 and any(t.text == "+" for t in content[:place])
    return next_term and reading.told.concerns_new_sequence(content)


def _is_supposed(reading: "Reading", number: int) -> bool:
    """Whether a formula of the sentence was supposed, as an aside or as a condition on the display before it."""
    return number == reading.speech.aside or mathematical(reading.speech.inline[number]) in reading.settled


def comes_first(reading: "Reading", content: Sequence[Token]) -> bool:
    """Whether an equation has a name alone on its left that stands here first: it says what that is."""
    place = find(content, *RELATIONS)
    name = full_name(list(content[:place]), reading.notation) if place > 0 and content[place].text == "=" else None
    marked = place > 1 and name not in reading.told.names and reading.speech.sets_the_scene  # w^+ = w - s g
    first = marked or reading.seen.begins(content[0])
    if name is None or reading.notation.known(name) or not first:
        return False
    there = names_in(content[place:], reading.notation)
    return any(reading.notation.known(other) or other in reading.notation.likely for other in there)


_WHAT_IT_IS = re.compile(
    r"(?<!\bat )(?<!\bfor )(?<!\bin )(?<!\bif )(?<!\bof )(?<!\bto )\b(?:the|an?|our) (?:[\w-]+ )?"
    r"(?:function|map(?:ping)?|functional|point|vector|matrix|operator|quantity|variable|iterate|direction|error|"
    r"difference|polynomial) ⟨\d+⟩\Z",
    re.IGNORECASE,
)
"""What a formula is called whose left side is named in passing: "the point $z = t x + (1 - t) y$ is in C"."""


def called(reading: "Reading", content: list[Token]) -> bool:
    """Whether an equation says what a function, or an undeclared letter, is that words before it name."""
    place = find(content, *RELATIONS)
    if place < 1 or content[place].text != "=" or _WHAT_IT_IS.search(reading.speech.sentence) is None:
        return False
    left, right = content[:place], content[place + 1 :]
    if find(right, *RELATIONS) >= 0 or not names_in(right, reading.notation):
        return False
    name = full_name(left, reading.notation)
    letter = name is not None and name in in_doubt(frozenset({name}), reading.notation) and not occurs(left, right)
    return letter or (left[-1].text == ")" and called_from(left) > 0)


def instantiates(reading: "Reading", content: Sequence[Token]) -> bool:
    """Whether an equation says of a letter what it is put for, which is bound in what is supposed."""
    name = full_name(list(content[: max(find(content, "="), 0)]), reading.notation)
    supposed = (says for says in (*reading.scopes.standing, *reading.scopes.given) if isinstance(says, ex.ForAll))
    bound = {str(ex.range_variable(span).name) for says in supposed for span in says.ranges}
    return name in bound and not reading.notation.known(name or "")


_PLAYED = re.compile(
    r"^\W*with ⟨\d+⟩\Z|\b(?:plays?|uses?|takes?|runs?|performs?|chooses?|employs?)(?: [a-z-]+)?(?: ⟨\d+⟩ and)? ⟨\d+⟩\Z",
    re.IGNORECASE,
)
"""What somebody does so from here on, whatever was said of it before: "dual averaging plays $x_{t+1} = ...$"."""
_CHOOSING = re.compile(
    r"\b(?:choosing|taking|setting|picking|selecting|choice|with)"
    r"(?: (?:the|an?|of|step|step-?size|size|learning|rate|choice|parameter|value|radius|optimal|constant)){0,4} "
    r"⟨\d+⟩\Z",
    re.IGNORECASE,
)


def chooses(reading: "Reading", content: list[Token]) -> bool:
    """Whether a sentence chooses a number of which no more than its range is supposed: "Choosing $\\eta = 1/L$".

    It is supposed then, for the paragraph.
    """
    place = find(content, "=")
    name = full_name(content[: max(place, 0)], reading.notation)
    if name is None or _CHOOSING.search(reading.speech.sentence) is None:
        return False
    given = (*reading.scopes.standing, *reading.scopes.given)
    equations = [a.left for a in given if isinstance(a, ex.Relation) and a.op == "="]
    try:
        [says] = assertions(content, reading.notation)
    except (UnreadError, ValueError):
        reading.scopes.unread(content[0], frozenset({name}))
        return True
    number = isinstance(says, ex.Relation) and isinstance(says.left, ex.ScalarSymbol) and not says.left.is_integer
    if not number or says.left in equations or says.left in named(says.right):
        return False
    reading.scopes.assume([says], local=True, passing=True)
    return True


def begins_sequence(reading: "Reading", found: Sequence[Segment]) -> bool:
    """Whether a display says how a sequence goes on of which nothing has been said."""
    return not reading.scopes.argues and any(reading.told.concerns_new_sequence(tokens_of(each)) for each in found)


def described_under(reading: "Reading", display: Sequence[Token]) -> list[tuple[str, list[Token]]]:
    """The condition under which it holds, "where, as long as $x > 0$,", but that something divided by is not 0."""
    divides = any(t.text in {*FRACTIONS, "/"} for t in display)
    numbers = (found["under"] for found in DESCRIBING.finditer(reading.speech.sentence))
    told = [reading.speech.inline[int(number)] for number in numbers if number]
    return [("if", said) for said in told if not (divides and any(t.text in {"\\ne", "\\neq"} for t in said))]


def sought_vaguely(reading: "Reading", content: list[Token]) -> frozenset[str]:
    """Return what is looked for where no equation says what it is, or its letter may stand for any such thing after."""
    sought = names_in(reading.speech.inline[-2], reading.notation)
    marked = any(name.endswith("*") or ACCENTED.search(name) is not None for name in sought)
    return frozenset() if marked and find(content, "=") >= 0 else sought


_WHERE = re.compile(r"⟨\w+⟩,? where,?\Z", re.IGNORECASE)


def defines(reading: "Reading", found: Sequence[Segment], role: str | None) -> bool:
    """Whether a display says, right after "where", what names are of which no equation is supposed.

    So it does where what was claimed before it was put under it.
    """
    if role or _WHERE.search(reading.speech.sentence) is None:
        return False
    if found and all(mathematical(tokens_of(segment)) in reading.settled for segment in found):
        return True
    lefts = [segment.start if [link.sign for link in segment.links] == ["="] else [] for segment in found]
    names = [full_name(left, reading.notation) or "" for left in lefts]
    roots = {reading.notation.sequence_of(name) or name for name in names}
    return all(roots) and roots.isdisjoint(reading.told.supposed)


def spells_out(reading: "Reading", found: Sequence[Segment]) -> bool:
    """Whether a display is what a property means that words before it say, and no function in it is defined."""
    if SPELLING_OUT.search(reading.speech.sentence) is None:
        return False
    names = frozenset[str]().union(*(names_in(tokens_of(each), reading.notation) for each in found))
    return not any(isinstance(m, ex.Definition) for name in names for m in reading.notation.meanings.get(name, ()))


def without_signs(reading: "Reading", after: list[tuple[str, list[Token]]], at: Token) -> list[tuple[str, list[Token]]]:
    """Suppose what "where" says of the numbers in a display that says how things are: it is no condition on it."""
    for _, tokens in (each for each in after if each[0] == "where"):
        taken_in_sentence(reading, tokens, SUPPOSED, at, ())
    return [each for each in after if each[0] != "where"]


def announce(reading: "Reading", following: Sequence[Item]) -> None:
    """Take what the rest of the sentence says that names in a display stand for: "where $r(t) = ...$".

    So it is with the functions of which it says where they go to: "where each $f_i : \\R^d \\to \\R$ is convex".
    """
    sentence, inline = where_clause(following)
    for content in map(mathematical, inline):
        try:
            place = find(content, "=", "\\coloneqq")
            if (
                place > 0
                and not instantiates(reading, content)
                and not is_value(content[:place], content[place + 1 :], reading.notation)
                and is_new(content[:place], reading.notation, reading.elsewhere())
            ):
                reading.note_definition(define(content, reading.notation), content[0])
            elif declares(content) and find(content, *MAPPING) > 0:
                take_declaration(reading, content, DEFINED)
        except UnreadError:
            continue
    for definition in jacobians(sentence, inline, reading.notation):
        reading.note_definition(definition, following[0].at)
