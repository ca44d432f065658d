"""Addresses of insight. Only staff have anything here."""

from brygga.insight import economy_urls, inquiry_urls

staff_urls = [*economy_urls.staff_urls, *inquiry_urls.staff_urls]

urlpatterns = staff_urls
