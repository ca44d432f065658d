"""Addresses of the inquiry."""

from django.urls import path

from brygga.insight.views import inquiry

ASKED = "<slug:slug>/kommunen/utredning"

staff_urls = [
    path(f"{ASKED}/", inquiry.inquiry, name="inquiry"),
    path(f"{ASKED}.<slug:kind>", inquiry.inquiry_file, name="inquiry_file"),
]
