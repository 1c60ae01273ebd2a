r"""What a document defines for itself: macros, environments, theorems, switches. Nothing is executed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from proofcheck.latex.arguments import Pending, defined_name, following, optional, taken
from proofcheck.latex.source import COMMAND, COMMENT, SPACE, Token, UnreadError, plain

MANDATORY, OPTIONAL, STAR = "m", "o", "s"
TRUE, FALSE, MISSING = "\\BooleanTrue", "\\BooleanFalse", "-NoValue-"
"""What a star that is there or not, and an option that is not there, are in the place of an argument."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a macro takes: an argument, or an option with its default, or a star."""

    kind: str = MANDATORY
    default: tuple[Token, ...] | None = None


@dataclass(frozen=True, slots=True)
class Macro:
    """What a macro stands for: its parameters, and its tokens."""

    parameters: tuple[Parameter, ...]
    body: tuple[Token, ...]
    paired: bool = False
    """Whether a star or a size may stand before its argument, as with paired delimiters."""
    lasting: bool = False
    r"""Whether its only token keeps the meaning that TeX gives it, though the author defines it anew: ``\let``."""


@dataclass(slots=True)
class Definitions:
    """What has been defined so far.

    Attributes:
        environments: what the beginning of an environment stands for, and what its end.
        theorems: environments that are statements, and what they are called in print.
        counters: with which others they are counted.
        switches: the conditionals of the document, as ``\\newif\\iflong`` makes them.
    """

    macros: dict[str, Macro] = field(default_factory=dict)
    environments: dict[str, tuple[Macro, Macro]] = field(default_factory=dict)
    theorems: dict[str, str] = field(default_factory=dict)
    counters: dict[str, str] = field(default_factory=dict)
    switches: dict[str, bool] = field(default_factory=dict)

    def defines(self, command: str) -> bool:
        """Whether a command defines something, or sets a switch."""
        return command in _DEFINING or self._switched(command) is not None

    def define(self, token: Token, pending: Pending) -> None:
        """Take a definition.

        Raises:
            UnreadError: it is not one that can be read.
        """
        switch = self._switched(token.text)
        if switch is None:
            _DEFINING[token.text](self, token, pending)
        else:
            self.switches[switch[0]] = switch[1]

    def _switched(self, command: str) -> tuple[str, bool] | None:
        """Return the switch that a command sets, and what to."""
        for ending, value in (("true", True), ("false", False)) if self.switches else ():
            name = f"\\if{command[1:].removesuffix(ending)}"
            if command.endswith(ending) and name in self.switches:
                return name, value
        return None


def _let(known: Definitions, token: Token, pending: Pending) -> None:
    name = defined_name(pending, token)
    other = following(pending, token)
    if other.text == "=":
        other = following(pending, token)
    known.macros[name] = known.macros.get(other.text) or Macro((), (other,), lasting=True)


def _tex_definition(known: Definitions, token: Token, pending: Pending) -> None:
    name = defined_name(pending, token)
    parameters = 0
    delimited = False
    while True:
        sign = following(pending, token)
        if sign.text == "{":
            pending.append(iter([sign]))
            break
        if sign.text == "#":
            parameters += 1
        elif not sign.text.isdecimal():
            delimited = True
    body = taken(pending, token)
    if not delimited:
        known.macros[name] = Macro((Parameter(),) * parameters, tuple(body))


def _operator(known: Definitions, token: Token, pending: Pending) -> None:
    name = defined_name(pending, token)
    word = taken(pending, token)
    brace = [Token("sign", sign, token.source, token.at, token.end) for sign in "{}"]
    operator = Token(COMMAND, "\\operatorname", token.source, token.at, token.end)
    known.macros[name] = Macro((), (operator, brace[0], *word, brace[1]))


def _delimiter(known: Definitions, token: Token, pending: Pending) -> None:
    name, left, right = defined_name(pending, token), taken(pending, token), taken(pending, token)
    number = [Token("sign", "#", token.source, token.at, token.end), Token("digit", "1", token.source, 0, 0)]
    body = (*_sided(left, 0), *number, *_sided(right, 1))
    known.macros[name] = Macro((Parameter(),), body, paired=True)


def _delimiter_with_body(known: Definitions, token: Token, pending: Pending) -> None:
    name, count = defined_name(pending, token), plain(optional(pending) or ())
    before = taken(pending, token) if token.text.endswith("XPP") else []
    left, right = taken(pending, token), taken(pending, token)
    after = taken(pending, token) if token.text.endswith("XPP") else []
    inside = [t for t in taken(pending, token) if t.text not in {"\\delimsize", "\\given"}]
    body = (*before, *_sided(left, 0), *inside, *_sided(right, 1), *after)
    known.macros[name] = Macro((Parameter(),) * (_count(count) or 1), body, paired=True)


def _sided(tokens: list[Token], side: int) -> list[Token]:
    names = {"\\|": ("\\lVert", "\\rVert"), "\\Vert": ("\\lVert", "\\rVert"), "|": ("\\lvert", "\\rvert"),
             "\\vert": ("\\lvert", "\\rvert")}  # fmt: skip
    return [
        Token(COMMAND, names[t.text][side], t.source, t.at, t.end) if t.text in names else t
        for t in tokens
        if t.kind != SPACE
    ]


