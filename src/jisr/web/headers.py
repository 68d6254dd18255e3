"""What every answer of the site tells the browser not to do."""

from collections.abc import Callable
from typing import Final

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils.decorators import sync_only_middleware

from jisr.web.trouble import trouble

# Nothing but our own style sheet, fonts and pictures; no script at all.  A page that ever
# needs one adds `script-src 'self'` here, and never an inline script.
POLICY: Final = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}
HSTS: Final = "max-age=31536000"
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})


@sync_only_middleware
def guarded(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse an unknown host, and put the headers on every answer."""

    def with_headers(request: HttpRequest) -> HttpResponse:
        try:
            host, _port = split_domain_port(request.get_host())
        except DisallowedHost:
            # Caught here, not left to Django: its own answer would go out without our headers.
            host, response = "", trouble(request, 400)
        else:
            response = get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        # A browser told to insist on TLS for loopback would lock out every other program there.
        if host and request.is_secure() and host not in LOOPBACK:
            response.headers["Strict-Transport-Security"] = HSTS
        return response

    return with_headers
