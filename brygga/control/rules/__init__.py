"""The rules of control. Pure: no Django, no clock."""
