"""Addresses of advice."""

from django.urls.resolvers import URLPattern

urlpatterns: list[URLPattern] = []
