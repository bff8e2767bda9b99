-- What people have entered. Rows are added and never changed: the last one of an exception, or of a node
-- and column, holds, and all of them say who entered what, and when. Times are milliseconds since 1970.
CREATE TABLE exception_edit (
  edit_id INTEGER PRIMARY KEY,
  exception_id TEXT NOT NULL,
  -- JSON; absent when the exception was withdrawn.
  body TEXT,
  who TEXT NOT NULL,
  at INTEGER NOT NULL
);
CREATE INDEX edits_of_exception ON exception_edit (exception_id, edit_id);

CREATE TABLE attribute_edit (
  edit_id INTEGER PRIMARY KEY,
  instance_id TEXT NOT NULL,
  name TEXT NOT NULL,
  -- An empty text removes the value.
  value TEXT NOT NULL,
  who TEXT NOT NULL,
  at INTEGER NOT NULL
);
CREATE INDEX edits_of_attribute ON attribute_edit (instance_id, name, edit_id);
