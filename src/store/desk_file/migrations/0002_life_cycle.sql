-- Version 2 of a desk file: seats, hold and release, leases, second opinions, other desks.

-- What is judged belongs to a seat. The rows of version 1 are those of the first review.
ALTER TABLE judgement RENAME TO judgement_v1;
CREATE TABLE judgement (
    claim_id TEXT NOT NULL,
    seat TEXT NOT NULL CHECK (seat IN ('first', 'dispute', 'quality')),
    cell TEXT NOT NULL,
    body TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES event (seq),
    PRIMARY KEY (claim_id, seat, cell)
) STRICT, WITHOUT ROWID;
INSERT INTO judgement SELECT claim_id, 'first', cell, body, seq FROM judgement_v1;
DROP TABLE judgement_v1;

ALTER TABLE claim_mark RENAME TO claim_mark_v1;
CREATE TABLE claim_mark (
    claim_id TEXT NOT NULL,
    seat TEXT NOT NULL CHECK (seat IN ('first', 'dispute', 'quality')),
    mark TEXT NOT NULL CHECK (mark IN ('qualifications', 'reasons')),
    body TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES event (seq),
    PRIMARY KEY (claim_id, seat, mark)
) STRICT, WITHOUT ROWID;
INSERT INTO claim_mark SELECT claim_id, 'first', mark, body, seq FROM claim_mark_v1;
DROP TABLE claim_mark_v1;

ALTER TABLE excluded_document RENAME TO excluded_document_v1;
CREATE TABLE excluded_document (
    claim_id TEXT NOT NULL,
    seat TEXT NOT NULL CHECK (seat IN ('first', 'dispute', 'quality')),
    document TEXT NOT NULL,
    reason TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES event (seq),
    PRIMARY KEY (claim_id, seat, document)
) STRICT, WITHOUT ROWID;
INSERT INTO excluded_document SELECT claim_id, 'first', document, reason, seq FROM excluded_document_v1;
DROP TABLE excluded_document_v1;

-- Who looks at a decided claim again, and at which decision.
CREATE TABLE seat (
    claim_id TEXT NOT NULL,
    seat TEXT NOT NULL CHECK (seat IN ('dispute', 'quality')),
    actor TEXT NOT NULL,
    decision_id TEXT,
    seq INTEGER NOT NULL REFERENCES event (seq),
    PRIMARY KEY (claim_id, seat)
) STRICT, WITHOUT ROWID;

-- A decision is about one revision of a claim, made by one person.
DROP TRIGGER decision_round;
DROP TRIGGER decision_no_update;
ALTER TABLE decision ADD COLUMN claim_digest BLOB CHECK (claim_digest IS NULL OR length(claim_digest) = 32);
ALTER TABLE decision ADD COLUMN actor TEXT;
ALTER TABLE decision ADD COLUMN dispute INTEGER NOT NULL DEFAULT 0 CHECK (dispute IN (0, 1));
UPDATE decision SET
    claim_digest = (SELECT claim_digest FROM event WHERE event.seq = decision.seq),
    actor = (SELECT actor FROM event WHERE event.seq = decision.seq);
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN
    SELECT RAISE (ABORT, 'decisions are never changed');
END;