def _theorem(known: Definitions, token: Token, pending: Pending) -> None:
    environment = plain(taken(pending, token))
    known.counters[environment] = plain(optional(pending) or ()) or environment
    known.theorems[environment] = plain(taken(pending, token))
    optional(pending)


def _boxed_theorem(known: Definitions, token: Token, pending: Pending) -> None:
    """Take a theorem of tcolorbox, which has its title and its label as arguments."""
    optional(pending)
    environment = plain(taken(pending, token))
    optional(pending)
    known.theorems[environment] = plain(taken(pending, token))
    taken(pending, token)
    taken(pending, token)


def _declared_theorem(known: Definitions, token: Token, pending: Pending) -> None:
    """Take a theorem of thmtools, whose name stands among its options."""
    before = optional(pending)
    names = plain(taken(pending, token)).split(",")
    options = plain([*(before or ()), Token("sign", ",", token.source, 0, 0), *(optional(pending) or ())])
    called = dict(part.split("=", 1) for part in options.split(",") if "=" in part)
    title = next((value for key, value in called.items() if key.strip() in {"name", "title", "heading"}), "")
    for name in names:
        known.theorems[name.strip()] = title.strip(" {}") or name.strip()


def _environment(known: Definitions, token: Token, pending: Pending) -> None:
    name = plain(taken(pending, token)).strip()
    parameters = _parameters(plain(optional(pending) or ()), optional(pending))
    begin, end = taken(pending, token), taken(pending, token)
    known.environments[name] = (Macro(parameters, tuple(begin)), Macro((), tuple(end)))


def _document_command(known: Definitions, token: Token, pending: Pending) -> None:
    name, signature, body = defined_name(pending, token), taken(pending, token), taken(pending, token)
    parameters = _signature([t for t in signature if t.kind not in {SPACE, COMMENT}])
    if parameters is not None and (not token.text.startswith("\\Provide") or name not in known.macros):
        known.macros[name] = Macro(parameters, tuple(body))


def _signature(tokens: Sequence[Token]) -> tuple[Parameter, ...] | None:
    """Return the parameters that the letters of xparse say; None where they are of other kinds."""
    found: list[Parameter] = []
    place = 0
    while place < len(tokens):
        letter = tokens[place].text
        place += 1
        if letter not in {"m", "o", "s", "O", "+"}:
            return None
        if letter == "O":
            if place >= len(tokens) or tokens[place].text != "{":
                return None
            end = next((i for i in range(place, len(tokens)) if tokens[i].text == "}"), len(tokens))
            found.append(Parameter(OPTIONAL, tuple(tokens[place + 1 : end])))
            place = end + 1
        elif letter != "+":
            found.append(Parameter(letter))
    return tuple(found)


def _command(known: Definitions, token: Token, pending: Pending) -> None:
    name = defined_name(pending, token)
    parameters = _parameters(plain(optional(pending) or ()), optional(pending))
    body = taken(pending, token)
    if token.text != "\\providecommand" or name not in known.macros:
        known.macros[name] = Macro(parameters, tuple(body))


def _parameters(count: str, default: tuple[Token, ...] | None) -> tuple[Parameter, ...]:
    number = _count(count)
    return (
        (Parameter(),) * number if default is None else (Parameter(OPTIONAL, default), *(Parameter(),) * (number - 1))
    )


def _count(shown: str) -> int:
    return int(shown) if shown.isdecimal() and len(shown) == 1 else 0


def _switch(known: Definitions, token: Token, pending: Pending) -> None:
    name = defined_name(pending, token)
    if not name.startswith("\\if"):
        raise UnreadError(token, f"{name} is no name of a conditional.")
    known.switches[name] = False


_DEFINING: dict[str, Callable[[Definitions, Token, Pending], None]] = {
    **dict.fromkeys(["\\newcommand", "\\renewcommand", "\\providecommand", "\\DeclareRobustCommand"], _command),
    **dict.fromkeys(["\\def", "\\gdef", "\\edef", "\\xdef"], _tex_definition),
    "\\let": _let,
    "\\DeclareMathOperator": _operator,
    "\\DeclarePairedDelimiter": _delimiter,
    **dict.fromkeys(["\\DeclarePairedDelimiterX", "\\DeclarePairedDelimiterXPP"], _delimiter_with_body),
    **dict.fromkeys(["\\newtheorem", "\\spnewtheorem", "\\newmdtheoremenv", "\\newtheoremrep"], _theorem),
    "\\declaretheorem": _declared_theorem,
    "\\newtcbtheorem": _boxed_theorem,
    **dict.fromkeys(["\\newenvironment", "\\renewenvironment"], _environment),
    **dict.fromkeys([f"\\{verb}DocumentCommand" for verb in ("New", "Renew", "Provide", "Declare")], _document_command),
    "\\newif": _switch,
}
