"""What the law asks a municipality to check, report and post of its joint work."""
