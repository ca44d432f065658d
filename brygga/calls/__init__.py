"""Meeting by video in the browser: waiting room, admission, and the way two browsers find each other."""
