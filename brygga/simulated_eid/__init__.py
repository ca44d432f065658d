"""A real OpenID provider for people who do not exist: demo and tests only, never production."""
