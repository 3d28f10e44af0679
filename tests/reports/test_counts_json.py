"""The JSON of counts has the interface's keys and no others."""

import json
from datetime import date

from crawler.counts import AgencyCounts, PeriodCount, QuotaCount, YearCounts
from reports.counts_json import to_json

CELL = PeriodCount(6, 5, 0, 0, True, True, True, excepted=False)
QUOTA = QuotaCount("own-site", "III.1.b", "own_site", "cchc", "month", 5, "average", True, "not_met", "short",
                   41, 60, 19, 0, {"2024-01": CELL})  # fmt: skip
YEAR = YearCounts(2024, "2024-12-31", "tinh-x", (AgencyCounts("so-a", "Sở A", "department", (QUOTA,)),))

EXPECTED = """
{"year": 2024, "as_of": "2024-12-31", "province": "tinh-x", "agencies": [
  {"id": "so-a", "name": "Sở A", "kind": "department", "quotas": [
    {"quota": "own-site", "clause": "III.1.b", "channel": "own_site", "topic": "cchc", "period": "month",
     "minimum": 5, "basis": "average", "dedicated_section": true,
     "verdict": "not_met", "reason": "short", "total": 41, "required": 60, "shortfall": 19, "undated": 0,
     "periods": {"2024-01": {"count": 6, "filed": 5, "attested": 0, "review": 0, "complete": true, "due": true,
                             "met": true}}}]}]}
"""


def test_keys_values_and_order_are_the_interfaces():
    assert json.dumps(to_json(YEAR)) == json.dumps(json.loads(EXPECTED))
    assert date.fromisoformat(to_json(YEAR)["as_of"])
