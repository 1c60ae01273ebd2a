"""Whether a sentence supposes a formula in words that are known for sure; in other words it may say anything of it.

"Suppose that the step size satisfies $s \\le 1$" supposes it, and "suppose someone asks for $s \\le 1$" does not. The
words that do are few, those that do not are without number: what is not said in the former is in doubt.
"""

import re
from collections.abc import Sequence

from proofcheck.latex.heard import Item, words_after
from proofcheck.latex.vocabulary import words

_KEY = re.compile(
    r"\b(?:suppos(?:e|ing|ed)|assum(?:e|ing|ed)|let|if|when(?:ever)?|under|provided|consider(?:ing)?|given|fix|choose|"
    r"pick|take|taking|with|where)\b",
    re.IGNORECASE,
)
"""Words with which a supposition begins."""
_OWN = words(
    "we let suppose assume consider fix take choose pick if when whenever given under provided assuming where with"
)
"""Words with which its author begins a clause that supposes, whatever is said before it."""
_FUNCTIONAL = words(
    "we us it is be are been that then now first firstly second secondly third next finally here there so also "
    "moreover further furthermore again still thus hence therefore and but however instead alternatively conversely "
    "indeed may can will shall suppose supposing supposed assume assuming assumed let if when whenever under where "
    "with such having satisfying satisfies satisfy satisfied obeys obey has have holds hold for from on in by to of "
    "ie not consider considering given fix choose pick take taking provided throughout always henceforth hereafter "
    "exist exists without temporarily wlog additionally following otherwise restrict ourselves impose run started "
    "solve solves look at note follow work"
)
_ORDINALS = words("first second third next following fixed given")
_PLAIN = _FUNCTIONAL | words(
    "all both every each any some one two three most true valid fixed real positive negative nonnegative integer "
    "number numbers reals point points solution solutions constant constants function functions vector vectors matrix "
    "sequence sequences"
)
"""Words that leave a supposition as it is."""
_ARTICLE = r"(?:the|an?|our|this|these|its|their|any|every|each|some|all|both|two|three|such|whose)"
_ADJECTIVE = (
    r"(?:convex|concave|(?:twice |continuously )*differentiable|smooth|symmetric|positive (?:semi-?)?definite|bounded|"
    r"continuous|measurable|non-?negative|invertible|orthogonal|diagonal|independent|closed|proper|compact|non-?empty)"
)
_PHRASES = re.compile(
    r"\b(?:as (?:long|soon) as|as (?:before|above|usual|well|in ⟨ref⟩)|on the other hand|(?:to|on) the contrary|"
    r"(?:for (?:the sake of )?|by (?:way of )?|towards? |to (?:get|obtain|reach|derive) )(?:an? |the )?contradiction"
    r"(?! (?:with|to|from|of)\b)|"
    r"for (?:the (?:moment|time being)|a moment|now|simplicity|convenience|definiteness|brevity)|"
    r"until further notice|from (?:now|here) on(?:wards?)?|it (?:is enough|suffices) to "
    r"(?:consider|treat|look at|study)|"
    r"(?:assumptions?|conditions?|hypothes[ei]s) (?:⟨ref⟩|[\d.]+)|"
    r"under (?:the|an?|our) (?:[a-z]+ )?(?:assumption|condition|hypothesis|restriction)s?(?: that)?|"
    r"as an?(?: [a-z-]+){1,3}?(?=,? (?:we )?(?:consider|let|suppose|assume|take)\b)|"
    r"(?:after|upon|up to|by)(?: [a-z-]+){1,3}?(?=,| we\b)|"
    r"as in (?:the|our) [a-z]+|see what happens|"
    r"in (?:particular|addition|what follows|the (?:sequel|following))|without (?:any )?loss of generality|"
    r"(?:by|for) (?:symmetry|induction|scaling|homogeneity|continuity|the induction hypothesis)|"
    r"(?:in|for|throughout|within|from) (?:(?:the rest|the remainder|all) of )?(?:(?:the|this|our) )?"
    r"(?:(?:whole|entire|present) )?(?:sub)?(?:section|paragraph|paper|chapter|note|article|thesis|proof|lecture|"
    r"appendix|part|case)(?: (?:⟨ref⟩|\d+))?(?: (?:only|on))?|for which|so that|so (?:large|small|big) that|"
    r"at (?:least|most) [a-z]+|(?:chosen|set|taken|fixed|selected|picked|tuned)(?: (?:as|to|so that|with|at))?|"
    r"(?:gradient (?:descent|flow)|sgd|iteration|recursion|method|algorithm|scheme|update)(?=\s*(?:\Z|⟨))|"
    r"(?:strongly[ -]convex|smooth|lipschitz(?:[ -]continuous)?)(?= with (?:an? |the )?(?:constant|parameter|modulus))|"
    r"(?:zero|unit|finite|bounded) (?:means?|variances?)|(?:means?|variances?) (?:zero|one)|cent(?:e)?red|"
    r"(?:smoothness|lipschitz|(?:strong )?convexity)(?= (?:constant|parameter|modulus))|"
    rf"{_ADJECTIVE}(?:(?:,|,? and)? {_ADJECTIVE})+|"
    r"evolv\w+ (?:according to|by|via)|(?:the |a )?(?:sub-?)?gradient flow|follow\w* the (?:dynamics|flow)|"
    r"which (?:implies|means|gives)|(?:made|generated|defined|determined|given) by|almost (?:surely|everywhere))(?!\w)",
    re.IGNORECASE,
)
"""Phrases that do so."""
_NO_NOUN = _FUNCTIONAL - _ORDINALS | words("which who whom never denote denotes than")
_WORD = rf"(?!(?:{'|'.join(sorted(_NO_NOUN))})\b)[a-z’'-]+"
_END = r"(?=\s*(?:\Z|,|⟨|\)))"
_NOUN = rf"{_ARTICLE}(?: ⟨\d+⟩)?(?: {_WORD}){{0,5}}?"
_VERB = r"(?:satisf\w+|obeys?|fulfil\w*|is|are|be|has|have|with|such that|where|and|we|let us|holds for (?:some\b|⟨))"
_NAMED = re.compile(rf"\b(?:be|is|are|denotes?) {_NOUN}\s*\Z")
"""What says that something is called so: "let $P$ be the statement"."""
_CALLED = re.compile(rf"\b(?:denot\w+|call|write|name)\b[^⟨⟩]*(?:⟨\d+⟩[^⟨⟩]*)?\b(?:the|an?)(?: {_WORD}){{1,4}}\s*\Z")
_THING = re.compile(
    rf"\b{_NOUN}(?: of (?:{_NOUN}|{_WORD}){_END})?"
    rf"(?=\s*(?:\Z|[,:⟨)]| {_VERB}| of ⟨| of {_ARTICLE}\b| (?:at|on|in|for|to|between|from) (?:⟨|{_ARTICLE}\b)))|"
    rf"\b(?:with|of)(?: {_WORD}){{1,4}}{_END}|"
    rf"\b(?:suppose|assume|assuming|that|let|if|when|run|consider|of)(?: {_WORD}){{1,4}}(?= {_VERB})"
)
"""A noun with its adjectives, of which the verb after it says something."""
_PICKS = re.compile(rf"\b(?:an?|each|every|this) (?:{_WORD} ){{1,3}}[a-z]+[a-rtv-z]s(?=\s*⟨| that\b| to\b| so\b)")
"""A verb after a noun in the singular: "an adversary picks"."""
_PREDICATE = re.compile(
    rf"\b(?:be|is|are)(?: ⟨\d+⟩)?(?: {_WORD}){{1,4}}(?: and(?: {_WORD}){{1,4}})?"
    r"(?=\s*(?:[,:]| (?:with|and|such that|where|satisfying)\b))|"
    rf"(?:\A|⟨\d+⟩)(?: {_WORD}){{1,2}}(?=,| (?:for some|with|and)\b)"
)
"""What is said of a thing beside what comes: "be symmetric with"."""
_STOPS = words(
    "and then the we one this that it where there with a an our so but let suppose assume assuming if when whenever "
    "such since because by to on which over from under any each every all these both has have given "
    "whose throughout without being started elsewhere resp denote denotes otherwise instead now satisfy satisfies"
)
"""Words after a formula that say nothing of whether it is supposed."""
_SAYS_AGAIN = words("holds hold true satisfied valid also always both real fixed")
"""Those that say it again, so that more may be said of it."""
_LOOKED_AT = re.compile(
    r"\b(?:consider|take|study|examine|discuss) (?:the|an?|this|our) (?:[a-z-]+ ){0,2}"
    r"(?:inequalit\w+|claims?|statements?|assertions?|questions?|conjectures?|bounds?|converse|implications?)\s*\Z"
)
"""What says of a formula that it is looked at, and not that it is so."""
_OF_IT = re.compile(
    rf"\b{_ARTICLE} (?:{_WORD} ){{0,3}}?(?!(?:sub)?cases?|assumptions?|conditions?|hypothes[ei]s|regimes?|settings?|"
    rf"ranges?|events?|restrictions?|bounds?|constraints?|requirements?|situations?){_WORD} of\s*\Z"
)
"""What says that something else which a formula has is supposed: "the truth of"."""
_CONTRARY_OF = re.compile(
    r"\b(?:opposite|contrary|negation|converse|reverse|denial|failure|violation|falsity) (?:of|to)\s*\Z", re.IGNORECASE
)
_CALLED_SO = re.compile(r" (?:(?:the|an?|but|only|no) )+([^,⟨⟩;:]*)")
"""What says of a formula what it is: "with $x \\ge 1$ a distant hope"."""
_SPOKEN_OF = re.compile(
    r"(?: (?!(?:we|one|it|this|that|the|you|they)\b)[a-z]+){0,3} "
    r"(?:is|was|would|will|cannot|can|could|does|might|may)\b"
)
"""What says something of using a formula: "using $x \\ge 3$ here would be circular"."""
_SURELY = re.compile(r"\b(?:almost (?:surely|everywhere|certainly)|surely|a ?\. ?[se]\.?)(?=\W|\Z)")
_LIMITED = re.compile(r"\bonly (?:in|for|within|until|during|here|now|on)\b")
"""What says of a supposition that it holds for a while."""
_SAID_BY = re.compile(
    r"(?<!\b[Ww]e )\b(?:writes?|says?|asks?|suggests?|claims?|argues?|proposes?|objects?|comments?|wonders?|tells?)\b"
    r"[^⟨⟩.:]*:[^:]*\Z"
)
"""What says that somebody else supposes: "a student writes:"."""
_BEING = words(
    "a the given fixed real satisfied true valid met fulfilled convex concave smooth lipschitz differentiable "
    "continuous increasing decreasing nonincreasing nondecreasing monotone bounded invertible finite independent "
    "symmetric orthogonal positive nonnegative negative constant small large deterministic random such so in "
    "sufficiently chosen assumed"
)
"""What may be said of a formula, or of the last letter in it, without taking it back."""
_AFTER_PREPOSITION = {
    "for": words(
        "all every any each some real the a an our this simplicity now convenience definiteness brevity otherwise"
    ),
    "at": words("all every each any"),
    "as": words(
        "soon long above before in usual well stated required needed assumed we an assumption "
        "hypothesis condition follows"
    ),
    "is": _BEING,
    "are": _BEING,
    "be": _BEING | words("an any as two three some arbitrary the numbers integers constants vectors points functions"),
    "in": words("addition this what particular all the order"),
}


