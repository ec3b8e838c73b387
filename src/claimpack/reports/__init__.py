"""The reports of a check: one module a format, and the one function that chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimpack.check import Report
    from claimpack.package import Package

FORMATS = ("text", "json", "github", "sarif", "junit", "html")


def render(report: Report, package: Package, output_format: str) -> str:
    """Return the report on a package in one of ``FORMATS``, ready to be written as UTF-8.

    Each format is imported only when it is asked for: the text is what a person waits for.
    """
    if output_format == "text":
        from claimpack.pages import report_text

        text = report_text(report, package)
    elif output_format == "json":
        from claimpack.printing import json_text

        text = json_text(report.as_dict())
    elif output_format == "github":
        from claimpack.reports.github import github_text

        text = github_text(report, package)
    elif output_format == "sarif":
        from claimpack.reports.sarif import sarif_text

        text = sarif_text(report, package)
    elif output_format == "junit":
        from claimpack.reports.junit import junit_text

        text = junit_text(report, package)
    elif output_format == "html":
        from claimpack.reports.html import html_text

        text = html_text(report, package)
    else:
        raise ValueError(f"there is no format {output_format}")
    # a file name that is not UTF-8 is no character; as an escape it is, in JSON too
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
