r"""Macros of the author's, expanded with places kept and within limits; ``\input`` followed. TeX is not run."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from proofcheck.latex.source import COMMAND, COMMENT, PARAGRAPH, SPACE, Source, Token, UnreadError, lex, plain
from proofcheck.latex.vocabulary import words

MOST_TOKENS = 600_000
"""Tokens of a document, what macros expand to included."""
MOST_EXPANSIONS = 100_000
"""How many macros may be expanded."""
MOST_FILES = 100
"""How many files may be read for one document."""

Open = Callable[[str], Source | None]
"""Returns the text of a file that is named in another one; None where there is none."""

_DEFINING = words(
    r"\newcommand \renewcommand \providecommand \DeclareRobustCommand \def \gdef \edef \xdef \let "
    r"\DeclareMathOperator \DeclarePairedDelimiter \DeclarePairedDelimiterX \newtheorem \NewDocumentCommand"
)
_FILES = words(r"\input \include \subfile")


@dataclass(frozen=True, slots=True)
class Macro:
    """What a macro stands for: its parameters, the default of the first, and its tokens."""

    parameters: int
    body: tuple[Token, ...]
    default: tuple[Token, ...] | None = None
    paired: bool = False
    """Whether a star or a size may stand before its argument, as with paired delimiters."""


@dataclass(slots=True)
class Expander:
    """Expands macros; what is wrong is noted, and costs no more than its place."""

    open: Open
    macros: dict[str, Macro] = field(default_factory=dict)
    theorems: dict[str, str] = field(default_factory=dict)
    problems: list[UnreadError] = field(default_factory=list)
    _tokens: int = 0
    _expansions: int = 0
    _files: int = 0

    def expanded(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """Yield tokens with macros expanded; those that are defined on the way included."""
        pending: list[Iterator[Token]] = [iter(tokens)]
        while pending:
            token = next(pending[-1], None)
            if token is None:
                pending.pop()
                continue
            self._tokens += 1
            if self._tokens > MOST_TOKENS:
                self._note(token, f"the document has more than {MOST_TOKENS:,} pieces, macros expanded: the rest is "
                           "not read.")  # fmt: skip
                return
            if token.kind != COMMAND:
                yield token
                continue
            if token.text == "\\end" and (following := _environment_next(pending)) is not None:
                inside, tokens = following
                pending.append(iter(tokens))
                if inside == "document":
                    return
                yield token
                continue
            if token.text == "\\endinput":
                pending.pop()
                continue
            try:
                more = self._handled(token, pending)
            except UnreadError as error:
                self.problems.append(error)
                continue
            if more is None:
                yield token
            else:
                pending.append(iter(more))

    def _note(self, token: Token, message: str) -> None:
        self.problems.append(UnreadError(token, message))

    def _handled(self, token: Token, pending: list[Iterator[Token]]) -> Iterable[Token] | None:
        """Return what takes the place of a command; None where it stays."""
        if token.text in _DEFINING:
            self._define(token, pending)
            return ()
        if token.text in _FILES:
            return self._file(token, pending)
        if token.text == "\\iffalse":
            _skip_to_fi(pending)
            return ()
        macro = self.macros.get(token.text)
        if macro is None:
            return None
        self._expansions += 1
        if self._expansions > MOST_EXPANSIONS or len(pending) > 200:
            if self._expansions == MOST_EXPANSIONS + 1 or len(pending) > 200:
                self._note(token, f"macros are expanded too often or too deeply, at last {token.text}: it is left out.")
            return ()
        return self._expansion(token, macro, pending)

    def _expansion(self, token: Token, macro: Macro, pending: list[Iterator[Token]]) -> list[Token]:
        given: list[tuple[Token, ...]] = []
        if macro.paired:
            _take_sizes(pending)
        if macro.default is not None:
            given.append(_optional(pending) or macro.default)
        while len(given) < macro.parameters:
            given.append(tuple(_taken(pending, token)))
        made: list[Token] = []
        place = 0
        while place < len(macro.body):
            piece = macro.body[place]
            if piece.text == "#" and place + 1 < len(macro.body) and macro.body[place + 1].text.isdecimal():
                number = int(macro.body[place + 1].text)
                made += given[number - 1] if 0 < number <= len(given) else ()
                place += 2
                continue
            made.append(Token(piece.kind, piece.text, token.source, token.at, token.end))
            place += 1
            if len(made) > MOST_TOKENS:
                raise UnreadError(token, f"{token.text} expands to more than {MOST_TOKENS:,} pieces.")
        return made

    def _file(self, token: Token, pending: list[Iterator[Token]]) -> Iterable[Token]:
        name = plain(_taken(pending, token)).strip('"')
        self._files += 1
        if self._files > MOST_FILES or len(pending) > 40:
            self._note(token, f"too many files are read: {name} is left out.")
            return ()
        opened = self.open(name)
        if opened is None:
            self._note(token, f"there is no file {name!r} that can be read: it is left out.")
            return ()
        return lex(opened)

    # ------------------------------------------------------------------ definitions

    def _define(self, token: Token, pending: list[Iterator[Token]]) -> None:
        command = token.text
        if command == "\\let":
            name = _name(pending, token)
            other = _next(pending, token)
            if other.text == "=":
                other = _next(pending, token)
            self.macros[name] = self.macros.get(other.text) or Macro(0, (other,))
        elif command in {"\\def", "\\gdef", "\\edef", "\\xdef"}:
            self._tex_definition(token, pending)
        elif command == "\\DeclareMathOperator":
            name = _name(pending, token)
            body = _taken(pending, token)
            word = [t for t in body if t.kind not in {SPACE, COMMENT} and t.text not in {"\\,", "\\;", "\\!"}]
            brace = [Token("sign", sign, token.source, token.at, token.end) for sign in "{}"]
            operator = Token(COMMAND, "\\operatorname", token.source, token.at, token.end)
            self.macros[name] = Macro(0, (operator, brace[0], *word, brace[1]))
        elif command == "\\DeclarePairedDelimiter":
            name, left, right = _name(pending, token), _taken(pending, token), _taken(pending, token)
            number = [Token("sign", "#", token.source, token.at, token.end), Token("digit", "1", token.source, 0, 0)]
            self.macros[name] = Macro(1, (*_sided(left, 0), *number, *_sided(right, 1)), paired=True)
        elif command == "\\DeclarePairedDelimiterX":
            name, count = _name(pending, token), plain(_optional(pending) or ())
            left, right, body = _taken(pending, token), _taken(pending, token), _taken(pending, token)
            inside = [t for t in body if t.text not in {"\\delimsize", "\\given"}]
            number_of = int(count) if count.isdecimal() and len(count) == 1 else 1
            self.macros[name] = Macro(number_of, (*_sided(left, 0), *inside, *_sided(right, 1)), paired=True)
        elif command == "\\newtheorem":
            environment = plain(_taken(pending, token))
            _optional(pending)
            self.theorems[environment] = plain(_taken(pending, token))
            _optional(pending)
        elif command == "\\NewDocumentCommand":
            name, parameters, body = _name(pending, token), _taken(pending, token), _taken(pending, token)
            if any(t.text not in {"m"} for t in parameters if t.kind != SPACE):
                return
            self.macros[name] = Macro(sum(t.text == "m" for t in parameters), tuple(body))
        else:
            name = _name(pending, token)
            count = plain(_optional(pending) or ())
            default = _optional(pending)
            body = _taken(pending, token)
            if command != "\\providecommand" or name not in self.macros:
                self.macros[name] = Macro(
                    int(count) if count.isdecimal() and len(count) == 1 else 0, tuple(body), default
                )

    def _tex_definition(self, token: Token, pending: list[Iterator[Token]]) -> None:
        name = _name(pending, token)
        parameters = 0
        delimited = False
        while True:
            following = _next(pending, token)
            if following.text == "{":
                pending.append(iter([following]))
                break
            if following.text == "#":
                parameters += 1
            elif not following.text.isdecimal():
                delimited = True
        body = _taken(pending, token)
        if not delimited:
            self.macros[name] = Macro(parameters, tuple(body))


def _sided(tokens: list[Token], side: int) -> list[Token]:
    names = {"\\|": ("\\lVert", "\\rVert"), "\\Vert": ("\\lVert", "\\rVert"), "|": ("\\lvert", "\\rvert"),
             "\\vert": ("\\lvert", "\\rvert")}  # fmt: skip
    return [
        Token(COMMAND, names[t.text][side], t.source, t.at, t.end) if t.text in names else t
        for t in tokens
        if t.kind != SPACE
    ]


def _next(pending: list[Iterator[Token]], at: Token) -> Token:
    """Take the next token that means something.

    Raises:
        UnreadError: there is none.
    """
    while pending:
        token = next(pending[-1], None)
        if token is None:
            pending.pop()
        elif token.kind not in {SPACE, COMMENT, PARAGRAPH}:
            return token
    raise UnreadError(at, f"something is missing after {at.text}.")


def _taken(pending: list[Iterator[Token]], at: Token) -> list[Token]:
    """Take an argument: a group, without its braces, or one token."""
    first = _next(pending, at)
    if first.text == "*" and at.text in {"\\DeclareMathOperator", "\\newtheorem"}:
        first = _next(pending, at)
    if first.text != "{":
        return [first]
    found: list[Token] = []
    depth = 1
    while pending:
        token = next(pending[-1], None)
        if token is None:
            pending.pop()
            continue
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0:
            return found
        found.append(token)
        if len(found) > MOST_TOKENS:
            break
    raise UnreadError(at, f"the argument of {at.text} is not closed.")


def _optional(pending: list[Iterator[Token]]) -> tuple[Token, ...] | None:
    """Take an argument in square brackets, if one comes."""
    seen: list[Token] = []
    while pending:
        token = next(pending[-1], None)
        if token is None:
            pending.pop()
            continue
        seen.append(token)
        if token.kind in {SPACE, COMMENT}:
            continue
        if token.text != "[":
            break
        inside: list[Token] = []
        depth = 0
        while pending:
            following = next(pending[-1], None)
            if following is None:
                pending.pop()
                continue
            if following.text == "]" and depth == 0:
                return tuple(inside)
            depth += (following.text == "{") - (following.text == "}")
            inside.append(following)
        break
    pending.append(iter(seen))
    return None


def _name(pending: list[Iterator[Token]], at: Token) -> str:
    """Take the name of a command that is defined, in braces or not."""
    content = _taken(pending, at)
    if content and content[0].text == "*":
        content = _taken(pending, at)
    names = [t for t in content if t.kind == COMMAND]
    if len(names) != 1:
        raise UnreadError(at, f"what {at.text} defines is not a command.")
    return names[0].text


def _take_sizes(pending: list[Iterator[Token]]) -> None:
    while pending:
        token = next(pending[-1], None)
        if token is None:
            pending.pop()
        elif token.text == "*":
            return
        elif token.text == "[":
            pending.append(iter([token]))
            _optional(pending)
            return
        elif token.kind != SPACE:
            pending.append(iter([token]))
            return


def _environment_next(pending: list[Iterator[Token]]) -> tuple[str, list[Token]] | None:
    """Return the name of the environment that ends, and the tokens that say it, to be put back."""
    seen: list[Token] = []
    while pending and len(seen) < 40:
        token = next(pending[-1], None)
        if token is None:
            pending.pop()
            continue
        seen.append(token)
        if token.text == "}":
            break
    return plain(seen).replace("{", "").replace("}", "").strip(), seen


def _skip_to_fi(pending: list[Iterator[Token]]) -> None:
    depth = 1
    while pending and depth:
        token = next(pending[-1], None)
        if token is None:
            pending.pop()
        elif token.text == "\\fi":
            depth -= 1
        elif token.kind == COMMAND and token.text.startswith("\\if"):
            depth += 1
        elif token.text == "\\else" and depth == 1:
            return
