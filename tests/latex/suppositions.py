"""What the claims of a paper are under."""

from proofcheck.lang.printing import text


def last(reading):
    """What the last claim is under, and whether more may be meant."""
    document = reading.document()
    found = document.hypotheses(document.claims[-1])
    unread = any(getattr(part, "unread", False) for h in found for part in h.parts)
    return [text(a) for h in found for a in h.assertions], unread
