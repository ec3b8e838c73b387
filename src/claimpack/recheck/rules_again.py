"""The rules after an edit: on the rows that it can affect, or on all where a scope asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from claimpack.database import define
from claimpack.findings import Findings
from claimpack.package import Package, Table
from claimpack.raw import CELLS, RAW, WORK, Reading, key_expression
from claimpack.recheck.broken import broken_by
from claimpack.recheck.edit import AfreshError
from claimpack.recheck.identity import Reads, words
from claimpack.recheck.keys_again import Changes, show
from claimpack.recheck.reach import PACKAGE, Reach, Rows, Walk, shared_tables
from claimpack.recheck.shapes import hash_of
from claimpack.recheck.state import Broken, State, write_broken
from claimpack.recheck.world import MANY, Place, TooManyError, World, numbers
from claimpack.rules import BROKEN, Rule, expect_scopes, first_findings, nothing_breaks
from claimpack.sql import SqlFile, create_table, everything_read, literal, quoted

# Where a check of everything has all rows, and this one has not.
INNER = re.compile(rf"\b({RAW}|{CELLS}|{WORK})\s*\.", re.IGNORECASE)
KEPT = f"{WORK}.kept_broken"


@dataclass
class RulesDone:
    """Which rules were run, and what breaks them all.

    Attributes:
        on_all: rules that were run on all rows.
        on_some: rules that were run on the rows that the edit can affect.
        identities: by rule, what its findings hold for; empty where they hold for nothing.
        broken: what breaks the rules, of all rows.
    """

    on_all: list[str] = field(default_factory=list)
    on_some: list[str] = field(default_factory=list)
    identities: dict[str, str] = field(default_factory=dict)
    broken: list[Broken] = field(default_factory=list)


class RulesAgain:
    """Rules, in a world that an edit has changed."""

    def __init__(
        self, world: World, package: Package, rules: list[Rule], definitions: list[SqlFile]
    ) -> None:
        """Begin with nothing run."""
        self._world = world
        self._package = package
        self._rules = rules
        self._definitions = definitions
        self._reads = Reads(package, definitions)
        self._names = {table.name for table in package.tables}
        self._shared = shared_tables(world.shapes)
        self._volatile: set[str] = set()

    def run(self, state: State, before: list[Broken], changes: Changes, odd: set[str]) -> RulesDone:
        """Run the rules again as far as the edit can affect what they find.

        Args:
            state: what was known before.
            before: what broke the rules then.
            changes: by table, the rows that the edit has changed.
            odd: tables whose rows cannot be told by their keys, now or before.

        Raises:
            AfreshError: a rule looks at how rows are held.
            ClaimpackError: a rule cannot run.
        """
        self._volatile = state.volatile
        expect_scopes(self._package, self._rules)
        for rule in self._rules:
            if INNER.search(rule.sql):
                raise AfreshError(f"the rule {rule.id} reads more than tables and views")
        result = RulesDone()
        old: dict[str, list[Broken]] = {}
        for row in before:
            old.setdefault(row[0], []).append(row)
        whole: list[Rule] = []
        reaches: dict[str, Reach] = {}
        for rule in self._rules:
            identity = self._reads.identity(rule)
            result.identities[rule.id] = identity
            reads = self._tables_of(rule)
            if state.rules.get(rule.id) != identity or self._depends_on_clock(rule, old):
                whole.append(rule)
            elif not reads & set(changes):
                result.broken += old.get(rule.id, [])
            elif reach := self._reach(rule, reads, changes, odd):
                reaches[rule.id] = reach
            else:
                whole.append(rule)
        whole += self._run_on_some(reaches, old, result)
        self._run_on_all(whole, odd, result)
        return result

    def tell(self, result: RulesDone, reading: Reading, found: Findings) -> None:
        """Tell of what breaks the rules.

        A rule that names a row which is none cannot be run on some rows alone: it is run on all
        the next time too.
        """
        connection = self._world.connection
        connection.execute(
            f"create or replace table {KEPT} (rule varchar, table_name varchar, row_key varchar,"
            " column_name varchar, value varchar, message varchar)"
        )
        write_broken(connection, KEPT, result.broken)
        for name in {row[1] for row in result.broken}:
            table = self._package.table(name)
            show(self._world, table, self._has_kept_key(table))
        by_id = {rule.id: rule for rule in self._rules}
        for rule_id in dict.fromkeys(row[0] for row in result.broken):
            rule = by_id[rule_id]
            connection.execute(
                f"create or replace table {BROKEN} as select * exclude (rule) from {KEPT}"
                f" where rule = {literal(rule_id)}"
            )
            places = connection.execute(
                f"select table_name, column_name, count(*) from {BROKEN} group by all order by all"
            ).fetchall()
            for name, column, count in places:
                findings = first_findings(
                    connection, rule, self._package.table(name), column, count, reading
                )
                found.add(findings, total=count)
                if any(finding.line is None for finding in findings):
                    result.identities[rule.id] = ""

    def _has_kept_key(self, table: Table) -> str:
        """Return the condition that something is kept about a row, or one with the same hash."""
        kept = f"(select coalesce(row_key, '') as key from {KEPT} where table_name = $name)"
        kept = kept.replace("$name", literal(table.name))
        shape = self._world.shapes[table.name]
        if len(table.primary_key) > 1:
            return f"{key_expression(_as_kept(self._world, table))} in {kept}"
        hashes = self._world.connection.execute(f"select {hash_of(['key'])} from {kept}").fetchall()
        own = shape.hash(table.primary_key)
        return f"{own} is null or {own} in ({numbers(value for (value,) in hashes)})"

    def _tables_of(self, rule: Rule) -> set[str]:
        return self._reads.of(rule) & self._names

    def _depends_on_clock(self, rule: Rule, old: Mapping[str, list[Broken]]) -> bool:
        """Whether time alone can change what a rule finds."""
        if not any(words(text) & self._volatile for text in self._reads.texts(rule)):
            return False
        return not rule.time_mends or bool(old.get(rule.id))

    def _reach(self, rule: Rule, reads: set[str], changes: Changes, odd: set[str]) -> Reach | None:
        """Return the rows that changes can affect by a rule; None where it may be any."""
        of_scope = {rule.scope} & self._names
        followed = (reads - self._shared) | of_scope
        if rule.scope == PACKAGE or (reads | of_scope) & odd or reads & self._shared & set(changes):
            return None
        changed = {name: rows for name, rows in changes.items() if name in reads}
        rows = {name: rows for name, rows in changed.items() if rows is not None}
        if len(rows) < len(changed):
            return None
        try:
            return Walk(self._world, followed).reach(rule.scope, rows)
        except TooManyError:
            return None

    def _run_on_some(
        self, reaches: Mapping[str, Reach], old: Mapping[str, list[Broken]], result: RulesDone
    ) -> list[Rule]:
        """Run rules on the rows that they need; return those that have to be run on all."""
        rules = [rule for rule in self._rules if rule.id in reaches]
        if not rules:
            return []
        needed: Rows = {}
        affected: Rows = {}
        for reach in reaches.values():
            for name, rows in reach.needed.items():
                needed.setdefault(name, {}).update(rows)
            for name, rows in reach.affected.items():
                affected.setdefault(name, {}).update(rows)
        if sum(map(len, needed.values())) > MANY:
            return rules
        self._make_tables(rules, needed)
        keys = {name: self._keys(name, rows) for name, rows in affected.items()}
        known = {name: self._keys(name, rows) for name, rows in needed.items()}
        again = []
        sound = nothing_breaks(self._world.connection, rules)
        for rule in rules:
            mine = {
                (name, keys[name][at])
                for name, rows in reaches[rule.id].affected.items()
                for at in rows
            }
            broken = (
                [] if rule.id in sound else broken_by(self._world.connection, self._package, rule)
            )
            if any(
                row[1] not in self._shared and (row[2] or "") not in known.get(row[1], {}).values()
                for row in broken
            ):
                again.append(rule)
                continue
            result.on_some.append(rule.id)
            result.broken += [row for row in broken if (row[1], row[2] or "") in mine]
            result.broken += [
                row for row in old.get(rule.id, []) if (row[1], row[2] or "") not in mine
            ]
        self._drop_tables()
        return again

    def _run_on_all(self, rules: list[Rule], odd: set[str], result: RulesDone) -> None:
        if not rules:
            return
        for table in self._package.tables:
            now = self._world.now(table.name)
            if table.name in odd:  # which of two alike comes first, the file tells
                self._make_table(table, now)
            else:
                self._world.connection.execute(
                    f"create view {quoted(table.name)} as"
                    f" select {self._world.shapes[table.name].typed} from {now}"
                )
        self._define_views(rules)
        for rule in rules:
            result.on_all.append(rule.id)
            result.broken += broken_by(self._world.connection, self._package, rule)

    def _make_tables(self, rules: list[Rule], needed: Rows) -> None:
        """Make the typed tables that rules need, with the rows that they need."""
        for name in set().union(*(self._tables_of(rule) for rule in rules)):
            table = self._package.table(name)
            if name in self._shared:
                self._make_table(table, self._world.now(name))
            elif rows := needed.get(name):
                self._make_table(table, self._among(name, rows))
            else:
                self._world.connection.execute(create_table(table, with_keys=False))
        self._define_views(rules)

    def _make_table(self, table: Table, relation: str) -> None:
        """Make a typed table, with its rows in the order of the files."""
        self._world.connection.execute(
            f"create table {quoted(table.name)} as select {self._world.shapes[table.name].typed}"
            f" from {relation} as it inner join {WORK}.places as places"
            " on it.piece = places.piece order by places.row + it.line"
        )

    def _among(self, name: str, rows: Iterable[Place], ever: bool = False) -> str:
        """Return the relation of the rows of a table, now or also before, in some places."""
        world = self._world
        places = [*rows]
        pieces = numbers({piece for piece, _ in places})
        codes = numbers((piece << 32) + line for piece, line in places)
        relation = world.ever(name) if ever else world.now(name)
        return (
            f"(from {relation} where piece in ({pieces})"
            f" and (cast(piece as bigint) << 32) + line in ({codes}))"
        )

    def _keys(self, name: str, rows: Rows | Mapping[Place, object]) -> dict[Place, str]:
        """Return the primary keys of rows, as findings have them."""
        if not rows:
            return {}
        table = _as_kept(self._world, self._package.table(name))
        found = self._world.connection.execute(
            f"select piece, line, {key_expression(table)} from {self._among(name, rows, ever=True)}"  # type: ignore[arg-type]
        ).fetchall()
        return {(piece, line): key for piece, line, key in found}

    def _define_views(self, rules: list[Rule]) -> None:
        read = everything_read(
            frozenset().union(*(rule.reads for rule in rules)), self._definitions
        )
        for file in self._definitions:
            if not file.is_macro and file.name in read:
                define(self._world.connection, file)

    def _drop_tables(self) -> None:
        for table in self._package.tables:
            self._world.connection.execute(f"drop table if exists {quoted(table.name)}")


def _as_kept(world: World, table: Table) -> Table:
    """Return a table whose primary key is called as its cells are kept."""
    shape = world.shapes[table.name]
    return replace(table, primary_key=tuple(shape.cell(name) for name in table.primary_key))
