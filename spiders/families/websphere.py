"""IBM WebSphere Portal (Bình Thuận before 2020, tax offices). Written from descriptions; its addresses carry state."""

from __future__ import annotations

import re

from spiders.families.templated import Templated


class WebSphere(Templated):
    name = "websphere"
    marks = (
        'script[src*="/wps/"], link[href*="/wps/"]',
        'a[href^="/wps/portal/"]',
        '[src*="/wps/wcm/connect/"]',
        ".moduleContentBg, .wpsPortletBody, .wpthemeFrame",
    )
    # a document's own id, where the address shows it; the rest is the state of a session, new on every page
    id_in_url = re.compile(r"[?&](?:WCM_GLOBAL_CONTEXT|urile)=([^&#]+)", re.IGNORECASE)

    article_region = (".moduleContentBg", ".wpsPortletBody")
    article_title = (".moduleContentBg h1 span", ".moduleContentBg h1", ".wpsPortletBody h1")
    article_date = (".moduleContentBg h2",)
    article_body = (".moduleContentBg", ".wpsPortletBody")
    article_aside = (".related", ".otherNews")
