r"""What a proof draws in a sentence, without a display: "hence $a \le b$", "by (2), we get $a \le b$"."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.assertions import Found, assertions
from proofcheck.latex.denying import hedged
from proofcheck.latex.forms import fixed_anew
from proofcheck.latex.heard import Item, as_sentence
from proofcheck.latex.in_passing import bounds_free
from proofcheck.latex.notation import named
from proofcheck.latex.source import Token, UnreadError
from proofcheck.latex.speech import DISPLAY
from proofcheck.latex.vocabulary import RELATIONS

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_WE_HAVE = (
    r"(?:we|one) (?:(?:then|now|thus|also|therefore|hence|finally|again|clearly) )?"
    r"(?:have|has|gets?|obtains?|finds?|concludes?|sees?|deduces?|infers?)(?: that)?"
)
_LEADING = (
    r"(?:hence|thus|therefore|consequently|so|then|moreover|furthermore|similarly|finally|likewise|in particular|"
    r"indeed|clearly|obviously|also|but)"
)
_NAMED = r"(?:[a-z-]+ ){0,4}?(?:[a-z-]+|⟨ref⟩)"
_DRAWN = re.compile(
    rf"(?:\b{_LEADING},?|\b{_WE_HAVE},?|\b(?:it|this) (?:then )?follows(?: that)?|"
    rf"\b(?:gives?|yields?|impl(?:y|ies))(?: that)?|^\W*by {_NAMED}(?: and {_NAMED})?,|"
    rf"\b(?:note|notice|observe) that|{DISPLAY} ?,? (?:and|so that))"
    r"(?: ⟨\d+⟩,? and)? ⟨\d+⟩\Z",
    re.IGNORECASE,
)
"""What stands right before a formula that is drawn, or before the one beside it."""
_COMPUTED = re.compile(r"^\W*(?:(?:first|second|third|next|now)(?:ly)?,?|we compute)? ⟨\d+⟩\Z", re.IGNORECASE)
"""What stands before a computation, ``a = b = c``; one equation after it may be a case, or say what a letter is."""
_OPEN = re.compile(
    r"\b(?:could|should|might|perhaps|wants?|wish|needs?|requir\w+|ideally|assumptions?(?! ⟨ref⟩)|hypothes[ei]s|"
    r"construction|definition|choice|design|convention|event|there|points?|taking|choosing|setting|putting|plugging|substituting|"
    r"minimi[sz]\w+|maximi[sz]\w+|optimi[sz]\w+|balancing|solving|equality|equal|tight|attained|large|small|such|these|"
    r"those|until|while|once|without|instead|ignoring|dropping|far|limit)\b|\b(?:with|at) ⟨|"
    r"^\W*(?:at|on|in|inside|outside|along|near|within|during|before|after|under|here|away)\b"
    r"(?! (?:particular|general|fact|addition|total|(?:the )?(?:one|other) (?:hand|words)))",
    re.IGNORECASE,
)
"""What may put a formula under a condition in words, choose a letter for it, or say what was supposed."""
_ENDS = re.compile(
    r"^(?:\Z|;|,? ?and (?:so|thus|hence|therefore|⟨\d+⟩)|,? ?(?:so|which|hence|thus|by|since|because)\b|"
    r" ?for (?:all|any|every|each) ⟨\d+⟩(?:\Z|[,;]))",
    re.IGNORECASE,
)
"""What may stand after it: nothing that restricts it but a range."""


def is_plainly_drawn(reading: "Reading", content: Sequence[Token], following: Sequence[Item]) -> bool:
    """Whether a proof draws a formula in a sentence, of things that are known: it is a line as one in a display is.

    Nothing has been put under a condition in this proof before, and what is drawn gives no letter a value.
    """
    speech, after = reading.speech, as_sentence(following)[0]
    signs = [token.text for token in content if token.text in RELATIONS]
    if not (reading.scopes.proving and signs and _ENDS.match(after)) or hedged(after):
        return False
    if reading.reasons.puts_cases(speech.sentence) or _OPEN.search(speech.sentence):
        return False
    if _DRAWN.search(speech.sentence) is None and (signs.count("=") < 2 or _COMPUTED.search(speech.sentence) is None):
        return False
    if fixed_anew(content, reading.notation) - reading.told.names or bounds_free(reading, list(content)):
        return False
    with suppress(UnreadError, ValueError):
        said = list(assertions(content, reading.notation.copy()))
        return bool(said) and not any(_gives_value(says) or _new(says, reading) for says in said)
    return False


def _gives_value(says: Any) -> bool:
    """Whether an equation may choose a letter, or find where something happens: "so $x = 1$"."""
    letters = ex.ScalarSymbol | ex.VectorSymbol | ex.OperatorSymbol
    body = says.body if isinstance(says, ex.ForAll) else says
    return not isinstance(body, ex.Relation) or (
        body.op == "=" and any(isinstance(side, letters) for side in (body.left, body.right))
    )


def _new(says: Any, reading: "Reading") -> bool:
    """Whether it is about a letter of which nothing has been said: there may be some such one."""
    names = {str(symbol.name) for symbol in named(says) if not isinstance(symbol, ex.Dimension)}
    return not names <= reading.told.names | reading.notation.meanings.keys()


def is_computed(relation: Found) -> bool:
    """Whether an equation after another one in a chain computes the slope of what is defined: it is no supposition.

    "The flow of $F(w) = R(h(w))$ satisfies $w' = -\\nabla F(w) = -Dh(w)^\\top \\nabla R(h(w))$" supposes the first.
    """
    says = relation.says
    if relation.first or not isinstance(says, ex.Relation) or says.op != "=":
        return False
    slopes = (part for part in ex.all_parts(says.left) if isinstance(part, ex.GradientValue | ex.DefinedDerivative))
    return any(isinstance(slope.args[0], ex.Definition) for slope in slopes)
