"""Alembic's scripts; versions/ holds one file a step."""
