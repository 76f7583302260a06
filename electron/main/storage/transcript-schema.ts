/**
 * The database of transcripts, as steps from one version to the next. A step is never changed once
 * it was released: a new one is added. Search (a full-text index over `turns.text`), replay (the
 * `exchange_id`, which names the speech journal) and export need no change of what is here.
 */
export const MIGRATIONS: readonly string[] = [
  `CREATE TABLE conversations (
     id TEXT PRIMARY KEY,
     started_at_ms REAL NOT NULL
   ) STRICT;
   CREATE TABLE turns (
     id TEXT PRIMARY KEY,
     conversation_id TEXT NOT NULL REFERENCES conversations (id),
     exchange_id TEXT NOT NULL,
     speaker TEXT NOT NULL CHECK (speaker IN ('person', 'assistant')),
     text TEXT NOT NULL,
     status TEXT NOT NULL,
     started_at_ms REAL NOT NULL,
     duration_ms REAL NOT NULL,
     language TEXT,
     way TEXT
   ) STRICT;
   CREATE INDEX turns_by_time ON turns (started_at_ms, id);
   CREATE INDEX turns_by_conversation ON turns (conversation_id, started_at_ms, id);
   CREATE INDEX turns_streaming ON turns (status) WHERE status = 'streaming';`,
]
