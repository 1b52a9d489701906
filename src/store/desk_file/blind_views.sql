-- What a blind second seat may see, and nothing else: its own seats, marks, texts and acts, and the notes on how
-- requirements are read. The authorizer refuses every other read, so a table is reached only through these views.
-- Each connection puts random letters in place of `own`: nothing else can be named like a view.

CREATE TEMP TABLE me (name TEXT NOT NULL) STRICT;

-- A seat is open until its look is signed, and only as long as the decision it looks at is in force.
CREATE TEMP VIEW own_seat AS
    SELECT seat.claim_id, event.claim_digest, seat.seq
    FROM main.seat JOIN main.event USING (seq)
    WHERE seat.seat = 'quality' AND seat.actor = (SELECT name FROM temp.me)
    AND NOT EXISTS (SELECT 1 FROM main.second_look WHERE second_look.decision_id = seat.decision_id)
    AND NOT EXISTS (SELECT 1 FROM main.withdrawal WHERE withdrawal.decision_id = seat.decision_id)
    AND NOT EXISTS (SELECT 1 FROM main.reopening WHERE reopening.decision_id = seat.decision_id);

CREATE TEMP VIEW own_mark AS
    SELECT 'judgement' AS source, judgement.claim_id, cell AS key, judgement.body, event.claim_digest
        FROM main.judgement JOIN main.event USING (seq)
        WHERE seat = 'quality' AND event.actor = (SELECT name FROM temp.me)
    UNION ALL SELECT mark, claim_mark.claim_id, '', claim_mark.body, event.claim_digest
        FROM main.claim_mark JOIN main.event USING (seq)
        WHERE seat = 'quality' AND event.actor = (SELECT name FROM temp.me)
    UNION ALL SELECT 'excluded', excluded_document.claim_id, document, reason, event.claim_digest
        FROM main.excluded_document JOIN main.event USING (seq)
        WHERE seat = 'quality' AND event.actor = (SELECT name FROM temp.me);

CREATE TEMP VIEW own_draft AS
    SELECT claim_id, field, text FROM main.draft WHERE author = (SELECT name FROM temp.me);

-- Acts of the person in the seat since it was taken.
CREATE TEMP VIEW own_act AS
    SELECT event.seq, event.at, event.actor, event.role, event.claim_id, event.claim_digest, event.act, event.body,
           event.prev, event.hash
    FROM main.event JOIN main.seat ON seat.claim_id = event.claim_id AND seat.seat = 'quality'
    WHERE event.actor = (SELECT name FROM temp.me) AND seat.actor = event.actor AND event.seq > seat.seq;

-- How requirements are read, without who wrote it and when.
CREATE TEMP VIEW own_reading AS SELECT seq, requirement, text FROM main.case_note;
