"""The pages for what went wrong.  They never ask the node anything."""

from django.http import HttpRequest, HttpResponse

from jisr.core.errors import JisrError
from jisr.node.record_views import Text
from jisr.web.render import page

RETRY_SECONDS = 30


def trouble(
    request: HttpRequest, status: int, *, reason: Text | None = None, code: str = ""
) -> HttpResponse:
    """Return the page for an HTTP status, with the typed reason when there is one."""
    context = {
        "title_key": f"error.{status}",
        "text_key": f"error.{status}.text",
        "status": status,
        "reason": reason,
        "code": code,
    }
    return page(request, "error.html", context, status=status)


def unavailable(request: HttpRequest, error: JisrError) -> HttpResponse:
    """Return the page for a node that cannot answer now."""
    reason = Text(error.text("ar"), error.text("fr"), error.text("en"))
    response = trouble(request, 503, reason=reason, code=error.code)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for a request that cannot be read."""
    del exception  # It may repeat what was sent; the page says nothing of it.
    return trouble(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for something that is not allowed."""
    del exception
    return trouble(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for an address without a page, or a thing this viewer may not see."""
    del exception
    return trouble(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """Return the page for a fault of ours."""
    return trouble(request, 500)
