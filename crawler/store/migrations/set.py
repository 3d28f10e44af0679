"""The set that all migrations join."""

from sqlite_utils import Migrations

MIGRATIONS = Migrations("cchc_audit")
