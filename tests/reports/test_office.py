"""The workbook in LibreOffice: it opens, and its formulas are texts."""

import re
import shutil
import subprocess

import pytest

from reports.audit_xlsx import xlsx_bytes

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice, which is not installed here")
def test_libreoffice_opens_the_workbook(make, tmp_path):
    rows = [make.post(1, title="=1+1"), make.post(2)]
    (tmp_path / "audit.xlsx").write_bytes(xlsx_bytes(make.audit(rows)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [OFFICE, profile, "--headless", "--convert-to", every_sheet, "audit.xlsx"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=120, check=True)
    sheets = {path.stem.removeprefix("audit-"): path.read_text(encoding="utf-8") for path in tmp_path.glob("*.csv")}
    assert {"Tổng hợp", "III.1.b own-site", "Tin, bài"} <= set(sheets)
    assert "Sở số 1" in sheets["Tổng hợp"]
    assert "=1+1" in sheets["Tin, bài"]
    assert re.search(r"0?3/12/2024 0?8:05|12/03/2024 08:05", sheets["Tin, bài"])  # a real day, printed by the locale
