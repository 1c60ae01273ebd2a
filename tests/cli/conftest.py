"""The command line in a folder with one lemma file."""

import pytest

from proofcheck import cli


@pytest.fixture
def run(request, capsys, monkeypatch, tmp_path):
    """Run it where ``mine.py`` is the module's ``LEMMA``; return status, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine.py").write_text(request.module.LEMMA)

    def call(*arguments):
        status = cli.main(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return status, out, err

    return call
