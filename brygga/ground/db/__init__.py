"""Django's PostgreSQL backend with the reach in the BEGIN message."""
