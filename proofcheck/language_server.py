"""A language server for papers in LaTeX: diagnostics as one types, what is known of a relation, repairs, citations.

Lint comes at once, verdicts as soon as nothing has been typed for a moment.
"""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from proofcheck import __version__
from proofcheck.check import check_documents
from proofcheck.lang.documents import Document
from proofcheck.lang.printing import symbol_text
from proofcheck.latex.chapters import everything
from proofcheck.latex.diagnostics import ERROR, WARNING
from proofcheck.latex.document import Reading
from proofcheck.latex.record import CLAIM, DEFINITION, GIVEN, UNREAD, Entry
from proofcheck.latex.source import Source, Token
from proofcheck.latex.structure import beginning
from proofcheck.latex.tools import linted
from proofcheck.latex.whole import whole
from proofcheck.repair.habits import habits
from proofcheck.report.schema import FOLLOWS_WORDS, ClaimFinding
from proofcheck.store import Store

QUIET = 0.4
"""Seconds without typing after which claims are checked."""
_SEVERITIES = {ERROR: lsp.DiagnosticSeverity.Error, WARNING: lsp.DiagnosticSeverity.Warning}
_SIGN = re.compile(r"(?<=\s)(\\leq?|\\geq?|\\neq?|=|<|>)(?=\s)")
_REFERENCE = re.compile(r"\\(?:eq|c|C|auto|page)?ref\s*\{([^{}]*)\}")


@dataclass(slots=True)
class Paper:
    """A paper that is open: how it was read last, and what was found about its claims."""

    version: int = 0
    reading: Reading | None = None
    document: Document | None = None
    findings: Mapping[str, ClaimFinding] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    """The files of which something was said."""
    parts: set[str] = field(default_factory=set)
    """The files that it takes in."""


