"""How long a whole province's report takes beside rendering the same posts, with their texts, by one flat loop.

python tests/benchmarks/report.py [POSTS]
"""

import importlib.util
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from jinja2 import Environment

from reports.evidence import Evidence
from reports.html import pages
from reports.posts_json import POST_KEYS
from reports.write import write_report

FLAT = """<!doctype html><table>{% for row in rows %}<tr>{% for key in keys %}<td>{{ row[key] }}</td>{% endfor %}
<td>{{ text }}</td></tr>
{% endfor %}</table>"""


def makers():
    """The makers of posts that the tests use."""
    place = Path(__file__).parents[1] / "reports" / "conftest.py"
    spec = importlib.util.spec_from_file_location("makers", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def seconds(job):  # of the processor, as others may use the machine too
    began = time.process_time()
    job()
    return time.process_time() - began


TEXT = (
    "Sở Nội vụ đẩy mạnh cải cách hành chính, đơn giản hóa thủ tục, tiếp nhận hồ sơ tại bộ phận một cửa.\n" * 15
)  # 1,500 characters, about what a post of such sites has


def with_texts(audit):
    """The audit with a stored text for each post."""
    lengths = {row.id: len(TEXT) for row in audit.posts}
    texts = lambda posts: ((post, "ab" * 32, TEXT) for post in posts)  # noqa: E731
    return replace(audit, evidence=Evidence(lengths=lengths, texts=texts))


def main(posts):
    make = makers()
    registry, rows = make.province(posts=posts)
    flat = Environment(autoescape=True).from_string(FLAT)
    alone = min(seconds(lambda: flat.render(rows=rows, keys=POST_KEYS, text=TEXT)) for _ in range(3))
    audit = with_texts(make.audit(rows, made=registry))
    texts = min(seconds(lambda: [len(text) for _, text in pages(audit, "0")]) for _ in range(3))
    with tempfile.TemporaryDirectory() as folder:
        whole = min(
            seconds(lambda: write_report(with_texts(make.audit(rows, made=registry)), Path(folder) / "out"))
            for _ in range(3)
        )
    largest = max(len(text.encode()) for _, text in pages(audit, "0"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{posts} posts by one flat loop: {alone:.2f} s")
    print(f"pages: {texts:.2f} s, {texts / alone:.1f} times; the largest has {largest / 1e6:.2f} MB")
    print(f"audit and all files: {whole:.2f} s, {whole / alone:.1f} times; peak memory {peak} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
