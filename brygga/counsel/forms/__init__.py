"""What is asked and typed at the desk."""