_OF_STATEMENT = re.compile(
    r"(?:(?:be|is|are|being|as) )?(?:an?|the|our|one|his|her|their|my|this) (?:(?!(?:of|to|for|in|from|at|on|with|"
    r"by)\b)[a-z-]+ ){0,2}?(?:exceptions?|targets?|"
    r"goals?|aims?|claims?|conclusions?|statements?|assertions?|questions?|conjectures?|converse|contrary|opposite|"
    r"negation|contrapositive|wish|hopes?|problems?|obstacles?|obstructions?|failures?|counter-?examples?|"
    r"alternatives?|impossibility|mistakes?|errors?)(?=\s*(?:\Z|[⟨,;:.()]))"
)
"""What names a formula for a statement, and not the letter in it: "let $x \\ge 3$ be the exception"."""


def plainly_supposed(before: str, after: str) -> bool:
    """Whether the words of a sentence before and after a formula suppose it, as far as these are known.

    >>> plainly_supposed(" Assume that the learning rate satisfies", ""), plainly_supposed(" Suppose we want", "")
    (True, False)
    >>> plainly_supposed(" Suppose that", " holds"), plainly_supposed(" Suppose that", " rarely holds")
    (True, False)
    >>> plainly_supposed(" Let ⟨0⟩ be a matrix with", ""), plainly_supposed(" Let ⟨0⟩ be the indicator of", "")
    (True, False)
    """
    limited = _LOOKED_AT.search(before.lower()) is not None
    limited |= _LIMITED.search(after.lower()) is not None or _SAID_BY.search(before) is not None
    return not limited and _begins_plainly(before.lower()) and _goes_on_plainly(after.lower())


