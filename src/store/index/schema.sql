CREATE TABLE binding (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  snapshot BLOB NOT NULL,
  engine TEXT NOT NULL,
  vocabulary BLOB NOT NULL,
  claims INTEGER NOT NULL,
  texts_done INTEGER NOT NULL,
  last_text INTEGER,
  texts_complete INTEGER NOT NULL
) STRICT;

CREATE TABLE row (claim INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;

CREATE TABLE facet (
  claim INTEGER PRIMARY KEY,
  turn INTEGER NOT NULL,
  kind INTEGER,
  status INTEGER NOT NULL,
  program INTEGER NOT NULL,
  activity INTEGER NOT NULL,
  sector INTEGER NOT NULL,
  latest_start INTEGER NOT NULL,
  deadline INTEGER NOT NULL,
  submitted INTEGER NOT NULL,
  contested INTEGER NOT NULL,
  workloads INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  predicted INTEGER NOT NULL,
  partner INTEGER NOT NULL,
  customer INTEGER NOT NULL,
  country INTEGER NOT NULL,
  engagement INTEGER NOT NULL,
  edition INTEGER NOT NULL
) STRICT;
CREATE INDEX facet_queue ON facet (turn, latest_start, claim);

CREATE TABLE claim_name (claim INTEGER PRIMARY KEY, folded TEXT NOT NULL) STRICT;
CREATE TABLE partner (number INTEGER PRIMARY KEY, folded TEXT NOT NULL) STRICT;
CREATE TABLE customer (number INTEGER PRIMARY KEY, folded TEXT NOT NULL) STRICT;
CREATE TABLE country (number INTEGER PRIMARY KEY, folded TEXT NOT NULL) STRICT;
CREATE TABLE engagement (number INTEGER PRIMARY KEY, folded TEXT NOT NULL) STRICT;
CREATE TABLE edition (number INTEGER PRIMARY KEY, folded TEXT NOT NULL) STRICT;
CREATE TABLE workload (number INTEGER PRIMARY KEY, folded TEXT NOT NULL) STRICT;
CREATE TABLE claim_workload (
  workload INTEGER NOT NULL,
  claim INTEGER NOT NULL,
  PRIMARY KEY (workload, claim)
) STRICT, WITHOUT ROWID;
CREATE TABLE status_count (status INTEGER PRIMARY KEY, claims INTEGER NOT NULL) STRICT;

CREATE TABLE contest (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  tenant TEXT NOT NULL,
  subject TEXT NOT NULL,
  subscription TEXT,
  kind TEXT NOT NULL,
  unnamed_incumbent INTEGER NOT NULL
) STRICT;
CREATE INDEX contest_id ON contest (id);

CREATE TABLE contest_line (
  claim INTEGER NOT NULL,
  contest INTEGER NOT NULL,
  name TEXT NOT NULL,
  family TEXT NOT NULL,
  role TEXT NOT NULL,
  PRIMARY KEY (claim, contest, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX contest_line_contest ON contest_line (contest, family, claim);
CREATE INDEX contest_line_family ON contest_line (family, contest);

CREATE TABLE near_miss (
  claim INTEGER NOT NULL,
  other INTEGER NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (claim, other, json)
) STRICT, WITHOUT ROWID;
CREATE INDEX near_miss_other ON near_miss (other);

CREATE TABLE party_facts (claim INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;

CREATE TABLE suggestion (
  digest BLOB NOT NULL,
  engine TEXT NOT NULL,
  edition TEXT NOT NULL,
  json TEXT NOT NULL,
  PRIMARY KEY (digest, engine, edition)
) STRICT, WITHOUT ROWID;

CREATE TABLE fingerprint (document INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
CREATE TABLE shared_text (
  claim INTEGER NOT NULL,
  other INTEGER NOT NULL,
  position INTEGER NOT NULL,
  other_position INTEGER NOT NULL,
  overlap REAL NOT NULL,
  PRIMARY KEY (claim, other)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE text USING fts5 (words, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
