"""What it adds up to: the inquiry into what may be shared, and what it costs."""
