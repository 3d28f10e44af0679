"""The first six: posts and coverage, decisions, second ways in, attested rows, likeness, files."""

from __future__ import annotations

from sqlite_utils import Database

from crawler.store.migrations.set import MIGRATIONS

_TABLES = (
    """CREATE TABLE crawl (
        id TEXT PRIMARY KEY, started_at TEXT NOT NULL, ended_at TEXT, outcome TEXT,
        program TEXT NOT NULL, registry_hash TEXT NOT NULL, since TEXT, until TEXT, full INTEGER NOT NULL DEFAULT 0,
        origin TEXT NOT NULL DEFAULT 'live' CHECK (origin IN ('live', 'archive', 'export')), summary TEXT)""",
    """CREATE TABLE section (
        id TEXT PRIMARY KEY, owner TEXT NOT NULL, channel TEXT NOT NULL, url TEXT NOT NULL,
        dedicated INTEGER NOT NULL, verified INTEGER NOT NULL, valid_from TEXT, valid_to TEXT,
        family TEXT, pinned_at TEXT)""",
    """CREATE TABLE page (
        sha256 TEXT PRIMARY KEY, body BLOB NOT NULL, size INTEGER NOT NULL, media_type TEXT NOT NULL, charset TEXT)""",
    """CREATE TABLE coverage (
        id INTEGER PRIMARY KEY, crawl TEXT NOT NULL REFERENCES crawl(id), section TEXT NOT NULL REFERENCES section(id),
        kind TEXT NOT NULL CHECK (kind IN ('listing', 'post')), seq INTEGER NOT NULL, at TEXT NOT NULL,
        url TEXT NOT NULL, entry TEXT, status INTEGER, outcome TEXT NOT NULL, after TEXT, next TEXT,
        items INTEGER NOT NULL DEFAULT 0, undated INTEGER NOT NULL DEFAULT 0, newest TEXT, oldest TEXT,
        inversions INTEGER NOT NULL DEFAULT 0, capped INTEGER NOT NULL DEFAULT 0, total INTEGER,
        page TEXT REFERENCES page(sha256), detail TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX coverage_by_section ON coverage (section, kind, crawl, seq)",
    "CREATE INDEX coverage_by_entry ON coverage (entry) WHERE entry IS NOT NULL",
    # A conflicting INSERT OR REPLACE would delete a row without firing the triggers below it.
    """CREATE TRIGGER coverage_is_append_only_i BEFORE INSERT ON coverage
        WHEN EXISTS (SELECT 1 FROM coverage WHERE id = new.id)
        BEGIN SELECT RAISE(ABORT, 'coverage is append-only'); END""",
    """CREATE TRIGGER coverage_is_append_only_u BEFORE UPDATE ON coverage
        BEGIN SELECT RAISE(ABORT, 'coverage is append-only'); END""",
    """CREATE TRIGGER coverage_is_append_only_d BEFORE DELETE ON coverage
        BEGIN SELECT RAISE(ABORT, 'coverage is append-only'); END""",
    # `number` keeps the search index on its rows through a VACUUM; long columns stand last, so that others are read
    # without them.
    """CREATE TABLE post (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, url TEXT NOT NULL, title TEXT NOT NULL,
        published TEXT, day TEXT, date_words TEXT NOT NULL DEFAULT '', date_source TEXT,
        date_grade TEXT NOT NULL CHECK (date_grade IN ('A', 'B', 'C', 'none')), date_days TEXT NOT NULL DEFAULT '[]',
        held TEXT CHECK (held IN ('not_found', 'failed')), gone INTEGER NOT NULL DEFAULT 0,
        first_seen TEXT NOT NULL, first_crawl TEXT NOT NULL REFERENCES crawl(id), changed_at TEXT NOT NULL,
        origin TEXT NOT NULL DEFAULT 'live' CHECK (origin IN ('live', 'archive', 'export')),
        snapshot TEXT REFERENCES page(sha256), snapshot_url TEXT, fetched_at TEXT,
        family TEXT NOT NULL DEFAULT '', text_key TEXT NOT NULL DEFAULT '', author TEXT NOT NULL DEFAULT '',
        source_line TEXT NOT NULL DEFAULT '', category TEXT NOT NULL DEFAULT '',
        date_candidates TEXT NOT NULL DEFAULT '[]', date_flags TEXT NOT NULL DEFAULT '[]',
        attachments TEXT NOT NULL DEFAULT '[]', media TEXT NOT NULL DEFAULT '[]', body TEXT NOT NULL DEFAULT '')""",
    "CREATE INDEX post_by_day ON post (day)",
    "CREATE INDEX post_by_text ON post (text_key) WHERE text_key <> ''",
    """CREATE TABLE entry (
        section TEXT NOT NULL REFERENCES section(id), entry TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL,
        date_words TEXT NOT NULL DEFAULT '', day TEXT, post TEXT REFERENCES post(id),
        first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, first_crawl TEXT NOT NULL REFERENCES crawl(id),
        PRIMARY KEY (section, entry))""",
    "CREATE INDEX entry_by_post ON entry (post)",
    "CREATE INDEX entry_by_entry ON entry (entry)",
    """CREATE TABLE post_url (
        url TEXT PRIMARY KEY, address TEXT NOT NULL, post TEXT NOT NULL REFERENCES post(id),
        first_seen TEXT NOT NULL)""",
    "CREATE INDEX post_url_by_post ON post_url (post)",
    """CREATE TABLE verdict (
        post TEXT PRIMARY KEY REFERENCES post(id), label TEXT NOT NULL, score REAL NOT NULL, topics TEXT NOT NULL,
        reviews TEXT NOT NULL, themes TEXT NOT NULL, documents TEXT NOT NULL DEFAULT '[]', matches TEXT NOT NULL,
        reason TEXT NOT NULL, lexicon TEXT NOT NULL)""",
    """CREATE TABLE credit (
        post TEXT NOT NULL REFERENCES post(id), agency TEXT NOT NULL, kind TEXT NOT NULL
        CHECK (kind IN ('credited', 'candidate', 'outside')), form TEXT NOT NULL, words TEXT NOT NULL,
        confidence REAL NOT NULL, PRIMARY KEY (post, agency))""",
    """CREATE TABLE standing (
        post TEXT NOT NULL REFERENCES post(id), agency TEXT NOT NULL, channel TEXT NOT NULL, status TEXT NOT NULL,
        reason TEXT NOT NULL, duplicate_of TEXT, section TEXT NOT NULL REFERENCES section(id),
        dedicated INTEGER NOT NULL, decided_by TEXT NOT NULL, PRIMARY KEY (post, agency, channel))""",
    "CREATE INDEX standing_by_agency ON standing (agency, channel, status)",
    """CREATE TABLE standing_quota (
        post TEXT NOT NULL, agency TEXT NOT NULL, channel TEXT NOT NULL, quota TEXT NOT NULL,
        period TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('count', 'review', 'undated', 'late')),
        filed INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (post, agency, channel, quota, period),
        FOREIGN KEY (post, agency, channel) REFERENCES standing(post, agency, channel) ON DELETE CASCADE)""",
    "CREATE INDEX standing_quota_by_cell ON standing_quota (agency, quota, period, state, filed)",
    """CREATE TABLE lease (
        section TEXT PRIMARY KEY, host TEXT NOT NULL, pid INTEGER NOT NULL,
        process TEXT NOT NULL, crawl TEXT NOT NULL, taken_at TEXT NOT NULL)""",
    """CREATE TABLE revision (id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL)""",
    "INSERT INTO revision VALUES (1, 0)",
    """CREATE TABLE decided (id INTEGER PRIMARY KEY CHECK (id = 1), inputs TEXT NOT NULL, at TEXT NOT NULL)""",
    """CREATE VIEW period_counts AS
        SELECT agency, quota, period, sum(state = 'count') AS count, sum(state = 'count' AND filed) AS filed,
               sum(state = 'review') AS review, sum(state = 'late') AS late, sum(state = 'undated') AS undated
        FROM standing_quota GROUP BY agency, quota, period""",
    """CREATE VIEW monthly_counts AS
        SELECT agency, quota, period AS month, count, filed, review FROM period_counts
        WHERE period GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'""",
    """CREATE VIEW post_text AS SELECT number,
        replace(replace(title, 'đ', 'd'), 'Đ', 'D') AS title,
        replace(replace(body, 'đ', 'd'), 'Đ', 'D') AS body FROM post""",
    """CREATE VIRTUAL TABLE post_search USING fts5 (
        title, body, content='post_text', content_rowid='number', tokenize='unicode61 remove_diacritics 2')""",
)

