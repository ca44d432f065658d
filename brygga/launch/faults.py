"""What the launcher tells the person who started it."""


class LaunchError(Exception):
    """Its text is one or two sentences for a person: what is wrong and what to do. No trace is shown."""
