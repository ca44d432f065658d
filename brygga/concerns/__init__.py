"""Somebody is worried about somebody: the report, the first assessment, the answer to who reported."""
