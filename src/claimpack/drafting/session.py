"""One run of ``claimpack draft``: an article, its proposals, and what is done with them."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console

from claimpack import printing
from claimpack.adding import Rows
from claimpack.article_text import ArticleText
from claimpack.assess import must_be
from claimpack.drafting import dating, draft_page, handing_on, hints
from claimpack.drafting.accepting import Records, accept, to_records
from claimpack.drafting.choosing import ALL, chosen
from claimpack.drafting.dating import PublishedOn
from claimpack.drafting.decisions import Decisions
from claimpack.drafting.drafters import INSTALL, RULES, LeftOut, draft_article
from claimpack.drafting.english import entities
from claimpack.drafting.holdings import Holdings
from claimpack.drafting.proposals import Proposal, Proposer
from claimpack.drafting.sitting import Sitting
from claimpack.errors import ClaimpackError
from claimpack.package import Package, load_package
from claimpack.printing import visible
from claimpack.standard import standard_root

NO_PACKAGE = "there is no package here"


class Session:
    """An article and its drafts.

    Attributes:
        holdings: what the package holds of it.
        proposals: the drafts, once they are made.
    """

    def __init__(
        self,
        package: Package | None,
        text: ArticleText,
        kind: str,
        path: Path,
        article_id: str | None,
    ) -> None:
        """Take the package or None, the text with the option and the file it comes from.

        Raises:
            ClaimpackError: the article that is named is not in the package.
        """
        if article_id is not None and package is None:
            raise ClaimpackError(f"--article: {NO_PACKAGE}", "name one with --package DIR")
        self.holdings = Holdings(package, text, article_id)
        self.proposals: list[Proposal] = []
        self._file = f"--{kind} {shlex.quote(str(path))}"
        self._is_page = kind == "html"
        self._given = "" if article_id is None else f" --article {shlex.quote(article_id)}"
        self._drafter = RULES
        self._published = PublishedOn(None)
        self._left_out: Sequence[LeftOut] = ()
        self._err = Console(stderr=True, highlight=False, markup=False, emoji=False)

    def draft(self, published_on: str | None, language: str | None, drafter: str) -> None:
        """Make the proposals; what is not known or left out is told on stderr.

        Raises:
            ClaimpackError: the article is in another language, or cannot be drafted.
        """
        _expect_installed()
        holdings = self.holdings
        if drafter == RULES:  # a plug-in may know others
            dating.expect_english(language, holdings)
            if not entities.is_installed():
                self._tell(f"{entities.ABSENT} → {entities.INSTALL}")
        self._drafter = drafter
        if drafter != RULES:
            self._given += f" --drafter {shlex.quote(drafter)}"
        if language is not None:
            self._given += f" --language {shlex.quote(language)}"
        if published_on is not None:
            self._given += f" --published-on {shlex.quote(published_on)}"
        self._published = dating.published_on(published_on, holdings)
        if self._published.problem:
            self._tell(f"{self._published.problem}: relative dates are left out")
            self._tell("  → give it with --published-on YYYY-MM-DD")
        days = [self._published.day, *filter(None, [self._published.first])]
        self._proposer = Proposer(holdings)
        with printing.progress("drafting", after=1) as step:
            drafted, *others = (
                draft_article(holdings.text.text, day, holdings.codes, drafter) for day in days
            )
            drafts = drafted.drafts
            if others:
                drafts = dating.agreeing(drafts, others[0].drafts)
            step("what it repeats", 0)
            self.proposals = self._proposer.propose(drafts)
        self._left_out = drafted.left_out
        draft_page.print_left_out(self._err, drafter, drafted.left_out, drafted.mended)

    @property
    def command(self) -> str:
        """The command that drafts the same again."""
        package = self.holdings.package
        where = ""
        if package is not None and not Path.cwd().is_relative_to(package.root):
            where = f" --package {shlex.quote(str(package.root))}"
        return f"claimpack draft {self._file}{self._given}{where}"

    @property
    def new(self) -> list[Proposal]:
        """The proposals that are worth a check and repeat nothing."""
        return [proposal for proposal in self.proposals if proposal.is_new]

    def chosen(self, wanted: str) -> list[Proposal]:
        """Return the proposals that somebody names.

        Raises:
            ClaimpackError: what is named is not there.
        """
        found = chosen(wanted, self.proposals)
        if wanted.strip().lower() == ALL:
            for line in hints.repeats_left_out(self.proposals):
                self._tell(visible(line))
        return found

    def sitting(self, all_of_them: bool) -> Sitting:
        """Return a sitting over the proposals, as an earlier one has left it.

        Args:
            all_of_them: also over those that are not worth a check, or stand already.
        """
        assert self.holdings.package is not None
        root, text = self.holdings.package.root, self.holdings.text
        sitting = Sitting(self._proposer, Decisions(text.sha256, root, self._drafter))

        def is_shown(proposal: Proposal) -> bool:
            stands = any(repeat.stands for repeat in proposal.repeats)
            return all_of_them or (proposal.is_proposed and not stands)

        sitting.begin(self.proposals, is_shown)
        if hidden := sum(not is_shown(proposal) for proposal in self.proposals):
            self._tell(
                f"{hidden} of {len(self.proposals)} drafts are not worth a check or stand already"
                " (--all shows them)"
            )
        return sitting

    def can_write(self, assessor: str | None) -> bool:
        """Whether claims can be written: the package has the article, and somebody accepts."""
        return self.holdings.article is not None and assessor is not None

    def expect_writable(self, assessor: str | None) -> str:
        """Return the assessor.

        Raises:
            ClaimpackError: nothing can be written; the fix is the next command.
        """
        holdings = self.holdings
        if holdings.package is None:
            raise ClaimpackError(
                f"{NO_PACKAGE} to write claims to",
                "name one with --package DIR, or start one with 'claimpack init DIR'",
            )
        if holdings.article is None:
            raise ClaimpackError(
                "the article is not in the package: no article has the hash of this text",
                f"add it first: {self._add_article()}",
            )
        if assessor is None:
            raise ClaimpackError(
                "nobody accepts this: an assessor is missing",
                "give --as ASSESSOR, or set CLAIMPACK_ASSESSOR; 'claimpack add assessor' adds one",
            )
        must_be(Rows(holdings.package), "assessors", "assessor_id", assessor, "assessor")
        return assessor

    def records(self, proposals: Sequence[Proposal]) -> Records:
        """Return what proposals become."""
        return to_records(proposals, self.holdings, self._proposer.measures, self._published.day)

    def claim_count(self, proposals: Sequence[Proposal]) -> int:
        """Return how many claims proposals become."""
        return len(self.records(proposals).tables.get("claims", []))

    def write(
        self, proposals: Sequence[Proposal], assessor: str, output_format: str, dry_run: bool
    ) -> None:
        """Write proposals, and print what was written.

        Raises:
            ClaimpackError: nothing is left to write, or it cannot be written.
            DataError: with the rows the package has an error; it says which.
        """
        from claimpack import adding_page

        package = self.holdings.package
        assert package is not None
        added, records = accept(
            proposals,
            self.holdings,
            self._proposer.measures,
            self._published.day,
            assessor,
            dry_run,
        )
        if output_format == "text":
            adding_page.print_added(package, added, dry_run)
        else:
            self._print(output_format, records, proposals)
        adding_page.print_warnings(added)
        self._tell_notes(records)

    def hand_on(
        self, output_format: str, proposals: Sequence[Proposal], told: Sequence[Proposal]
    ) -> None:
        """Print the rows that accepting proposals would write, as JSON or CSV.

        Args:
            output_format: json or csv.
            proposals: those whose rows are printed.
            told: those that JSON tells in full.
        """
        records = self.records(proposals)
        self._print(output_format, records, told)
        self._tell_notes(records)
        if self.holdings.article is None:
            self._tell("the package has no article with this text: its id and voice are left empty")
            if self.holdings.package is not None:
                self._tell(f"  → {self._add_article()}")
        if output_format == "csv":
            hops, figures = (
                len(records.tables.get(name, [])) for name in ("attributions", "quantities")
            )
            if hops or figures:
                self._tell(
                    f"CSV holds claims alone: {hops} hops of attributions and {figures} figures are"
                    " in --format json"
                )
            if commands := handing_on.speaker_commands(records):
                self._tell("speakers that are not there have to be added first:")
                for command in commands:
                    self._tell(f"  → {visible(command)}")

    def print_list(self, all_of_them: bool) -> None:
        """Print the proposals for people, and on stderr what comes next."""
        draft_page.print_proposals(printing.console(), self.proposals, all_of_them)
        if not self.proposals:
            return
        if self.holdings.package is None:
            self._tell(f"  → {NO_PACKAGE}: claimpack init DIR; or name one with --package DIR")
        elif self.holdings.article is None:
            self._tell(f"  → {self._add_article()}")
        else:
            again = visible(self.command)
            self._tell(f"  → {again} --as ASSESSOR --review")
            self._tell(f"  → {again} --as ASSESSOR --accept all")

    def _print(self, output_format: str, records: Records, told: Sequence[Proposal]) -> None:
        if output_format == "json":
            printing.print_json(handing_on.as_json(records, told, self._left_out))
            return
        package = self.holdings.package or load_package(standard_root())
        columns = handing_on.csv_columns([field.name for field in package.table("claims").fields])
        printing.print_csv(handing_on.as_csv(records, self.holdings.text.text, columns), columns)

    def _add_article(self) -> str:
        """Return the command that adds the article."""
        text = self.holdings.text
        return visible(hints.add_article(self._file, text, self._is_page, self._published.day))

    def _tell_notes(self, records: Records) -> None:
        if self.holdings.package is not None:
            for line in hints.figures_not_written(records.missing):
                self._tell(visible(line))
        for what, fix in records.notes:
            self._tell(visible(what))
            if fix:
                for line in fix.splitlines():
                    self._tell(f"  → {visible(line.strip())}")

    def _tell(self, line: str) -> None:
        click.echo(line, err=True)


def _expect_installed() -> None:
    """Refuse to begin without the library that compares wordings."""
    try:
        import rapidfuzz  # noqa: F401
    except ImportError:
        raise ClaimpackError(
            "rapidfuzz is not installed: repeats are found by it", INSTALL
        ) from None
