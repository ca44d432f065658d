"""Advice without a case and without a name: the chat anybody may open, and the queue of those who answer."""
