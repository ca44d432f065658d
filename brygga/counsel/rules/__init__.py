"""What the desk works out from the law and from public facts. Pure."""
