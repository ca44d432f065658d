"""Addresses of the inquiry."""

from django.urls import URLPattern

staff_urls: list[URLPattern] = []