def plainly_beside(word: str, following: Sequence[Item]) -> bool:
    """Whether what stands after a formula leaves it as it is where nothing but "with" or "where" supposes it.

    After "with" a verb is that of something else: "the method with $s > 0$ converges"; "using $s > 0$ is circular"
    speaks of doing so.
    """
    said = words_after(following).lower()
    if word == "using":
        return _SPOKEN_OF.match(said) is None
    called = _CALLED_SO.match(said)
    if called is not None and unknown_words(called[1]):
        return False
    verb = word == "with" and re.match(r" [a-z]+[a-rt-z]s\b", said) is not None
    return verb or _goes_on_plainly(said)


def of_the_contrary(before: str) -> bool:
    """Whether the words before a formula speak of its contrary.

    >>> of_the_contrary(" Assume the opposite of "), of_the_contrary(" Assume, contrary to the lemma,")
    (True, False)
    """
    return _CONTRARY_OF.search(before) is not None


def unknown_words(clause: str) -> list[str]:
    """Return the words of a clause of which it is not known that they leave what it supposes as it is."""
    rest = _THING.sub(" ", _PHRASES.sub(" ", _PREDICATE.sub(" ", clause)))
    said = re.findall(r"[a-z][a-z’'-]+", re.sub(r"⟨\w+⟩", " ", rest))
    return [word for word in said if word not in _PLAIN and set(word) - {*"ivx"}]


