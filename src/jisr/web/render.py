"""Makes a page: what the template needs on top of a view's own values."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from jisr.core.errors import LANGS
from jisr.web import language
from jisr.web.app import site_of

# The pages in the head, and the words each is called by there.
SECTIONS: Final = ("home", "record", "cases", "framework", "node")
IN_EARNEST: Final = ("home", "cases", "framework", "node")


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return a whole page in the language of its address."""
    lang = language.preferred(request)
    site = site_of(request)
    frame = {
        "lang": lang,
        "dir": language.DIRECTIONS[lang],
        "site": site,
        "sections": [(name, f"nav.{name}") for name in SECTIONS]
        if site.mark is not None
        else [(name, f"nav.{name}" if name != "home" else "nav.own") for name in IN_EARNEST],
        "switches": [
            (code, language.NATIVE_NAMES[code], language.moved(request.path_info, code))
            for code in LANGS
        ],
    }
    response = HttpResponse(render_to_string(template, {**context, **frame}), status=status)
    response.headers["Content-Language"] = lang
    return response
