"""Pages in files beside the store: where each lies, which posts were read from it, and the manifests of crawls."""

from __future__ import annotations

from sqlite_utils import Database

from crawler.store.migrations.set import MIGRATIONS

# Pages kept before have their body in the row, and no file. Of their posts one reading is known, the last that changed
# something; the place of its listing's words is concluded from the words that its date was chosen from.
_EVIDENCE = (
    "ALTER TABLE page ADD COLUMN file TEXT",
    "ALTER TABLE page ADD COLUMN offset INTEGER",
    "ALTER TABLE page ADD COLUMN length INTEGER",
    "ALTER TABLE page ADD COLUMN url TEXT",
    "ALTER TABLE page ADD COLUMN at TEXT",
    "ALTER TABLE page ADD COLUMN payload TEXT",
    "CREATE INDEX page_by_file ON page (file) WHERE file IS NOT NULL",
    """CREATE TABLE post_page (
        number INTEGER PRIMARY KEY, post TEXT NOT NULL, crawl TEXT NOT NULL REFERENCES crawl(id),
        section TEXT NOT NULL REFERENCES section(id), entry TEXT NOT NULL, seq INTEGER NOT NULL, item TEXT NOT NULL,
        whole INTEGER NOT NULL, page TEXT NOT NULL REFERENCES page(sha256), url TEXT NOT NULL,
        status INTEGER NOT NULL, at TEXT NOT NULL, family TEXT NOT NULL, dedicated INTEGER NOT NULL,
        listing_reliable INTEGER, origin TEXT NOT NULL, coverage INTEGER NOT NULL)""",
    "CREATE INDEX post_page_by_entry ON post_page (section, entry)",
    "CREATE INDEX post_page_by_post ON post_page (post)",
    """INSERT INTO post_page (post, crawl, section, entry, seq, item, whole, page, url, status, at, family, dedicated,
                              listing_reliable, origin, coverage)
       SELECT p.id, p.first_crawl, e.section, e.entry, 0,
              json_object('url', e.url, 'title', e.title, 'words', nullif(e.date_words, ''), 'place', coalesce((
                  SELECT json_extract(c.value, '$.place') FROM json_each(p.date_candidates) c
                  WHERE json_extract(c.value, '$.words') = e.date_words
                  AND json_extract(c.value, '$.place') IN ('listing', 'feed', 'sitemap', 'api')), 'listing')),
              p.url LIKE '%#%', p.snapshot, p.snapshot_url, 200, p.fetched_at, p.family, s.dedicated, NULL, p.origin, 0
       FROM post p JOIN entry e ON e.post = p.id JOIN section s ON s.id = e.section
       WHERE p.snapshot IS NOT NULL ORDER BY p.fetched_at, e.first_seen, e.section, e.entry""",
    """CREATE TABLE manifest (
        number INTEGER PRIMARY KEY, crawl TEXT NOT NULL UNIQUE REFERENCES crawl(id), file TEXT NOT NULL,
        before TEXT, sha256 TEXT NOT NULL, text TEXT NOT NULL)""",
    """CREATE TRIGGER manifest_is_append_only_i BEFORE INSERT ON manifest
        WHEN EXISTS (SELECT 1 FROM manifest WHERE number = new.number OR crawl = new.crawl)
        BEGIN SELECT RAISE(ABORT, 'manifest is append-only'); END""",
    """CREATE TRIGGER manifest_is_append_only_u BEFORE UPDATE ON manifest
        BEGIN SELECT RAISE(ABORT, 'manifest is append-only'); END""",
    """CREATE TRIGGER manifest_is_append_only_d BEFORE DELETE ON manifest
        BEGIN SELECT RAISE(ABORT, 'manifest is append-only'); END""",
)


@MIGRATIONS(name="007_evidence")
def _evidence(database: Database) -> None:
    for statement in _EVIDENCE:
        database.execute(statement)
