"""One conversation per case, as fast as chat or as slow as mail."""
