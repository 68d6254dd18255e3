"""Pages of trouble are asked for on purpose here: Django need not say so."""

import logging

import pytest


@pytest.fixture(autouse=True)
def _quiet(caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")
