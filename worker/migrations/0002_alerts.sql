-- What is to be sent, and what was. Times are milliseconds since 1970.
CREATE TABLE alert (
  -- A UUID, so that a restored database never gives an id again. Receivers know by it what they have.
  alert_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('overdue', 'scope-failed', 'share-dropped', 'digest')),
  at INTEGER NOT NULL,
  -- JSON.
  detail TEXT NOT NULL,
  -- Whether its deliveries are entered.
  routed INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX alert_to_route ON alert (at) WHERE routed = 0;

-- The causes that last. A cause that ends loses its row, so that it is a new one if it comes back.
CREATE TABLE cause (
  key TEXT PRIMARY KEY,
  alert_id TEXT NOT NULL,
  scope_id INTEGER,
  -- Of a finding.
  node_id INTEGER,
  patch_id INTEGER
) WITHOUT ROWID;
CREATE INDEX cause_by_scope ON cause (scope_id);

CREATE TABLE delivery (
  alert_id TEXT NOT NULL,
  -- A name of the configuration.
  webhook TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sent', 'dead')),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL,
  ended INTEGER,
  last_error TEXT,
  PRIMARY KEY (alert_id, webhook)
) WITHOUT ROWID;
CREATE INDEX delivery_waiting ON delivery (next_at) WHERE status = 'waiting';
CREATE INDEX delivery_dead ON delivery (ended) WHERE status = 'dead';
