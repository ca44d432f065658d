"""Addresses of the economic model."""

from django.urls import URLPattern

staff_urls: list[URLPattern] = []
