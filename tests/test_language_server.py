"""The language server, driven by pygls' own client: diagnostics as one types, hover, repairs, citations."""

import asyncio
import sys
from pathlib import Path

import pytest

pytest.importorskip("pygls")

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

PAPER = r"""\begin{document}
Let $a, b \in \mathbb{R}$. Suppose that $a \ge 0$.
\begin{equation}\label{sum} (a + b)^2 = a^2 + 2 a b + b^2 \end{equation}
By \eqref{sum},
\begin{equation}\label{wrong} (a - b)^2 = a^2 - 3 a b + b^2 \end{equation}
\end{document}
"""
WHOLE = r"""\documentclass{article}\begin{document}
% proofcheck: A in R^{n x n}; x, y in R^n
\input{part}
\end{document}
"""
PART = "We have\n\\[ \\langle A x, y \\rangle \\le \\|A\\| \\|x\\| \\|y\\| . \\]\n"
BROKEN = PAPER.replace("2 a b", "2 a \\frac{b}")


class Editor:
    """An editor with one paper open."""

    def __init__(self, client, path):
        self.client, self.uri = client, path.as_uri()
        self.published = asyncio.Queue()

        @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def hear(params):
            if params.uri == self.uri:
                self.published.put_nowait(params.diagnostics)

    async def until(self, said):
        async with asyncio.timeout(60):
            while True:
                found = await self.published.get()
                if said([d.message for d in found]):
                    return found

    def at(self, line, word):
        return lsp.Position(line=line, character=PAPER.split("\n")[line].index(word))


async def session(path: Path):
    client = LanguageClient("test", "1")
    editor = Editor(client, path)
    await client.start_io(sys.executable, "-m", "proofcheck", "lsp")
    try:
        await client.initialize_async(lsp.InitializeParams(capabilities=lsp.ClientCapabilities(), root_uri=None))
        client.initialized(lsp.InitializedParams())
        document = lsp.TextDocumentItem(uri=editor.uri, language_id="latex", version=1, text=PAPER)
        client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=document))
        found = await editor.until(lambda said: any("wrong is false" in m for m in said))
        [wrong] = [d for d in found if "wrong is false" in d.message]
        assert wrong.severity == lsp.DiagnosticSeverity.Error
        assert (wrong.range.start, wrong.range.end) == (editor.at(4, "= a"), editor.at(4, " a^2 - 3"))

        place = {"text_document": lsp.TextDocumentIdentifier(uri=editor.uri), "position": editor.at(4, "= a")}
        hover = await client.text_document_hover_async(lsp.HoverParams(**place))
        assert "(a - b)² = a² - 3 a b + b²" in hover.contents.value
        assert "refuted" in hover.contents.value

        supposed = lsp.HoverParams(text_document=place["text_document"], position=editor.at(1, "\\ge"))
        hover = await client.text_document_hover_async(supposed)
        assert hover.contents.value == "**hypothesis**\n\n`a ≥ 0`"

        [location] = await client.text_document_definition_async(lsp.DefinitionParams(**place))
        assert location.range.start == editor.at(2, "= a^2")

        actions = await client.text_document_code_action_async(
            lsp.CodeActionParams(
                text_document=place["text_document"],
                range=wrong.range,
                context=lsp.CodeActionContext(diagnostics=[wrong]),
            )
        )
        [[edit]] = [action.edit.changes[editor.uri] for action in actions]
        assert edit.range.start == editor.at(4, "= a")
        assert edit.new_text.replace(" ", "") == "=a^2-2ab+b^2"
        assert edit.range.end == lsp.Position(line=4, character=PAPER.split("\n")[4].index(r" \end"))

        change = lsp.TextDocumentContentChangeWholeDocument(text=BROKEN)
        versioned = lsp.VersionedTextDocumentIdentifier(uri=editor.uri, version=2)
        client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(text_document=versioned, content_changes=[change])
        )
        await editor.until(lambda said: any("missing" in m for m in said))
        client.text_document_did_close(lsp.DidCloseTextDocumentParams(text_document=place["text_document"]))
        await editor.until(lambda said: not said)
        await client.shutdown_async(None)
    finally:
        client.exit(None)
        await client.stop()


def test_a_session(tmp_path, monkeypatch):
    monkeypatch.setenv("PROOFCHECK_CACHE", str(tmp_path / "cache"))
    path = tmp_path / "paper.tex"
    path.write_text(PAPER)
    asyncio.run(session(path))


async def part_session(folder: Path):
    client = LanguageClient("test", "1")
    editor = Editor(client, folder / "part.tex")
    await client.start_io(sys.executable, "-m", "proofcheck", "lsp")
    try:
        await client.initialize_async(lsp.InitializeParams(capabilities=lsp.ClientCapabilities(), root_uri=None))
        client.initialized(lsp.InitializedParams())
        document = lsp.TextDocumentItem(uri=editor.uri, language_id="latex", version=1, text=PART)
        client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=document))
        assert not await editor.until(lambda said: True)

        place = lsp.Position(line=1, character=PART.split("\n")[1].index("\\le"))
        opened = lsp.TextDocumentIdentifier(uri=editor.uri)
        hover = await client.text_document_hover_async(lsp.HoverParams(text_document=opened, position=place))
        assert "⟨A x, y⟩ ≤ ‖A‖ ‖x‖ ‖y‖" in hover.contents.value

        change = lsp.TextDocumentContentChangeWholeDocument(text=PART.replace("A x", "A^\\top B x"))
        versioned = lsp.VersionedTextDocumentIdentifier(uri=editor.uri, version=2)
        client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(text_document=versioned, content_changes=[change])
        )
        [told] = await editor.until(lambda said: any("B is not declared" in m for m in said))
        assert told.range.start.line == 1
        client.text_document_did_close(lsp.DidCloseTextDocumentParams(text_document=opened))
        await editor.until(lambda said: not said)
        await client.shutdown_async(None)
    finally:
        client.exit(None)
        await client.stop()


def test_a_part_of_a_paper_is_read_with_the_declarations_of_the_whole(tmp_path, monkeypatch):
    monkeypatch.setenv("PROOFCHECK_CACHE", str(tmp_path / "cache"))
    (tmp_path / "main.tex").write_text(WHOLE)
    (tmp_path / "part.tex").write_text(PART)
    asyncio.run(part_session(tmp_path))
