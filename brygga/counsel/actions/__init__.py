"""What is changed at the desk: guidelines, and proposals to change the book of law."""
