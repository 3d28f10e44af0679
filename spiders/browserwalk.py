"""What a browser does on a list page: waits until it stands still, then leads it on as a reader would, to its end.

What later pages replace is kept beside them, without its pager: the list comes out as one page, with all its entries.
Controls that bear addresses are left alone: they are asked for like any list page's.
"""

from __future__ import annotations

import asyncio
from typing import Any

MOST = 300  # steps; a list that goes on further keeps its control, and is thereby unfinished
_TICK = 0.15  # seconds
_STILL = 4  # ticks without a change

_TEXT = "() => document.body.innerText"
_SHOWN = "() => document.querySelectorAll('a[href]').length + ':' + document.body.innerText.length"

#: Marks the control that leads on, if there is one, and says whether.
_FIND = r"""() => {
  const ONWARD = new RegExp('^(xem thêm|xem tiếp|tải thêm|hiển thị thêm|tin cũ hơn|load more|trang sau|trang tiếp'
    + '|tiếp theo|tiếp|sau|kế tiếp|next|next page|older posts|›|>|→|❯)( (tin|bài|tin bài|bài viết))?$', 'i');
  const words = e => (e.innerText || e.value || e.getAttribute('aria-label') || e.title || '').trim().normalize('NFC');
  const leads = e => { const h = e.getAttribute('href'); return h && !/^(#|javascript:)/i.test(h.trim()); };
  const off = e => e.disabled || e.closest('.disabled, [aria-disabled=true], [disabled]') || !e.getClientRects().length;
  const all = [...document.querySelectorAll('a, button, [role=button], [onclick], input[type=button]')];
  const open = all.filter(e => !leads(e) && !off(e) && !e.closest('header, nav:not([class*=pag i]), footer'));
  document.querySelectorAll('[data-cchc-on]').forEach(e => e.removeAttribute('data-cchc-on'));
  const number = e => /^\d{1,4}$/.test(words(e)) ? Number(words(e)) : null;
  const current = [...document.querySelectorAll('.active, .current, [aria-current]')].map(number).filter(n => n)[0];
  const found = (current && open.find(e => number(e) === current + 1)) || open.filter(e => ONWARD.test(words(e))).pop();
  if (found) found.setAttribute('data-cchc-on', '');
  return Boolean(found);
}"""

#: Keeps what is shown now, but for the pager and what does not change anyhow.
_KEEP = r"""() => {
  const links = () => [...document.querySelectorAll('a[href]')].map(e => e.href);
  const copy = document.body.cloneNode(true);
  copy.querySelectorAll('script, style, header, footer, nav, [data-cchc-kept]').forEach(e => e.remove());
  const on = copy.querySelector('[data-cchc-on]');
  const pager = on && on.closest('ul, [class*=pag i]');
  if (on) (pager && pager.innerText.length < 200 ? pager : on).remove();
  window.__cchc = window.__cchc || [];
  window.__cchc.push({html: copy.innerHTML, links: links()});
}"""

_CLICK = "() => document.querySelector('[data-cchc-on]').click()"

#: Forgets what was kept last, where the step after it only added to it.
_FORGET = r"""() => {
  const shown = new Set([...document.querySelectorAll('a[href]')].map(e => e.href));
  const last = window.__cchc[window.__cchc.length - 1];
  if (last.links.every(one => shown.has(one))) window.__cchc.pop();
}"""

#: Puts what was kept before what is shown last, all at one depth of the page: entries of one list look alike.
_JOIN = r"""() => {
  const kept = (window.__cchc || []).map(one => one.html);
  if (!kept.length) return;
  const all = [...kept, document.body.innerHTML].map(html => `<div data-cchc-kept>${html}</div>`);
  document.body.innerHTML = all.join('');
}"""


async def settle(page: Any, wait: float) -> None:
    """Returns once nothing has changed for a while, or after `wait` seconds."""
    still, before = 0, None
    for _ in range(max(_STILL + 1, int(wait / _TICK))):
        now = await page.evaluate(_SHOWN)
        still = still + 1 if now == before and not now.startswith("0:") else 0
        if still >= _STILL:
            return
        before = now
        await asyncio.sleep(_TICK)


async def walk(page: Any, wait: float, delay: float) -> None:
    """Leads the list on to its end, `delay` seconds between steps; stops where a step changes nothing in `wait`."""
    await settle(page, wait)
    for _ in range(MOST):
        if not await page.evaluate(_FIND):
            break
        await page.evaluate(_KEEP)
        await asyncio.sleep(delay)
        before = await page.evaluate(_TEXT)
        await page.evaluate(_CLICK)
        if not await _changed(page, before, wait):
            await page.evaluate("() => window.__cchc.pop()")
            break
        await settle(page, wait)
        await page.evaluate(_FORGET)
    await page.evaluate(_JOIN)


async def _changed(page: Any, before: str, wait: float) -> bool:
    for _ in range(int(wait / _TICK) + 1):
        if await page.evaluate(_TEXT) != before:
            return True
        await asyncio.sleep(_TICK)
    return False
