-- Version 1 of a desk file. Never edited once released: a change is another file in this folder.

-- Which desk this is. The root is what the first event links to, so a chain cannot be moved between desks.
CREATE TABLE desk (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    desk_id TEXT NOT NULL CHECK (length(desk_id) = 32),
    lineage TEXT NOT NULL,
    created_at TEXT NOT NULL,
    root BLOB NOT NULL CHECK (length(root) = 32)
) STRICT;

-- What was done: one link of the chain each. The order is seq, never the time.
CREATE TABLE event (
    seq INTEGER PRIMARY KEY CHECK (seq >= 1),
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('reviewer', 'supervisor', 'trainer')),
    claim_id TEXT CHECK (claim_id IS NULL OR length(claim_id) = 7),
    claim_digest BLOB CHECK (claim_digest IS NULL OR length(claim_digest) = 32),
    act TEXT NOT NULL,
    body TEXT NOT NULL,
    prev BLOB NOT NULL CHECK (length(prev) = 32),
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX event_of_claim ON event (claim_id, seq);

-- Decisions and withdrawals, so that SQL can refuse a second one. Their content is the body of the event.
CREATE TABLE decision (
    seq INTEGER PRIMARY KEY REFERENCES event (seq),
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
    claim_id TEXT NOT NULL CHECK (length(claim_id) = 7),
    round INTEGER NOT NULL CHECK (round >= 1),
    kind TEXT NOT NULL,
    UNIQUE (claim_id, round)
) STRICT;
CREATE TABLE withdrawal (
    seq INTEGER PRIMARY KEY REFERENCES event (seq),
    decision_id TEXT NOT NULL UNIQUE REFERENCES decision (id)
) STRICT;

-- What is judged at the moment. All of it follows from the events.
CREATE TABLE judgement (
    claim_id TEXT NOT NULL,
    cell TEXT NOT NULL,
    body TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES event (seq),
    PRIMARY KEY (claim_id, cell)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim_mark (
    claim_id TEXT NOT NULL,
    mark TEXT NOT NULL CHECK (mark IN ('qualifications', 'reasons')),
    body TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES event (seq),
    PRIMARY KEY (claim_id, mark)
) STRICT, WITHOUT ROWID;
CREATE TABLE excluded_document (
    claim_id TEXT NOT NULL,
    document TEXT NOT NULL,
    reason TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES event (seq),
    PRIMARY KEY (claim_id, document)
) STRICT, WITHOUT ROWID;
CREATE TABLE skip (
    claim_id TEXT NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES event (seq),
    PRIMARY KEY (claim_id, actor)
) STRICT, WITHOUT ROWID;

-- What is not an act: text that is still being written, and named queries. Changed at will.
CREATE TABLE draft (
    claim_id TEXT NOT NULL,
    author TEXT NOT NULL,
    field TEXT NOT NULL,
    text TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (claim_id, author, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE saved_view (
    name TEXT PRIMARY KEY,
    query TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Acts are never changed, also not by OR REPLACE.
CREATE TRIGGER desk_is_one BEFORE INSERT ON desk BEGIN
    SELECT RAISE (ABORT, 'a desk has one identity') WHERE EXISTS (SELECT 1 FROM desk);
END;
CREATE TRIGGER desk_no_update BEFORE UPDATE ON desk BEGIN
    SELECT RAISE (ABORT, 'the identity of a desk never changes');
END;
CREATE TRIGGER desk_no_delete BEFORE DELETE ON desk BEGIN
    SELECT RAISE (ABORT, 'the identity of a desk never changes');
END;

CREATE TRIGGER event_link BEFORE INSERT ON event BEGIN
    SELECT RAISE (ABORT, 'an event has the next number')
    WHERE NEW.seq <> 1 + coalesce((SELECT max(seq) FROM event), 0);
    SELECT RAISE (ABORT, 'an event holds the hash of the one before')
    WHERE NEW.prev <> coalesce(
        (SELECT hash FROM event ORDER BY seq DESC LIMIT 1), (SELECT root FROM desk), zeroblob(32)
    );
    SELECT RAISE (ABORT, 'an event is recorded once') WHERE EXISTS (SELECT 1 FROM event WHERE hash = NEW.hash);
END;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN
    SELECT RAISE (ABORT, 'events are never changed');
END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN
    SELECT RAISE (ABORT, 'events are never removed');
END;

CREATE TRIGGER decision_round BEFORE INSERT ON decision BEGIN
    SELECT RAISE (ABORT, 'a decision is recorded once')
    WHERE EXISTS (SELECT 1 FROM decision WHERE seq = NEW.seq OR id = NEW.id);
    SELECT RAISE (ABORT, 'a decision has the next round of its claim')
    WHERE NEW.round <> 1 + coalesce((SELECT max(round) FROM decision WHERE claim_id = NEW.claim_id), 0);
    SELECT RAISE (ABORT, 'the decision before is still in force')
    WHERE EXISTS (
        SELECT 1 FROM decision WHERE claim_id = NEW.claim_id
        AND id NOT IN (SELECT decision_id FROM withdrawal)
    );
END;
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN
    SELECT RAISE (ABORT, 'decisions are never changed');
END;
CREATE TRIGGER decision_no_delete BEFORE DELETE ON decision BEGIN
    SELECT RAISE (ABORT, 'decisions are never removed');
END;

CREATE TRIGGER withdrawal_once BEFORE INSERT ON withdrawal BEGIN
    SELECT RAISE (ABORT, 'a decision is withdrawn once')
    WHERE EXISTS (SELECT 1 FROM withdrawal WHERE seq = NEW.seq OR decision_id = NEW.decision_id);
END;
CREATE TRIGGER withdrawal_no_update BEFORE UPDATE ON withdrawal BEGIN
    SELECT RAISE (ABORT, 'withdrawals are never changed');
END;
CREATE TRIGGER withdrawal_no_delete BEFORE DELETE ON withdrawal BEGIN
    SELECT RAISE (ABORT, 'withdrawals are never removed');
END;
