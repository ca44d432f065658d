"""What is shown: to visitors their own conversation, to staff the queue they may answer, to all when somebody does."""
