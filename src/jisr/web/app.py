"""Builds the site: a Django application around a `Reader`, and the assets in front of it.

Nothing happens on import.  Django keeps its settings per process, so the first site built
decides them; a second one must ask for the same (the three nodes of the demonstration are
three processes).  The reader, the mark and the assets belong to the site, not to the process:
they travel in the request's scope.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

import django
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest

from jisr.node.record_views import Party, Text
from jisr.node.views import Reader, Viewer
from jisr.node.views import Site as NodeSite
from jisr.web.asgi import Application, Receive, Scope, Send, lived
from jisr.web.assets import Assets, with_assets

SCOPE_KEY: Final = "jisr.site"
QUERY_FIELDS_MAX: Final = 50  # No page reads more than a handful of parameters.
BODY_BYTES_MAX: Final = 64 * 1024  # These pages only read; a body is refused long before.

# Until officers sign in, everybody who reads is logged as one of these: nobody else reaches a
# page than who can use this machine.
VISITOR: Final = Viewer(officer="visitor", desk="public", purpose="demonstration")
LOCAL: Final = Viewer(officer="local-reader", desk="this-machine", purpose="local-reading")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What every page needs."""

    reader: Reader
    mark: Text | None  # A demonstration's; None on a node in earnest.
    viewer: Viewer
    assets: Assets
    party: Party | None  # Whose node this is, where the screens are to say so.
    others: tuple[NodeSite, ...]
    file_prefix: str


def build_site(
    reader: Reader,
    *,
    secret: str,
    allowed_hosts: Sequence[str],
    mark: Text | None,
    viewer: Viewer | None = None,
    party: Party | None = None,
    others: Sequence[NodeSite] = (),
    file_prefix: str = "jisr-",
) -> Application:
    """Return the ASGI application that serves the screens of one node.

    Args:
        reader: the reading half of the node.
        secret: Django's secret key, at least 32 characters, kept by `ops`.
        allowed_hosts: the host names the site answers to; anything else is refused.
        mark: a demonstration's, shown on every page and in every title; None: in earnest.
        viewer: who is written into the disclosure log while there is no sign-in; None: a visitor
            of the demonstration, or whoever reads on this machine.
        party: whose node this is.
        others: where the other nodes of a demonstration show their pages.
        file_prefix: what the names of the files handed out begin with.
    """
    _configure(secret, tuple(allowed_hosts))
    assets = Assets.load()
    site = Site(
        reader=reader,
        mark=mark,
        viewer=viewer or (LOCAL if mark is None else VISITOR),
        assets=assets,
        party=party,
        others=tuple(others),
        file_prefix=file_prefix,
    )
    pages = cast("Application", ASGIHandler())

    async def with_site(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await lived(receive, send)
        else:
            await pages({**scope, SCOPE_KEY: site}, receive, send)

    return with_assets(with_site, assets)


def site_of(request: HttpRequest) -> Site:
    """Return the site that a request came to."""
    site = getattr(request, "scope")[SCOPE_KEY]  # noqa: B009 - ASGIRequest has it, its base not
    assert isinstance(site, Site)
    return site


def _configure(secret: str, allowed_hosts: tuple[str, ...]) -> None:
    wanted = {"SECRET_KEY": secret, "ALLOWED_HOSTS": list(allowed_hosts)}
    if settings.configured:
        assert all(getattr(settings, name) == value for name, value in wanted.items()), (
            "one process serves sites of one secret and one list of hosts"
        )
        return
    settings.configure(
        **wanted,
        DEBUG=False,
        ROOT_URLCONF="jisr.web.urls",
        APPEND_SLASH=False,
        USE_I18N=False,  # Our own catalogue: jisr.web.texts.
        USE_TZ=True,
        TIME_ZONE="UTC",
        DATABASES={},
        INSTALLED_APPS=[],
        MIDDLEWARE=["jisr.web.headers.guarded"],
        DATA_UPLOAD_MAX_MEMORY_SIZE=BODY_BYTES_MAX,
        DATA_UPLOAD_MAX_NUMBER_FIELDS=QUERY_FIELDS_MAX,
        LOGGING_CONFIG=None,  # ops decides what is logged, and where.
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [Path(__file__).parent / "templates"],
                "OPTIONS": {"builtins": ["jisr.web.tags"]},
            }
        ],
    )
    django.setup(set_prefix=False)
