"""What is done: visitors begin, write, leave and erase; staff take, answer, hand on and end; the rota is planned."""