_FOLDED = "replace(replace({row}.title, 'đ', 'd'), 'Đ', 'D'), replace(replace({row}.body, 'đ', 'd'), 'Đ', 'D')"
_INSERT = "INSERT INTO post_search (rowid, title, body) VALUES (new.number, " + _FOLDED.format(row="new") + ");"
_DELETE = (
    "INSERT INTO post_search (post_search, rowid, title, body) VALUES ('delete', old.number, "
    + _FOLDED.format(row="old")
    + ");"
)
_SEARCH_TRIGGERS = (
    f"CREATE TRIGGER post_search_i AFTER INSERT ON post BEGIN {_INSERT} END",
    f"CREATE TRIGGER post_search_d AFTER DELETE ON post BEGIN {_DELETE} END",
    f"CREATE TRIGGER post_search_u AFTER UPDATE OF title, body ON post BEGIN {_DELETE} {_INSERT} END",
)
# Whatever deciding looks at raises the number: what was decided under an older one is decided anew.
_WATCHED = ("post", "verdict", "credit", "entry", "coverage")
_REVISION_TRIGGERS = tuple(
    f"""CREATE TRIGGER revision_{table}_{event.lower()} AFTER {event} ON {table}
        BEGIN UPDATE revision SET number = number + 1; END"""
    for table in _WATCHED
    for event in ("INSERT", "UPDATE", "DELETE")
)


