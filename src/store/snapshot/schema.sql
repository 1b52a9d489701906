CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  lineage TEXT NOT NULL CHECK (length(lineage) BETWEEN 1 AND 100),
  title TEXT NOT NULL CHECK (length(title) <= 200),
  as_of TEXT NOT NULL CHECK (as_of GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T*Z'),
  practice INTEGER NOT NULL CHECK (practice IN (0, 1)),
  claims INTEGER NOT NULL CHECK (claims >= 0),
  documents INTEGER NOT NULL CHECK (documents >= 0)
) STRICT;

CREATE TABLE claim (
  claim_id INTEGER PRIMARY KEY CHECK (claim_id BETWEEN 0 AND 9999999),
  digest BLOB CHECK (digest IS NULL OR length(digest) = 32),
  claim_name TEXT NOT NULL,
  program TEXT NOT NULL CHECK (program IN ('cpor', 'partner-activities')),
  edition TEXT,
  engagement TEXT NOT NULL,
  solution_area TEXT NOT NULL,
  activity TEXT NOT NULL CHECK (activity IN ('usage', 'pre-sales', 'revenue-association', 'partner-activity')),
  recognition_only INTEGER NOT NULL CHECK (recognition_only IN (0, 1)),
  status TEXT NOT NULL CHECK (status IN ('drafted', 'cancelled', 'submitted', 'under-review',
    'partner-action-required', 'approved', 'rejected', 'disputed', 'final-rejected', 'customer-consent-declined',
    'customer-claimed', 'awaiting-customer-consent', 'customer-consent-received', 'customer-consent-expired',
    'not-submitted-claim-expired', 'post-submission-claim-expired', 'disputed-claim-expired')),
  created_on TEXT NOT NULL CHECK (created_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  submitted_on TEXT NOT NULL CHECK (submitted_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  transaction_on TEXT CHECK (transaction_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  partner_name TEXT NOT NULL,
  partner_id TEXT NOT NULL,
  partner_global_id TEXT,
  partner_location TEXT NOT NULL,
  partner_country TEXT NOT NULL,
  partner_contact_name TEXT NOT NULL,
  partner_contact_email TEXT NOT NULL,
  customer_name TEXT NOT NULL,
  customer_domain TEXT NOT NULL,
  customer_tenant_id TEXT NOT NULL CHECK (length(customer_tenant_id) = 36),
  customer_country TEXT NOT NULL,
  customer_sector TEXT NOT NULL CHECK (customer_sector IN ('private', 'government', 'healthcare', 'education',
    'unknown')),
  customer_contact_name TEXT NOT NULL,
  customer_contact_email TEXT NOT NULL,
  customer_contact_title TEXT,
  customer_domain_mismatch_reason TEXT
) STRICT;

CREATE TABLE workload (
  claim_id INTEGER NOT NULL REFERENCES claim (claim_id),
  position INTEGER NOT NULL CHECK (position >= 0),
  name TEXT NOT NULL,
  subscription_id TEXT CHECK (length(subscription_id) = 36),
  association TEXT NOT NULL CHECK (association IN ('none', 'associated-to-you', 'associated-to-another-partner')),
  associated_on TEXT CHECK (associated_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  PRIMARY KEY (claim_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE document_text (
  text_id INTEGER PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE document (
  claim_id INTEGER NOT NULL REFERENCES claim (claim_id),
  position INTEGER NOT NULL CHECK (position >= 0),
  file_name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('template', 'sow', 'email', 'letter', 'report', 'purchase-order', 'quote',
    'msa', 'ecif', 'invoice', 'disclosure', 'other')),
  uploaded_on TEXT CHECK (uploaded_on GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'),
  text_id INTEGER NOT NULL REFERENCES document_text (text_id),
  PRIMARY KEY (claim_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE history (
  claim_id INTEGER NOT NULL REFERENCES claim (claim_id),
  position INTEGER NOT NULL CHECK (position >= 0),
  at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T*Z'),
  action TEXT NOT NULL,
  actor TEXT NOT NULL,
  note TEXT,
  PRIMARY KEY (claim_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE comment (
  claim_id INTEGER NOT NULL REFERENCES claim (claim_id),
  position INTEGER NOT NULL CHECK (position >= 0),
  at TEXT NOT NULL CHECK (at GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T*Z'),
  author TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (claim_id, position)
) STRICT, WITHOUT ROWID;
