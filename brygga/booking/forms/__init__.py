"""What is typed about times, as actions expect it."""
