"""Residents are reminded of what they have booked, in a notice that says nothing."""