class Server(LanguageServer):
    """The server, with the papers that are open."""

    def __init__(self) -> None:
        super().__init__("proofcheck", __version__)
        self.papers: dict[str, Paper] = {}
        self.checking = asyncio.Lock()

    def whole(self, uri: str) -> str:
        """Return the paper of which a file is a part: one that is open, or one that it belongs to, or itself."""
        taken = next((name for name, paper in self.papers.items() if name != uri and uri in paper.parts), None)
        if taken is not None or uri not in self.workspace.text_documents:
            return taken or uri
        path = Path(to_fs_path(uri) or "").resolve()
        root = whole(path, self.workspace.get_text_document(uri).source)
        return uri if root == path else from_fs_path(str(root)) or uri

    def edited(self) -> dict[Path, str]:
        """Return what is open in the editor."""
        opened = self.workspace.text_documents
        return {Path(to_fs_path(uri) or "").resolve(): document.source for uri, document in opened.items()}

    async def refresh(self, uri: str) -> None:
        """Read the paper again of which a file is a part, say what is wrong with its notation, then of its claims."""
        uri = self.whole(uri)
        paper = self.papers.setdefault(uri, Paper())
        paper.version += 1
        version, edited, path = paper.version, self.edited(), Path(to_fs_path(uri) or "")
        reading = await asyncio.to_thread(Reading.of, path, edited.get(path.resolve()), edited)
        document = await asyncio.to_thread(reading.document)
        if not self._current(uri, paper, version):
            return
        unchanged = (
            {claim.id for claim in document.claims} if paper.document is None else _same(paper.document, document)
        )
        paper.reading, paper.document = reading, document
        paper.parts = {_uri(source) for source in _sources(reading) if source is not reading.main}
        for part in paper.parts & self.papers.keys():
            del self.papers[part]
        paper.findings = {name: found for name, found in paper.findings.items() if name in unchanged}
        self.publish(uri, paper)
        await asyncio.sleep(QUIET)
        async with self.checking:
            if not self._current(uri, paper, version):
                return
            found = await asyncio.to_thread(_checked, document)
        if self._current(uri, paper, version):
            paper.findings = found
            self.publish(uri, paper)

    def _current(self, uri: str, paper: Paper, version: int) -> bool:
        """Whether a paper is still open, and nothing has been typed since it was read."""
        return self.papers.get(uri) is paper and version == paper.version

    def close(self, uri: str) -> None:
        """Forget a paper none of whose files is open any more, and take away what was said of them."""
        uri = self.whole(uri)
        open_ = self.workspace.text_documents.keys()
        if uri in open_ or (uri in self.papers and not self.papers[uri].parts.isdisjoint(open_)):
            return
        paper = self.papers.pop(uri, None)
        files = {uri} if paper is None else {uri, *paper.files}
        for file in files:
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri=file, diagnostics=[]))

    def publish(self, uri: str, paper: Paper) -> None:
        """Show what is known of a paper, in each of its files."""
        assert paper.reading is not None
        found: dict[str, list[lsp.Diagnostic]] = {file: [] for file in (uri, *paper.parts)}
        for at, diagnostic in _diagnostics(paper.reading, paper.findings):
            file = uri if at.source is paper.reading.main else _uri(at.source)
            found.setdefault(file, []).append(diagnostic)
        for file in paper.files - found.keys():  # where nothing is wrong any more
            found[file] = []
        paper.files = set(found)
        for file, diagnostics in found.items():
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri=file, diagnostics=diagnostics))

    def file(self, uri: str) -> tuple[Paper | None, Source | None]:
        """Return the paper of which a file is a part, and the file as it was read."""
        whole_uri = self.whole(uri)
        paper = self.papers.get(whole_uri)
        if paper is None or paper.reading is None:
            return paper, None
        if whole_uri == uri:
            return paper, paper.reading.main
        return paper, next((source for source in _sources(paper.reading) if _uri(source) == uri), None)

    def claim_at(self, uri: str, position: lsp.Position) -> tuple[Paper, Entry] | None:
        """Return the claim whose relation, or sides, are at a place."""
        return self.entry_at(uri, position, (CLAIM,))

    def entry_at(self, uri: str, position: lsp.Position, kinds: Sequence[str]) -> tuple[Paper, Entry] | None:
        """Return the relation of some kinds that is at a place, or nearest to it in its line."""
        paper, source = self.file(uri)
        if paper is None or paper.reading is None or source is None:
            return None
        offset = _offset(source, position)
        own = [e for e in paper.reading.record.entries if e.what in kinds and e.at.source is source]
        around = [e for e in own if _start(e) <= offset <= _end(e)]
        beside = around or [e for e in own if e.at.place[0] == position.line + 1]
        return (paper, min(beside, key=lambda e: abs(e.at.at - offset))) if beside else None


def _checked(document: Document) -> dict[str, ClaimFinding]:
    findings = check_documents([document], store=Store.of_user(lambda line: None))
    return {claim["id"]: claim for found in findings["documents"] for claim in found["claims"]}


def _sources(reading: Reading) -> list[Source]:
    """Return the files that a paper was read from, in which something stands."""
    starts = (beginning(part) for part in everything(reading))
    return list({id(at.source): at.source for at in starts if at is not None}.values())


def _uri(source: Source) -> str:
    return from_fs_path(str(Path(source.file).resolve())) or ""


def _same(before: Document, after: Document) -> set[str]:
    """Return the claims that say the same as before, on the same grounds."""
    known = {claim.id: (claim.says, claim.given, claim.tacit, claim.reason) for claim in before.claims}
    return {c.id for c in after.claims if known.get(c.id) == (c.says, c.given, c.tacit, c.reason)}


# ---------------------------------------------------------------- places


