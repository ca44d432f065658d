"""Addresses of messages."""

from django.urls import URLPattern

resident_urls: list[URLPattern] = []
staff_urls: list[URLPattern] = []

urlpatterns = resident_urls + staff_urls
