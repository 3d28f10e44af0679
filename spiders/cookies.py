"""Cookies: each site has a jar of its own, whatever domain a cookie names; a jar that is flooded is emptied."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.cookies import CookiesMiddleware
from scrapy.http import Response

MOST = 100  # cookies of one site


class SiteCookies(CookiesMiddleware):
    """Scrapy's own, without its list of public suffixes (fetched from elsewhere): no jar is shared between sites."""

    def process_request(self, request: Request, spider: Spider | None = None) -> None:
        jar = self.jars[request.meta["download_slot"]]
        for cookie in self._get_request_cookies(jar, request):
            jar.set_cookie_if_ok(cookie, request)
        request.headers.pop("Cookie", None)
        if len(jar):
            jar.add_cookie_header(request)

    def process_response(self, request: Request, response: Response, spider: Spider | None = None) -> Response:
        if "Set-Cookie" in response.headers:
            jar = self.jars[request.meta["download_slot"]]
            if len(jar) > MOST:
                jar.clear()
            for cookie in jar.make_cookies(response, request)[:MOST]:
                jar.set_cookie_if_ok(cookie, request)
        return response