def _position(source: Source, at: int) -> lsp.Position:
    """Return an offset as an editor counts, in units of UTF-16."""
    line, column = source.place(at)
    before = source.line(line)[: column - 1]
    return lsp.Position(line=line - 1, character=len(before.encode("utf-16-le")) // 2)


def _offset(source: Source, position: lsp.Position) -> int:
    lines = source.text.split("\n")
    start = sum(len(line) + 1 for line in lines[: position.line])
    units = lines[position.line].encode("utf-16-le")[: 2 * position.character] if position.line < len(lines) else b""
    return start + len(units.decode("utf-16-le", "ignore"))


def _range(source: Source, start: int, end: int) -> lsp.Range:
    return lsp.Range(start=_position(source, start), end=_position(source, end))


def _start(entry: Entry) -> int:
    return min([entry.at.at, *(t.at for t in entry.tokens if t.source is entry.at.source)])


def _end(entry: Entry) -> int:
    return max([entry.at.end, *(t.end for t in entry.tokens if t.source is entry.at.source)])


# ---------------------------------------------------------------- what is said


def _diagnostics(reading: Reading, findings: Mapping[str, ClaimFinding]) -> Sequence[tuple[Token, lsp.Diagnostic]]:
    found = []
    for said in dict.fromkeys(linted(reading)):
        severity = _SEVERITIES.get(said.severity, lsp.DiagnosticSeverity.Information)
        found.append((said.at, _diagnostic(said.at, severity, said.message)))
    for entry in reading.record.entries:
        finding = findings.get(entry.id)
        if finding is None or finding["holds"] == "ill-typed":  # lint says that already
            continue
        if finding["holds"] == "refuted":
            found.append(
                (entry.at, _diagnostic(entry.at, lsp.DiagnosticSeverity.Error, _refutation(finding), entry.id))
            )
        elif finding["follows"] == "no":
            because = f"{entry.id} does not follow. {finding.get('follows_because', '')}"
            found.append((entry.at, _diagnostic(entry.at, lsp.DiagnosticSeverity.Warning, because, entry.id)))
        elif finding["holds"] != "proved":
            said_of = f"{entry.id} is {finding['holds']}. {finding['reason']}"
            found.append((entry.at, _diagnostic(entry.at, lsp.DiagnosticSeverity.Hint, said_of, entry.id)))
    return found


def _diagnostic(at: Token, severity: lsp.DiagnosticSeverity, message: str, claim: str = "") -> lsp.Diagnostic:
    place = _range(at.source, at.at, at.end)
    return lsp.Diagnostic(range=place, message=message, severity=severity, source="proofcheck", data=claim or None)


def _refutation(finding: ClaimFinding) -> str:
    said = f"{finding['id']} is false. {_counterexample(finding)}".strip()
    repair = finding.get("repair")
    return f"{said} Proved instead: {repair.get('text') or repair['as_repaired']}" if repair else said


def _counterexample(finding: ClaimFinding) -> str:
    example = finding.get("counterexample")
    if not example:
        return ""
    values = ", ".join(f"{symbol_text(name)} = {symbol_text(value)}" for name, value in example["values"].items())
    return f"At {values} its left side is {example['lhs']}, its right side {example['rhs']}."


def _hover(paper: Paper, entry: Entry) -> str:
    if entry.error is not None:
        return f"**not read**\n\n{entry.error.message}"
    if entry.what != CLAIM:
        return f"**{'hypothesis' if entry.what == GIVEN else entry.what}**\n\n`{entry.text}`"
    finding = paper.findings.get(entry.id)
    lines = [f"**{entry.id}**", f"`{entry.text}`"]
    claim = next((c for c in paper.document.claims if c.id == entry.id), None) if paper.document else None
    if claim is not None:
        lines += [f"- given `{h.text}`" for h in claim.given] + [f"- tacit `{h.text}`" for h in claim.tacit]
    if finding is None:
        return "\n\n".join([*lines, "not checked yet"])
    lines.append(f"{finding['holds']}, {FOLLOWS_WORDS[finding['follows']]}: {finding['reason']}")
    return "\n\n".join([*lines, finding.get("follows_because", ""), _counterexample(finding)]).strip()


def _repaired(entry: Entry, finding: ClaimFinding) -> tuple[int, int, str] | None:
    """Return what a repair replaces, and by what: a whole claim, or its right side where only that changes."""
    repair = finding.get("repair")
    if not repair:
        return None
    before, after = (_split(text) for text in (finding["as_written"], repair["as_repaired"]))
    if before is None or after is None:
        return None
    own = habits(entry.at.source.text)
    if before[0] == after[0]:
        return entry.at.at, _end(entry), own(after[1])
    return (_start(entry), _end(entry), own(" ".join(after))) if _start(entry) < entry.at.at else None


def _split(written: str) -> tuple[str, str] | None:
    """Return the left side of a relation, and the rest, without its quantifiers."""
    body = written.partition(r"\quad")[0].strip()
    found = _SIGN.search(body)
    return None if found is None else (body[: found.start()].strip(), body[found.start() :].strip())


# ---------------------------------------------------------------- the server


def serve() -> None:
    """Serve an editor on standard input and output, until it says that it is done."""
    made().start_io()


def made() -> Server:
    """Return the server with what it can do."""
    server = Server()

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(found: Server, params: lsp.DidOpenTextDocumentParams) -> None:
        await found.refresh(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(found: Server, params: lsp.DidChangeTextDocumentParams) -> None:
        await found.refresh(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(found: Server, params: lsp.DidCloseTextDocumentParams) -> None:
        found.close(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(found: Server, params: lsp.HoverParams) -> lsp.Hover | None:
        there = found.entry_at(params.text_document.uri, params.position, (CLAIM, GIVEN, DEFINITION, UNREAD))
        if there is None:
            return None
        paper, entry = there
        content = lsp.MarkupContent(kind=lsp.MarkupKind.Markdown, value=_hover(paper, entry))
        return lsp.Hover(contents=content, range=_range(entry.at.source, entry.at.at, entry.at.end))

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix])
    )
    def actions(found: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        uri = params.text_document.uri
        there = found.claim_at(uri, params.range.start)
        if there is None or (finding := there[0].findings.get(there[1].id)) is None:
            return []
        change = _repaired(there[1], finding)
        if change is None:
            return []
        start, end, text = change
        edit = lsp.TextEdit(range=_range(there[1].at.source, start, end), new_text=text)
        title = f"Put what was proved in the place of {there[1].id}"
        return [
            lsp.CodeAction(title=title, kind=lsp.CodeActionKind.QuickFix, edit=lsp.WorkspaceEdit(changes={uri: [edit]}))
        ]

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def definition(found: Server, params: lsp.DefinitionParams) -> list[lsp.Location]:
        return _definitions(found, params.text_document.uri, params.position)

    return server


def _definitions(server: Server, uri: str, position: lsp.Position) -> list[lsp.Location]:
    """Return where what is cited stands: by the reference at a place, or by the reason of the claim there."""
    paper, source = server.file(uri)
    if paper is None or paper.reading is None or source is None:
        return []
    record = paper.reading.record
    offset = _offset(source, position)
    for found in _REFERENCE.finditer(source.text):
        if found.start() <= offset <= found.end():
            wanted = [c for name in found[1].split(",") for c in record.labels.get(name.strip(), [name.strip()])]
            break
    else:
        there = server.claim_at(uri, position)
        wanted = list(record.claim_of(there[1].id).reason.claims) if there is not None else []
    entries = {entry.id: entry.at for entry in record.entries if entry.what == CLAIM}
    places = [entries[name] for name in wanted if name in entries]
    return [_location(at.source, at.at, at.end) for at in places] or [
        _location(file, at, at + len(name))
        for name in wanted
        for file in (paper.reading.main, *_sources(paper.reading))
        if (at := file.text.find(rf"\label{{{name}}}")) >= 0
    ][:1]


def _location(source: Source, start: int, end: int) -> lsp.Location:
    return lsp.Location(uri=_uri(source), range=_range(source, start, end))


__all__ = ["Server", "made", "serve"]