def names_assertion(before: str) -> bool:
    """Whether the words before a formula say what it is called: "let $P$ denote the statement".

    >>> names_assertion(" Denote by (H) the hypothesis"), names_assertion(" Denote by ⟨0⟩ a number with")
    (True, False)
    """
    return _CALLED.search(before.lower()) is not None


def goes_over_plainly(before: str) -> bool:
    """Whether what a sentence goes over is given in words that are known: "for all", but not "someone asks for".

    >>> goes_over_plainly(" Then we have ⟨0⟩ for all"), goes_over_plainly(" Except for")
    (True, False)
    """
    return not unknown_words(re.split(r"[⟩,;:]", before.lower())[-1])


def _begins_plainly(before: str) -> bool:
    keys = [*_KEY.finditer(before)]
    if not keys:
        return True
    start = max(before.rfind(sign, 0, keys[-1].start()) for sign in "⟩;:") + 1
    *_, own = re.split(r",| and ", before[start : keys[-1].start()])
    first = [*own.split(), keys[-1][0]][0]
    clause = before[keys[-1].start() - len(own) if first in _OWN else start :]
    begins, named, _ = clause.partition("⟨")
    ends = re.split("[⟩;]", clause)[-1] if named else ""
    return not any(of.search(clause) for of in (_NAMED, _PICKS, _OF_IT)) and not [
        *unknown_words(begins + named),
        *unknown_words(ends),
    ]


def _goes_on_plainly(after: str) -> bool:
    if _OF_STATEMENT.match(after.strip()):
        return False
    said = re.split(r"[⟨,;:.()]", _SURELY.sub(" ", after), maxsplit=1)[0].split()
    for place, word in enumerate(said):
        if word in _AFTER_PREPOSITION:
            return place + 1 == len(said) or said[place + 1] in _AFTER_PREPOSITION[word]
        if word in _STOPS:
            return True
        if word not in _SAYS_AGAIN:
            return False
    return True
