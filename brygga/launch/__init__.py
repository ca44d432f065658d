"""Starts what the product runs on: PostgreSQL, the web server, the worker. Standard library and psycopg only."""