@MIGRATIONS(name="001_first_schema")
def _first_schema(database: Database) -> None:
    for statement in _TABLES + _SEARCH_TRIGGERS + _REVISION_TRIGGERS:
        database.execute(statement)


# No foreign keys: a decision outlives the row of its post, which may be held, make way for the post that was read, or
# come under another id once its page shows one. `url` finds it then. Of two decisions the higher `number` is the later.
_DECISIONS = (
    """CREATE TABLE decided_text (sha256 TEXT PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL)""",
    """CREATE TABLE decision (
        number INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, post TEXT NOT NULL, url TEXT NOT NULL,
        action TEXT NOT NULL CHECK (action IN ('count', 'reject', 'agency', 'date', 'add')), value TEXT NOT NULL,
        agency TEXT NOT NULL DEFAULT '', quota TEXT NOT NULL DEFAULT '', who TEXT NOT NULL CHECK (trim(who) <> ''),
        reason TEXT NOT NULL CHECK (trim(reason) <> ''), at TEXT NOT NULL,
        text_hash TEXT REFERENCES decided_text(sha256))""",
    "CREATE INDEX decision_by_post ON decision (post)",
    """CREATE TRIGGER decision_is_append_only_i BEFORE INSERT ON decision
        WHEN EXISTS (SELECT 1 FROM decision WHERE number = new.number OR hash = new.hash)
        BEGIN SELECT RAISE(ABORT, 'decision is append-only'); END""",
    """CREATE TRIGGER decision_is_append_only_u BEFORE UPDATE ON decision
        BEGIN SELECT RAISE(ABORT, 'decision is append-only'); END""",
    """CREATE TRIGGER decision_is_append_only_d BEFORE DELETE ON decision
        BEGIN SELECT RAISE(ABORT, 'decision is append-only'); END""",
    """CREATE TRIGGER decided_text_is_append_only_u BEFORE UPDATE ON decided_text
        BEGIN SELECT RAISE(ABORT, 'decided_text is append-only'); END""",
    """CREATE TRIGGER decided_text_is_append_only_d BEFORE DELETE ON decided_text
        BEGIN SELECT RAISE(ABORT, 'decided_text is append-only'); END""",
    """CREATE TRIGGER revision_decision_insert AFTER INSERT ON decision
        BEGIN UPDATE revision SET number = number + 1; END""",
    "ALTER TABLE standing ADD COLUMN recheck INTEGER NOT NULL DEFAULT 0",
)


@MIGRATIONS(name="002_decisions")
def _decisions(database: Database) -> None:
    for statement in _DECISIONS:
        database.execute(statement)


