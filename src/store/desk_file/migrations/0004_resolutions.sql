-- Version 4 of a desk file: conflicts that were graded and settled.

-- Grades of influence factors as they stand; what each rests on is in its body.
CREATE TABLE factor_grade (
    conflict TEXT NOT NULL,
    claim_id TEXT NOT NULL,
    factor TEXT NOT NULL,
    body TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES event (seq),
    PRIMARY KEY (conflict, claim_id, factor)
) STRICT, WITHOUT ROWID;

-- Resolutions, so that SQL can refuse a second one. Their content is the body of the event.
CREATE TABLE resolution (
    seq INTEGER PRIMARY KEY REFERENCES event (seq),
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
    batch BLOB CHECK (batch IS NULL OR length(batch) = 32)
) STRICT;
CREATE INDEX resolution_of_batch ON resolution (batch);

-- Which conflict was settled, as it was with these parties and papers.
CREATE TABLE ruling (
    conflict TEXT NOT NULL,
    resolution_id TEXT NOT NULL REFERENCES resolution (id),
    parties BLOB NOT NULL CHECK (length(parties) = 32),
    PRIMARY KEY (conflict, resolution_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ruling_of_resolution ON ruling (resolution_id);

-- Which claims a resolution touches, and the decision it recorded on each, if any.
CREATE TABLE touched_claim (
    claim_id TEXT NOT NULL,
    resolution_id TEXT NOT NULL REFERENCES resolution (id),
    decision_id TEXT UNIQUE REFERENCES decision (id),
    PRIMARY KEY (claim_id, resolution_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX touched_by_resolution ON touched_claim (resolution_id);

-- Resolutions that were taken back: withdrawn, or opened again after their decisions were released.
CREATE TABLE resolution_end (
    resolution_id TEXT PRIMARY KEY REFERENCES resolution (id),
    released INTEGER NOT NULL CHECK (released IN (0, 1)),
    seq INTEGER NOT NULL REFERENCES event (seq)
) STRICT, WITHOUT ROWID;

-- Rows of a batch that somebody opened in full before committing it.
CREATE TABLE opened_row (
    plan BLOB NOT NULL CHECK (length(plan) = 32),
    conflict TEXT NOT NULL,
    actor TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES event (seq),
    PRIMARY KEY (plan, conflict, actor)
) STRICT, WITHOUT ROWID;

-- A resolution in force: not taken back.
CREATE VIEW resolution_in_force AS
    SELECT resolution.*, EXISTS (
        SELECT 1 FROM touched_claim JOIN release USING (decision_id)
        WHERE touched_claim.resolution_id = resolution.id
    ) AS released
    FROM resolution WHERE id NOT IN (SELECT resolution_id FROM resolution_end);

CREATE TRIGGER resolution_once BEFORE INSERT ON resolution BEGIN
    SELECT RAISE (ABORT, 'a resolution is recorded once')
    WHERE EXISTS (SELECT 1 FROM resolution WHERE seq = NEW.seq OR id = NEW.id);
    SELECT RAISE (ABORT, 'conflicts are settled by a supervisor')
    WHERE EXISTS (SELECT 1 FROM event WHERE seq = NEW.seq AND role <> 'supervisor');
END;
CREATE TRIGGER resolution_no_update BEFORE UPDATE ON resolution BEGIN
    SELECT RAISE (ABORT, 'resolutions are never changed');
END;
CREATE TRIGGER resolution_no_delete BEFORE DELETE ON resolution BEGIN
    SELECT RAISE (ABORT, 'resolutions are never removed');
END;

CREATE TRIGGER ruling_once BEFORE INSERT ON ruling BEGIN
    SELECT RAISE (ABORT, 'the conflict is settled already')
    WHERE EXISTS (
        SELECT 1 FROM ruling AS before
        WHERE before.conflict = NEW.conflict AND before.parties = NEW.parties
        AND before.resolution_id NOT IN (SELECT resolution_id FROM resolution_end)
    );
END;
CREATE TRIGGER ruling_no_update BEFORE UPDATE ON ruling BEGIN
    SELECT RAISE (ABORT, 'rulings are never changed');
END;
CREATE TRIGGER ruling_no_delete BEFORE DELETE ON ruling BEGIN
    SELECT RAISE (ABORT, 'rulings are never removed');
END;

CREATE TRIGGER touched_claim_in_force BEFORE INSERT ON touched_claim BEGIN
    SELECT RAISE (ABORT, 'a resolution touches a claim once')
    WHERE EXISTS (
        SELECT 1 FROM touched_claim WHERE claim_id = NEW.claim_id AND resolution_id = NEW.resolution_id
    );
    SELECT RAISE (ABORT, 'a resolution takes a decision in force on its claim')
    WHERE NEW.decision_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM decision_in_force WHERE id = NEW.decision_id AND claim_id = NEW.claim_id
    );
END;
CREATE TRIGGER touched_claim_no_update BEFORE UPDATE ON touched_claim BEGIN
    SELECT RAISE (ABORT, 'what a resolution touched is never changed');
END;
CREATE TRIGGER touched_claim_no_delete BEFORE DELETE ON touched_claim BEGIN
    SELECT RAISE (ABORT, 'what a resolution touched is never removed');
END;

CREATE TRIGGER resolution_end_once BEFORE INSERT ON resolution_end BEGIN
    SELECT RAISE (ABORT, 'a resolution is taken back once')
    WHERE EXISTS (SELECT 1 FROM resolution_end WHERE resolution_id = NEW.resolution_id);
    SELECT RAISE (ABORT, 'a released resolution is opened again, one that is held is withdrawn')
    WHERE NOT EXISTS (
        SELECT 1 FROM resolution_in_force WHERE id = NEW.resolution_id AND released = NEW.released
    );
END;
CREATE TRIGGER resolution_end_no_update BEFORE UPDATE ON resolution_end BEGIN
    SELECT RAISE (ABORT, 'ends of resolutions are never changed');
END;
CREATE TRIGGER resolution_end_no_delete BEFORE DELETE ON resolution_end BEGIN
    SELECT RAISE (ABORT, 'ends of resolutions are never removed');
END;

-- The decision of a resolution is taken back with the resolution, never by itself.
CREATE TRIGGER withdrawal_with_its_resolution BEFORE INSERT ON withdrawal BEGIN
    SELECT RAISE (ABORT, 'the decision is taken back with its resolution')
    WHERE EXISTS (
        SELECT 1 FROM touched_claim WHERE decision_id = NEW.decision_id
        AND resolution_id NOT IN (SELECT resolution_id FROM resolution_end)
    );
END;
CREATE TRIGGER reopening_with_its_resolution BEFORE INSERT ON reopening BEGIN
    SELECT RAISE (ABORT, 'the decision is opened again with its resolution')
    WHERE EXISTS (
        SELECT 1 FROM touched_claim WHERE decision_id = NEW.decision_id
        AND resolution_id NOT IN (SELECT resolution_id FROM resolution_end)
    );
END;

CREATE TRIGGER opened_row_no_update BEFORE UPDATE ON opened_row BEGIN
    SELECT RAISE (ABORT, 'what was opened is never changed');
END;
CREATE TRIGGER opened_row_no_delete BEFORE DELETE ON opened_row BEGIN
    SELECT RAISE (ABORT, 'what was opened is never removed');
END;
