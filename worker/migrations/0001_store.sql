-- The present state and its history. Times are milliseconds since 1970, days whole days since then.
CREATE TABLE scope (
  scope_id INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  region TEXT NOT NULL,
  role_arn TEXT NOT NULL,
  -- The run that may read the scope, and until when it may without renewal.
  lease_run INTEGER,
  lease_until INTEGER NOT NULL DEFAULT 0,
  UNIQUE (account, region)
);

CREATE TABLE node (
  node_id INTEGER PRIMARY KEY,
  scope_id INTEGER NOT NULL,
  instance_id TEXT NOT NULL,
  name TEXT,
  platform TEXT,
  platform_version TEXT,
  ping TEXT,
  -- The run that last changed the four columns above.
  listed_run INTEGER NOT NULL,
  patch_group TEXT,
  baseline_id TEXT,
  operation TEXT,
  op_end INTEGER NOT NULL DEFAULT 0,
  -- The operation whose findings are stored.
  detail_op_end INTEGER NOT NULL DEFAULT 0,
  missing INTEGER,
  failed INTEGER,
  pending_reboot INTEGER,
  rejected INTEGER,
  critical_nc INTEGER,
  security_nc INTEGER,
  other_nc INTEGER,
  -- When a complete list first lacked the node. Its findings stay: they were not seen closed.
  gone_at INTEGER,
  last_error TEXT,
  UNIQUE (scope_id, instance_id)
);

CREATE TABLE patch (
  patch_id INTEGER PRIMARY KEY,
  kb TEXT NOT NULL,
  title TEXT NOT NULL,
  classification TEXT,
  severity TEXT,
  UNIQUE (kb, title)
);

CREATE TABLE patch_cve (
  cve TEXT NOT NULL,
  patch_id INTEGER NOT NULL,
  PRIMARY KEY (cve, patch_id)
) WITHOUT ROWID;

CREATE TABLE open_patch (
  patch_id INTEGER NOT NULL,
  node_id INTEGER NOT NULL,
  state TEXT NOT NULL,
  -- The end of the operation that first found it, or when the fleet first saw it, if that is earlier.
  first_seen INTEGER NOT NULL,
  PRIMARY KEY (patch_id, node_id)
) WITHOUT ROWID;
CREATE INDEX open_by_node ON open_patch (node_id);

-- `at` is the end of the operation that opened or closed the finding.
CREATE TABLE open_event (
  day INTEGER NOT NULL,
  node_id INTEGER NOT NULL,
  patch_id INTEGER NOT NULL,
  event TEXT NOT NULL CHECK (event IN ('opened', 'closed')),
  at INTEGER NOT NULL,
  PRIMARY KEY (day, node_id, patch_id, event, at)
) WITHOUT ROWID;

CREATE TABLE rollup (
  day INTEGER NOT NULL,
  scope_id INTEGER NOT NULL,
  dim TEXT NOT NULL,
  key TEXT NOT NULL,
  verdict TEXT NOT NULL,
  nodes INTEGER NOT NULL,
  -- Sums of the counts that are known, and the nodes of which one of the two is absent.
  missing INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  uncounted INTEGER NOT NULL,
  PRIMARY KEY (day, scope_id, dim, key, verdict)
) WITHOUT ROWID;

CREATE TABLE run (
  scope_id INTEGER NOT NULL,
  run_id INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('running', 'complete', 'failed', 'abandoned')),
  started INTEGER NOT NULL,
  ended INTEGER,
  -- Slices that are stored, and where the next one goes on.
  slice INTEGER NOT NULL DEFAULT 0,
  cursor TEXT,
  nodes INTEGER,
  requests INTEGER NOT NULL DEFAULT 0,
  throttled INTEGER NOT NULL DEFAULT 0,
  failed_nodes INTEGER,
  error TEXT,
  -- The fleet before the run, and after it: keys in R2.
  previous TEXT,
  snapshot TEXT,
  PRIMARY KEY (scope_id, run_id)
) WITHOUT ROWID;
