"""What a sentence says is settled, refuted or dropped: it is supposed no longer."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from proofcheck.latex.citing import labels_within
from proofcheck.latex.heard import Item, as_sentence
from proofcheck.latex.notation import named
from proofcheck.latex.source import Token
from proofcheck.latex.vocabulary import words
from proofcheck.latex.withdrawing import withdraw
from proofcheck.latex.witnesses import note_witnesses
from proofcheck.latex.worded import SUPPOSED_WORDS

if TYPE_CHECKING:
    from proofcheck.latex.document import Reading

_SETTLED = re.compile(
    r"^\W*(?:(?:moreover|also|furthermore|besides|in addition|and|in fact|but|however),? )?(?:we (?:also )?have )?"
    r"(?:always|unconditionally|regardless|in (?:any|every|each) case|without any (?:condition|restriction)s?),?\s*\Z|"
    r"^\W*(?:[a-z]+,? ){0,2}?(?:we|one|it) always (?:has|have|holds?)(?: that)?,?\s*\Z|"
    r"^\W*(?:[a-z]+,? ){0,2}?(?:whether or not|irrespective(?:ly)? of|regardless of|independent(?:ly)? of) .*,\s*\Z|"
    r"[;,] (?:and |moreover,? |also |furthermore,? ){1,2}(?:we (?:also )?have )?(?:always|unconditionally|"
    r"in (?:any|every|each) case),?\s*\Z|"
    r"\b(?:nothing (?:left )?to (?:show|prove|do)\b|we are done\b|"
    r"(?:is|are|holds?) (?:trivial\w*|obvious\w*|immediate|clear)(?: true| satisfied)?\W*\Z)",
    re.IGNORECASE,
)
"""What says of a case that it needs no argument."""
_SYMMETRIC = re.compile(
    r"\b(?:by (?:the )?(?:symmetry|analogy|the same (?:argument|reasoning|token|proof|computation))|"
    r"(?:the|a) (?:same|similar|analogous|symmetric) (?:argument|reasoning|proof|computation|calculation)|"
    r"(?:symmetrically|analogously|mutatis mutandis|the other way r?ound|vice versa)|"
    r"(?:inter|ex)chang\w+ (?:the )?(?:roles?|letters?|names?)|"
    r"with (?:the )?roles? (?:inter|ex)changed|(?:swap|switch|revers)\w* (?:the )?roles?)\b(?! of)",
    re.IGNORECASE,
)
"""What says that something is shown as something else was: perhaps not under what was supposed for that."""
_CHOSEN_SO = re.compile(r"\b(?:assum|suppos|generality|restrict|consider|choos|tak)\w*", re.IGNORECASE)
_CONTRADICTED = re.compile(
    r"(?<!\bfor )(?<!\bseeking )(?<!\btowards )(?<!\btoward )\b"
    r"(?:an?|the desired|our|this) (?:contradiction|absurdity|impossibility)\b|"
    r"\b(?:contradict|violat)(?:es|s|ing)\b|\b(?:is|are) (?:absurd|impossible)\b|"
    r"\bcontrary to (?:the |our |what |assumptions?\b|hypothes[ei]s\b)|"
    r"\b(?:this|that|which|it) (?:cannot (?:be|hold|happen|occur)|is (?:not (?:so|possible|true)|false|wrong))\b|"
    r"\b(?:supposition|assumption|hypothesis) (?:was|is|must be|must have been|cannot be) (?:false|wrong|true)\b",
    re.IGNORECASE,
)
"""What says that a supposition to the contrary is refuted."""
CONTRADICTION = words(r"\lightning \contradiction \blitza \bot \Rightarrow \Leftarrow \to \leftarrow")
"""Signs that say so, when they stand alone."""
_ONLY_SAID = re.compile(
    r"^\W*(?:(?:but|now|also|however|moreover|indeed|clearly|then),? )?(?:if|when|whenever|where|with) ⟨\d+⟩,? "
    r"(?!(?:then,? )?(?:we|let|and|or)\b)(?![^⟨⟩]*\bfollow)[a-z]+ [a-z][^⟨⟩]*\Z",
    re.IGNORECASE,
)
"""A sentence that says in words alone what is so under a condition: "if $x > 1$, the method diverges"."""
_DROPPED = re.compile(
    r"\b(?:drop|remove|lift|discard|abandon|forget(?: about)?|undo) "
    r"(?:this|that|it)(?=[,.;:]| (?:now|again|here)\b|\Z)|"
    r"\bno longer (?:assume|suppose|require|impose) (?:this|it|that)\b|"
    r"\b(?:drop|remov|lift|relax|discard|withdraw)\w* (?:this|the|that|our) (?:[a-z]+ )?"
    r"(?:assumption|restriction|condition|hypothesis)\b|"
    r"\b(?:assumption|restriction|condition|hypothesis)\b[^.;]*\bwe (?:[a-z]+ )?(?:drop|remove|lift|discard) it\b|"
    r"\bwithout (?:this|that|our) (?:[a-z]+ )?(?:assumption|restriction|condition|hypothesis)\b|"
    r"\b(?:this|that|the|our) (?:[a-z]+ )?(?:assumption|restriction|condition|hypothesis|convention|supposition) "
    r"(?:ends|expires|stops|no longer|is over|ceases|was only|does not (?:apply|hold))\b|"
    r"\b(?:if|when|once) (?:this|that|our) (?:[a-z]+ )?(?:assumption|restriction|condition|hypothesis) "
    r"(?:fails|does not hold|is (?:violated|not (?:satisfied|met|made)))\b|"
    r"\b(?:assumption|restriction|condition|hypothesis) (?:is|will be|can be|may be|shall be)(?: now| next)? "
    r"(?:dropped|removed|lifted|discarded|relaxed)(?: now| next| here)\b",
    re.IGNORECASE,
)
"""What says that something is supposed no longer."""
_ALONE = re.compile(r"⟨ref⟩ (?:only|alone)\b|\bonly (?:under |with |by |the |[a-z]*assumptions? )*⟨ref⟩", re.IGNORECASE)
_NEEDLESS = (
    r"\b(?:without(?: (?:using|assuming|invoking|requiring|imposing|needing|any use of))?|dropping|drop|even if|"
    r"independent(?:ly)? of|no need (?:for|of)|in (?:the )?absence of|dispens\w+ with|but not|"
    r"(?:replac|weaken|relax|omit|remov|lift)\w*|not (?:need|use|require|assume|rely on|depend on|invoke))"
)
_WITHOUT = re.compile(
    rf"{_NEEDLESS} (?:the |[a-z]*assumptions? |conditions? )*⟨ref⟩|"
    r"⟨ref⟩ (?:does not hold|need not hold|fails?|(?:is|are) (?:violated|dropped|false|replaced|"
    r"weakened|relaxed|omitted|removed|lifted|not (?:satisfied|needed|assumed)))",
    re.IGNORECASE,
)
"""What says under which assumptions alone, or without which, something is."""
_UNDER = re.compile(
    r"\b(?:under|suppos\w*|assum(?:e|ing)|let|if|given|when|whenever|provided|with|satisf\w+|"
    r"grant(?:ed|ing))\b[^.;]*⟨ref⟩",
    re.IGNORECASE,
)
"""What says under which assumptions a statement is."""
_WITHOUT_NUMBER = re.compile(rf"{_NEEDLESS} assumptions? [\dA-Z]", re.IGNORECASE)
"""The same of an assumption whose number is typed: it may be any one."""
_TAKEN_BACK = re.compile(
    r"^(?: (?:and|or|⟨ref⟩))* (?:(?:do|does|need|may|might|must|can) ?not|fails?|"
    r"(?:is|are) (?:violated|not|false|replaced))\b|^[^.;:]*\binstead\b(?! of)",
    re.IGNORECASE,
)
"""What says of the assumptions of another statement that they do not hold here, or that others do."""
_JUDGED = (
    r"(?:easier|simpler|simplif(?:y|ies)|better|sharper|sharp|tight|tighter|stronger|faster|nicer|improv(?:e|es|ed)|"
    r"more can be said|say (?:much )?more|do (?:even )?more|optimal|well[- ]known|classical|due to|treated|see)"
)
_REMARKED = re.compile(
    r"^\W*(?:[a-z]+,? )?(?:if|when|whenever|provided|should|under|with|assuming|in case|for)\b[^.;:]*⟨\d+⟩[^.;:⟨]*"
    rf"\b{_JUDGED}\b(?!.*\b(?:following|below)\b)[^⟨]*\Z|"
    r"\b(?:assum|suppos|requir|impos)\w*\b[^.;:]*⟨\d+⟩[^.;:⟨]*\bwould\b|\bwere to (?:assume|suppose|require|impose)\b|"
    r"\bis a (?:real |strong |serious |severe )?restriction to (?:assume|suppose)\b|"
    r"\b(?:readers?|who) (?:[a-z]+ ){0,2}?(?:may|might|can|could) (?:safely |just )?(?:assume|suppose)\b|"
    r"^\W*if (?:you|one) (?:likes?|prefers?|wish(?:es)?|wants?)\b|"
    r"^\W*(?:we )?(?:assume|suppose|take)(?: that)? ⟨\d+⟩,? (?:if|where|whenever) (?:necessary|needed|desired)\W*\Z|"
    r"^\W*if (?:necessary|needed|desired),? (?:we )?(?:assume|suppose|take)(?: that)? ⟨\d+⟩\W*\Z|"
    r"\b(?:assume|suppose)(?: that)? ⟨\d+⟩[^⟨.;:]*\bonly (?:where|when|if|occasionally|sometimes)\b|"
    r"\b(?:in practice|in applications|in experiments|empirically)\b[^⟨.;:]*⟨\d+⟩|"
    r"⟨\d+⟩ on (?:the |an? |some |this )?(?:event|set)\b|\bcontradict\w* (?:with|to) ⟨",
    re.IGNORECASE,
)
"""What says that a sentence only remarks what its condition would give, or supposes it for some alone."""
_DONE = re.compile(
    r"\b(?:(?:proves|shows|establishes|completes|concludes) (?:the|our) [a-z]+|"
    r"(?:claim|result|assertion) follows|as (?:claimed|desired))\b",
    re.IGNORECASE,
)
"""What says that what was to be shown is shown, and so the contrary refuted."""


def end_suppositions(reading: "Reading", *, ended: bool = False) -> None:
    """End what the sentence says is settled, refuted or dropped; where it has ``ended``, what it only remarks."""
    said, scopes = reading.speech.sentence, reading.scopes
    note_witnesses(reading)
    if _SETTLED.search(said):
        scopes.settled()
    if ended and (_REMARKED.search(said) or _ONLY_SAID.match(said)):
        scopes.withdrawn(now=True)
    if _SYMMETRIC.search(said) and not _CHOSEN_SO.search(said):
        scopes.withdrawn(own=True)
    if _CONTRADICTED.search(said) or (scopes.refuting and _DONE.search(said)):
        scopes.contradicted()
    if _DROPPED.search(said):
        scopes.withdrawn()
    leave_out(reading)
    end_epithets(reading)


def end_epithets(reading: "Reading", name: str = "") -> None:
    """End what words right before letters have supposed of them in sentences before, or of one ``name`` before.

    In the proof of what is stated so it is still supposed.
    """
    told, here = reading.told.epithets, (reading.speech.sentences, reading.scopes.place)
    for letter in [letter for letter, of in told.items() if letter == name or of.sentence != here[0]]:
        ended = told.pop(letter)
        for says in ended.supposed if ended.place == here[1] else ():
            reading.scopes.retracted(says, allowed=False)


def without_epithets(reading: "Reading", words: str) -> str:
    """Return the words of a sentence without those right before letters that were taken for suppositions."""
    told, here = reading.told.epithets.values(), reading.speech.sentences
    taken = [of.formula for of in told if of.supposed and of.sentence == here]
    before, letter, after = words.partition(f"⟨{max(taken, default=-1)}⟩")
    return f"{SUPPOSED_WORDS.sub('', before)}{letter}{after}" if letter else words


def taken_back(reading: "Reading", following: Sequence[Item], at: Token) -> bool:
    """Whether the assumptions of a statement that was named last do not hold here: what they are about is in doubt."""
    said = reading.speech.sentence.rpartition("⟨ref⟩")[2].rstrip()
    if _TAKEN_BACK.match(f"{said} {as_sentence(following)[0]}") is None:
        return False
    if said:
        return True
    named_there = [s for s in reading.scopes.statements if not set(s.labels).isdisjoint(reading.speech.labels)]
    symbols = (symbol for scope in named_there for says in scope.given for symbol in named(says))
    reading.scopes.unread(at, frozenset(str(getattr(symbol, "name", "")) for symbol in symbols))
    return True


def leave_out(reading: "Reading") -> None:
    """Leave out the assumptions without which, or all but those under which alone, the sentence says something."""
    withdraw(reading)
    said = reading.speech.sentence
    labels = reading.speech.labels
    without = {name for found in _WITHOUT.finditer(said)
               for name in labels_within(said, found.start(), found[0], labels)}  # fmt: skip
    if (alone := _ALONE.search(said) is not None) or without:
        left = reading.scopes.without([*labels] if alone else [*without], alone=alone)
        reading.scopes.leave(left, lasts=False)
    others = [name for name in labels if name not in without]
    if others and not alone and _UNDER.search(said) is not None:
        reading.scopes.cite(others)
    if _WITHOUT_NUMBER.search(said):
        reading.scopes.leave(reading.scopes.without(()), lasts=False)
