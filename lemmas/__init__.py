"""Documents that proofcheck checks: one folder a document, one file a lemma."""
