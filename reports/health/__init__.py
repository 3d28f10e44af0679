"""Judging from facts whether sections are well, and telling of it. Pure: no store, no network, no clock."""
