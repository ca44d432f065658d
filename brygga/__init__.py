"""Brygga: digital social services that municipalities run together."""
