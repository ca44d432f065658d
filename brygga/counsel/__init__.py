"""The jurist's desk: the law as this house reads it, questions to it, and changes to it."""
