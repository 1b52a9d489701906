-- Version 3 of a desk file: what kind a document is, and shared text that is no problem.

CREATE TABLE document_kind (
    claim_id TEXT NOT NULL,
    document TEXT NOT NULL,
    kind TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES event (seq),
    PRIMARY KEY (claim_id, document)
) STRICT, WITHOUT ROWID;

-- A pair of claims, the smaller number first.
CREATE TABLE dismissed_text (
    claim_id TEXT NOT NULL,
    other TEXT NOT NULL,
    reason TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES event (seq),
    PRIMARY KEY (claim_id, other),
    CHECK (claim_id < other)
) STRICT, WITHOUT ROWID;