-- What became of decisions: released from the local hold, opened again after that, found procedurally wrong.
CREATE TABLE release (
    decision_id TEXT PRIMARY KEY REFERENCES decision (id),
    seq INTEGER NOT NULL REFERENCES event (seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE reopening (
    seq INTEGER PRIMARY KEY REFERENCES event (seq),
    decision_id TEXT NOT NULL UNIQUE REFERENCES decision (id),
    voided INTEGER NOT NULL CHECK (voided IN (0, 1))
) STRICT;

-- A decision in force: neither withdrawn nor opened again.
CREATE VIEW decision_in_force AS
    SELECT decision.*, EXISTS (SELECT 1 FROM release WHERE decision_id = decision.id) AS released
    FROM decision
    WHERE id NOT IN (SELECT decision_id FROM withdrawal) AND id NOT IN (SELECT decision_id FROM reopening);

CREATE TRIGGER decision_round BEFORE INSERT ON decision BEGIN
    SELECT RAISE (ABORT, 'a decision is recorded once')
    WHERE EXISTS (SELECT 1 FROM decision WHERE seq = NEW.seq OR id = NEW.id);
    SELECT RAISE (ABORT, 'a decision has the next round of its claim')
    WHERE NEW.round <> 1 + coalesce((SELECT max(round) FROM decision WHERE claim_id = NEW.claim_id), 0);
    -- A later revision can be decided once the decision on the earlier one has left the desk.
    SELECT RAISE (ABORT, 'the decision before is still in force')
    WHERE EXISTS (
        SELECT 1 FROM decision_in_force AS before WHERE before.claim_id = NEW.claim_id
        AND (before.claim_digest = NEW.claim_digest OR NOT before.released)
    );
    SELECT RAISE (ABORT, 'a dispute is settled by somebody else')
    WHERE NEW.dispute AND EXISTS (
        SELECT 1 FROM decision_in_force AS before
        WHERE before.claim_id = NEW.claim_id AND before.actor = NEW.actor AND before.kind = 'reject'
    );
END;

CREATE TRIGGER withdrawal_before_release BEFORE INSERT ON withdrawal BEGIN
    SELECT RAISE (ABORT, 'a released decision is opened again, not withdrawn')
    WHERE EXISTS (SELECT 1 FROM release WHERE decision_id = NEW.decision_id);
END;
CREATE TRIGGER release_once BEFORE INSERT ON release BEGIN
    SELECT RAISE (ABORT, 'a decision is released once')
    WHERE EXISTS (SELECT 1 FROM release WHERE decision_id = NEW.decision_id);
    SELECT RAISE (ABORT, 'only a decision in force is released')
    WHERE NOT EXISTS (SELECT 1 FROM decision_in_force WHERE id = NEW.decision_id);
END;
CREATE TRIGGER release_no_update BEFORE UPDATE ON release BEGIN
    SELECT RAISE (ABORT, 'releases are never changed');
END;
CREATE TRIGGER release_no_delete BEFORE DELETE ON release BEGIN
    SELECT RAISE (ABORT, 'releases are never removed');
END;
CREATE TRIGGER reopening_once BEFORE INSERT ON reopening BEGIN
    SELECT RAISE (ABORT, 'a decision is opened again once')
    WHERE EXISTS (SELECT 1 FROM reopening WHERE seq = NEW.seq OR decision_id = NEW.decision_id);
    SELECT RAISE (ABORT, 'only a released decision in force is opened again')
    WHERE NOT EXISTS (SELECT 1 FROM decision_in_force WHERE id = NEW.decision_id AND released);
END;
CREATE TRIGGER reopening_no_update BEFORE UPDATE ON reopening BEGIN
    SELECT RAISE (ABORT, 'reopenings are never changed');
END;
CREATE TRIGGER reopening_no_delete BEFORE DELETE ON reopening BEGIN
    SELECT RAISE (ABORT, 'reopenings are never removed');
END;

-- Clocks that ran out and were released for the system of record; one for each transition and deadline.
CREATE TABLE expiry (
    claim_id TEXT NOT NULL,
    transition TEXT NOT NULL,
    deadline TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES event (seq),
    PRIMARY KEY (claim_id, transition, deadline)
) STRICT, WITHOUT ROWID;

-- Second opinions and how differences were settled. Their content is the body of the event.
CREATE TABLE second_look (
    seq INTEGER PRIMARY KEY REFERENCES event (seq),
    claim_id TEXT NOT NULL,
    decision_id TEXT NOT NULL UNIQUE REFERENCES decision (id),
    actor TEXT NOT NULL,
    stream TEXT NOT NULL CHECK (stream IN ('random', 'targeted', 'gold'))
) STRICT;
CREATE TRIGGER second_look_by_another BEFORE INSERT ON second_look BEGIN
    SELECT RAISE (ABORT, 'nobody looks twice at one claim')
    WHERE EXISTS (SELECT 1 FROM decision WHERE id = NEW.decision_id AND actor = NEW.actor);
    SELECT RAISE (ABORT, 'a decision gets one second look')
    WHERE EXISTS (SELECT 1 FROM second_look WHERE seq = NEW.seq OR decision_id = NEW.decision_id);
END;
CREATE TRIGGER second_look_no_update BEFORE UPDATE ON second_look BEGIN
    SELECT RAISE (ABORT, 'second looks are never changed');
END;
CREATE TRIGGER second_look_no_delete BEFORE DELETE ON second_look BEGIN
    SELECT RAISE (ABORT, 'second looks are never removed');
END;
CREATE TABLE adjudication (
    seq INTEGER PRIMARY KEY REFERENCES event (seq),
    claim_id TEXT NOT NULL,
    first BLOB NOT NULL CHECK (length(first) = 32),
    second BLOB NOT NULL CHECK (length(second) = 32)
) STRICT;
CREATE TRIGGER adjudication_no_update BEFORE UPDATE ON adjudication BEGIN
    SELECT RAISE (ABORT, 'adjudications are never changed');
END;
CREATE TRIGGER adjudication_no_delete BEFORE DELETE ON adjudication BEGIN
    SELECT RAISE (ABORT, 'adjudications are never removed');
END;
CREATE TABLE case_note (
    seq INTEGER PRIMARY KEY REFERENCES event (seq),
    requirement TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE TABLE sample_seed (
    period TEXT PRIMARY KEY,
    seed TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES event (seq)
) STRICT, WITHOUT ROWID;

-- Who works on what right now: advice to people, never authority. Changed at will, no event.
CREATE TABLE lease (
    claim_id TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    session TEXT NOT NULL,
    token INTEGER NOT NULL CHECK (token >= 1),
    taken_at TEXT NOT NULL,
    until_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Events of other desks of the same lineage, as they are stored there, each desk with a chain of its own.
CREATE TABLE foreign_desk (
    desk_id TEXT PRIMARY KEY CHECK (length(desk_id) = 32),
    lineage TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE foreign_event (
    desk_id TEXT NOT NULL REFERENCES foreign_desk (desk_id),
    seq INTEGER NOT NULL CHECK (seq >= 1),
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('reviewer', 'supervisor', 'trainer')),
    claim_id TEXT CHECK (claim_id IS NULL OR length(claim_id) = 7),
    claim_digest BLOB CHECK (claim_digest IS NULL OR length(claim_digest) = 32),
    act TEXT NOT NULL,
    body TEXT NOT NULL,
    prev BLOB NOT NULL CHECK (length(prev) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (desk_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX foreign_event_of_claim ON foreign_event (claim_id, desk_id, seq);
CREATE TRIGGER foreign_event_link BEFORE INSERT ON foreign_event BEGIN
    SELECT RAISE (ABORT, 'an event of another desk has the next number there')
    WHERE NEW.seq <> 1 + coalesce((SELECT max(seq) FROM foreign_event WHERE desk_id = NEW.desk_id), 0);
    SELECT RAISE (ABORT, 'an event of another desk holds the hash of the one before')
    WHERE NEW.seq > 1 AND NEW.prev <> (
        SELECT hash FROM foreign_event WHERE desk_id = NEW.desk_id AND seq = NEW.seq - 1
    );
END;
CREATE TRIGGER foreign_event_no_update BEFORE UPDATE ON foreign_event BEGIN
    SELECT RAISE (ABORT, 'events of other desks are never changed');
END;
CREATE TRIGGER foreign_event_no_delete BEFORE DELETE ON foreign_event BEGIN
    SELECT RAISE (ABORT, 'events of other desks are never removed');
END;
