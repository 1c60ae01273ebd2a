"""Equations that determine a letter of which no more is known: "the minimum satisfies", "setting the gradient to zero".

They are supposed of it from there on: what minimises is named by nobody, and nothing else makes them true or false.
"""

import re
from typing import TYPE_CHECKING, Any

from proofcheck.lang import expressions as ex
from proofcheck.latex.about import names_of
from proofcheck.latex.assertions import Found
from proofcheck.latex.minimisers import least_value
from proofcheck.latex.notation import named

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_BEST = (
    r"(?:minimum|minima|minimi[sz]ers?|maximum|maxima|maximi[sz]ers?|optimum|optima|optimi[sz]ers?|solutions?|"
    r"(?:critical|stationary|optimal|extremal|fixed|equilibrium) (?:[\w-]+ )?(?:points?|weights?|parameters?|"
    r"coefficients?|choices?|solutions?|vectors?|matri(?:x|ces))|argmin|mle|roots?)"
)
_ESTIMATE = r"(?:estimators?|estimates?)"
_OPTIMALITY = (
    r"(?:(?:(?:first|second)[- ]order|optimality|stationarity|kkt|euler[- ]lagrange|normal|estimating|score|likelihood)"
    r"(?: optimality| necessary)?(?: conditions?| equations?| systems?)+|"
    r"conditions? (?:for|of) (?:an? |the |its )?(?:optimality|stationarity|minim\w+|maxim\w+|extrem\w+|optim\w+))"
)
_MORE = r" (?!(?:not|but|yet|while|whereas)\b)[\w-]+"
_ZERO = r"(?:zero|0|⟨\d+⟩)"
_DETERMINING = re.compile(
    rf"\b{_BEST}(?: (?:of|to|for|in) (?:[\w-]+ ){{0,4}}(?:⟨\d+⟩ ?)?)?,? ?(?:must |should |has to |have to |will |can )?"
    r"(?:also |then |thus |therefore |necessarily )?(?:be |are |is )?(?:satisf\w+|verif\w+|solves?|fulfil\w*|obeys?|"
    r"meets?|(?:given|determined|defined|characteri[sz]ed|found) (?:by|from)|those with|such that|found by solving)"
    r"(?: (?:the|these|this|following|normal|linear|[\w-]+ equations?|equations?|systems?|conditions?))*[,:]?\Z|"
    rf"\b{_ESTIMATE},? (?:is |are )?(?:solves?|(?:determined|defined|characteri[sz]ed|found) (?:by|from))[,:]?\Z|"
    rf"\bat (?:the|an?|any|its|this|every) (?:[\w-]+ )?{_BEST}(?: ⟨\d+⟩)?,?(?: we (?:must )?have| it holds that)?\Z|"
    rf"\b{_OPTIMALITY}(?:{_MORE}){{0,5}}[,:]?\Z|"
    r"\b(?:set(?:ting|s)?|equat(?:e|ing|es)|put(?:ting|s)?) (?:[\w-]+ ){0,4}"
    r"(?:gradients?|derivatives?|differentials?|partials?|expressions?|it|this|these|them|both|⟨ref⟩|⟨\d+⟩)"
    rf" (?:[\w-]+ ){{0,3}}?(?:equal )?to {_ZERO}(?:,?(?:{_MORE}| ⟨\d+⟩)){{0,7}}[,:]?\Z|"
    r"\b(?:gradients?|derivatives?) (?:[\w-]+ ){0,2}(?:vanish(?:es)?|(?:is|are|equals?|becomes?) "
    rf"{_ZERO}) (?:if|when|iff|exactly|only|precisely|where|for)(?: [\w-]+){{0,3}}[,:]?\Z|"
    r"\b(?:we|to|and|by|then|then we|must|it remains to|amounts to|reduces to) (?:then |now |need to |must |have to )?"
    r"solv(?:e|es|ed|ing)(?: (?:the|this|these|following|linear|normal|equations?|systems?|for ⟨\d+⟩))*[,:]?\Z|"
    r"\b(?:solved by|solving (?:it|this|that|the problem|for ⟨\d+⟩) (?:amounts to|means|requires|reduces to))[,:]?\Z",
    re.IGNORECASE,
)
"""What stands before an equation that says what something best is, or is to be solved."""

_LAST = re.compile(r"\s*⟨\d+⟩\Z")


def determines(reading: "Reading", relation: Found, *, alone: bool) -> bool:
    """Whether an equation says what a sentence looks for, while nothing says that it is best; note its letters.

    ``alone`` where no chain is on display: else only that something is 0 is said of it. What such an equation was
    supposed of is known from then on: the next one about it is claimed, and so is what is said of means. A statement
    claims it of something that it does not name: there the letters are in doubt.
    """
    says = relation.says
    sentence = reading.speech.sentence
    before = (sentence, _LAST.sub("", sentence))
    if not isinstance(says, ex.Relation) or says.op != "=" or not any(map(_DETERMINING.search, before)):
        return False
    parts = ex.all_parts(says)
    if any(isinstance(part, ex.Expectation) for part in parts) or not (
        says.right == 0 or (alone and not any(map(_is_slope, parts)))
    ):
        return False
    given = (*reading.scopes.standing, *reading.scopes.given)
    letters = names_of([says])
    best = any(least_value(part) is not None and named(part) & named(says) for part in given)
    number, determined = reading.speech.sentences, reading.told.determined
    known = all(determined.get(letter, number) < number for letter in letters)
    if reading.scopes.states and not best:
        reading.scopes.unread(relation.link.at, frozenset(letters), "what is best")
        return False
    if not (best or known):
        reading.told.determined = {**dict.fromkeys(letters, number), **determined}
    return not (best or known)


def _is_slope(part: Any) -> bool:
    return isinstance(part, ex.GradientValue | ex.NablaAt | ex.TimeDerivative | ex.DefinedDerivative)
