"""Addresses of the economic model."""

from django.urls import path

from brygga.insight.views import economy, economy_use

HOME = "<slug:slug>/kommunen/ekonomi/"

staff_urls = [
    path(HOME, economy.economy, name="economy"),
    path(f"{HOME}uppgifter/", economy.inputs, name="economy_inputs"),
    path(f"{HOME}uppgifter/<slug:measure>/<slug:service>/", economy.figure, name="economy_figure"),
    path(f"{HOME}anvandning/", economy_use.use, name="economy_use"),
    path(f"{HOME}avrakning/", economy_use.settle, name="economy_settlement"),
    path(f"{HOME}avrakning.csv", economy_use.settle_csv, name="economy_settlement_csv"),
]
