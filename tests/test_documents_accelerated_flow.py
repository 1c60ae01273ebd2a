"""Nesterov's method in continuous time: all of the proof holds as written."""

from lemmas.accelerated_flow import document
from proofcheck.check import check_documents


def test_every_line_is_proved_and_follows():
    (report,) = check_documents([document])["documents"]
    found = {claim["id"]: (claim["holds"], claim["follows"]) for claim in report["claims"]}
    assert found == dict.fromkeys(found, ("proved", "yes"))
    assert len(found) == 6
