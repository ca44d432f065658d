"""Pure rules of insight: no Django, no clock."""
