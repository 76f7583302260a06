/**
 * The full-text index over what was said. It holds no text of its own (that is in `turn_words`, as the
 * words that `core/transcripts/search` makes of it), and the triggers keep it in step with them. Its
 * prefixes make one typed letter as fast as a word. What is deleted from it is taken out at once (2 ms a
 * turn), instead of being marked as deleted: a mark would name the word for years, since SQLite 3.45
 * keeps it even through 'optimize' where the index has empty upper levels.
 */
export const CREATE_INDEX = `CREATE VIRTUAL TABLE turn_index USING fts5 (
     words, facets, content = 'turn_words', content_rowid = 'number', columnsize = 0,
     prefix = '1 2',
     tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*'"
   );
   INSERT INTO turn_index (turn_index, rank) VALUES ('secure-delete', 1);`

/** What is deleted of the words is deleted in the index. */
export const CREATE_FORGETTING = `CREATE TRIGGER turn_words_gone AFTER DELETE ON turn_words BEGIN
     INSERT INTO turn_index (turn_index, rowid, words, facets)
       VALUES ('delete', old.number, old.words, old.facets);
   END;`

/**
 * The database of transcripts, as steps from one version to the next. A step is never changed once
 * it was released: a new one is added. Replay (the `exchange_id`, which names the speech journal)
 * needs no change of what is here.
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
  // A turn's number is its millisecond times 1024, and a little more where several share one: the
  // index gives what it finds in the order of its numbers, newest first, without sorting.
  `ALTER TABLE conversations ADD COLUMN last_at_ms REAL NOT NULL DEFAULT 0;
   ALTER TABLE conversations ADD COLUMN title TEXT;
   ALTER TABLE conversations ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE conversations ADD COLUMN removed_at_ms REAL;
   UPDATE conversations SET last_at_ms = coalesce(
     (SELECT max(started_at_ms) FROM turns WHERE conversation_id = conversations.id),
     started_at_ms);
   CREATE INDEX conversations_in_list ON conversations (pinned, last_at_ms, id)
     WHERE removed_at_ms IS NULL;
   CREATE INDEX conversations_removed ON conversations (id) WHERE removed_at_ms IS NOT NULL;
   CREATE INDEX turns_by_language ON turns (language) WHERE language IS NOT NULL;
   CREATE TABLE turn_words (
     number INTEGER PRIMARY KEY,
     turn_id TEXT NOT NULL UNIQUE REFERENCES turns (id) ON DELETE CASCADE,
     words TEXT NOT NULL,
     facets TEXT NOT NULL
   ) STRICT;
   ${CREATE_INDEX}
   CREATE TRIGGER turn_words_added AFTER INSERT ON turn_words BEGIN
     INSERT INTO turn_index (rowid, words, facets) VALUES (new.number, new.words, new.facets);
   END;
   ${CREATE_FORGETTING}`,
]

/** The version that this Warbler writes, and the newest that it can read. */
export const TRANSCRIPTS_VERSION = MIGRATIONS.length
