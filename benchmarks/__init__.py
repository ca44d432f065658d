"""`make bench`: how fast the product is as it is deployed, beside a bare program that does the same work."""