_SECOND_WAYS = (
    """CREATE TABLE second_way (
        crawl TEXT NOT NULL REFERENCES crawl(id), section TEXT NOT NULL REFERENCES section(id), at TEXT NOT NULL,
        url TEXT NOT NULL, listed INTEGER NOT NULL, shown INTEGER NOT NULL, both INTEGER NOT NULL,
        added INTEGER NOT NULL, recall REAL, fault TEXT NOT NULL DEFAULT '', PRIMARY KEY (crawl, section))""",
    "CREATE INDEX second_way_by_section ON second_way (section)",
    "ALTER TABLE section ADD COLUMN layout TEXT",
    "ALTER TABLE section ADD COLUMN layout_crawl TEXT",
    "ALTER TABLE section ADD COLUMN registry_row TEXT",
)


@MIGRATIONS(name="003_second_ways")
def _second_ways(database: Database) -> None:
    for statement in _SECOND_WAYS:
        database.execute(statement)


# The file itself is kept as a page. No revision rises: standings rest on posts alone, and what is attested is placed
# anew whenever it is counted.
_ATTESTED_TABLES = ("attested_file", "attested", "attested_undo")
_ATTESTED_KEYS = ("number = new.number", "file = new.file AND row = new.row", "file = new.file")
_ATTESTED = (
    """CREATE TABLE attested_file (
        number INTEGER PRIMARY KEY, hash TEXT NOT NULL REFERENCES page(sha256), name TEXT NOT NULL,
        who TEXT NOT NULL CHECK (trim(who) <> ''), at TEXT NOT NULL)""",
    """CREATE TABLE attested (
        file INTEGER NOT NULL REFERENCES attested_file(number), row INTEGER NOT NULL, agency TEXT NOT NULL,
        quota TEXT NOT NULL, day TEXT NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, reference TEXT NOT NULL,
        note TEXT NOT NULL, PRIMARY KEY (file, row))""",
    """CREATE TABLE attested_undo (
        file INTEGER PRIMARY KEY REFERENCES attested_file(number),
        who TEXT NOT NULL CHECK (trim(who) <> ''), at TEXT NOT NULL)""",
    *(
        f"""CREATE TRIGGER {table}_is_append_only_{event[0].lower()} BEFORE {event} ON {table} {when}
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
        for table, same in zip(_ATTESTED_TABLES, _ATTESTED_KEYS, strict=True)
        for event, when in (
            ("INSERT", f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})"),
            ("UPDATE", ""),
            ("DELETE", ""),
        )
    ),
)


@MIGRATIONS(name="004_attested")
def _attested(database: Database) -> None:
    for statement in _ATTESTED:
        database.execute(statement)


# Standings rest on the texts that are alike from here on: they are decided anew.
_LIKENESS = (
    "CREATE TABLE known_text (number INTEGER PRIMARY KEY, text_key TEXT NOT NULL UNIQUE)",
    """CREATE TABLE text_shingle (
        shingle INTEGER NOT NULL, text INTEGER NOT NULL REFERENCES known_text(number) ON DELETE CASCADE,
        PRIMARY KEY (shingle, text)) WITHOUT ROWID""",
    "CREATE INDEX text_shingle_by_text ON text_shingle (text)",
    """CREATE TABLE near_text (
        one TEXT NOT NULL, other TEXT NOT NULL, share REAL NOT NULL, copy INTEGER NOT NULL,
        PRIMARY KEY (one, other), CHECK (one < other)) WITHOUT ROWID""",
    "CREATE INDEX near_text_by_other ON near_text (other)",
    "UPDATE revision SET number = number + 1",
)


@MIGRATIONS(name="005_likeness")
def _likeness(database: Database) -> None:
    for statement in _LIKENESS:
        database.execute(statement)


# A file that is read may tell when a document was signed: what was decided without it is decided anew.
_FILES = (
    """CREATE TABLE file (
        post TEXT NOT NULL, url TEXT NOT NULL, crawl TEXT NOT NULL REFERENCES crawl(id), at TEXT NOT NULL,
        status INTEGER, page TEXT REFERENCES page(sha256), detail TEXT NOT NULL DEFAULT '',
        reader TEXT NOT NULL DEFAULT '', documents TEXT NOT NULL DEFAULT '[]', text TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (post, url, crawl))""",
    """CREATE TRIGGER revision_file_insert AFTER INSERT ON file
        BEGIN UPDATE revision SET number = number + 1; END""",
)


@MIGRATIONS(name="006_files")
def _files(database: Database) -> None:
    for statement in _FILES:
        database.execute(statement)
