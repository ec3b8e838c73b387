# make        install what the tool needs, then check, build and report this package
# make test   install what development needs, then lint, type-check and test
# make audit  check this package with all four engines; Data Docs in build/docs
# make site   write the claims as pages, in site/
# make bench  measure the tool against its peers (25 minutes; BENCH=smoke: two)
#
# All need only Python 3.11 or newer (with venv), GNU make and a package index.

PYTHON ?= python3

# Other engine versions on which the SQL is tested, beside the one in the lock.
# The tests look for each at .cache/duckdb/<version>.
DUCKDB_VERSIONS := 1.2.2 1.4.5 1.5.6
# Versions that have no wheel for newer Pythons are left out there.
DUCKDB_ONLY_IF_1.2.2 := ; python_version < '3.14'

# Only `make lock` uses it.
UV_VERSION := 0.13.9

PYTEST_ARGS ?= -n auto --dist loadgroup

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet

VENV_STAMP := $(VENV)/.stamp-venv
RUN_STAMP := $(VENV)/.stamp-run
DEV_STAMP := $(VENV)/.stamp-dev
DUCKDB_STAMPS := $(DUCKDB_VERSIONS:%=.cache/duckdb/%/.stamp)
# Validators by somebody else, for the tests; those in Python need other versions than we do.
NODE_DIR := tests/validators
VALIDATORS := .cache/validators
VALIDATORS_STAMP := $(VALIDATORS)/.stamp
# What the tool is measured against.
BENCHMARKS := .cache/benchmarks
BENCHMARKS_STAMP := $(BENCHMARKS)/.stamp
NODE_STAMP := $(NODE_DIR)/node_modules/.stamp
# Tests that look at pages in a browser are skipped where it is missing.
CHROMIUM := /usr/bin/chromium
UV_STAMP := .cache/uv/$(UV_VERSION)/.stamp
UV := .cache/uv/$(UV_VERSION)/bin/uv

MAKEFLAGS += --no-builtin-rules --no-print-directory
.SUFFIXES:
.DELETE_ON_ERROR:
.PHONY: all install dev lint test audit site bench chromium format lock clean distclean

all: install
	$(VENV)/bin/claimpack check
	$(VENV)/bin/claimpack build
	$(VENV)/bin/claimpack status

install: $(RUN_STAMP)

dev: $(DEV_STAMP)

lint: $(DEV_STAMP)
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy
	$(PY) -m sqlfluff lint sql validation/rules src/claimpack/imports/sql

test: lint chromium $(DUCKDB_STAMPS) $(NODE_STAMP) $(VALIDATORS_STAMP)
	$(PY) -m pytest $(PYTEST_ARGS)

audit: $(DEV_STAMP)
	$(VENV)/bin/claimpack check --full --docs build/docs

site: $(RUN_STAMP)
	$(VENV)/bin/claimpack site

# BENCH=smoke for the small one; what was measured before it was stopped is kept.
BENCH ?= full
bench: $(RUN_STAMP) $(BENCHMARKS_STAMP)
	$(PY) -m benchmarks $(BENCH)

format: $(DEV_STAMP)
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

clean:
	rm -rf build dist site

distclean: clean
	rm -rf $(VENV) .cache .hypothesis $(NODE_DIR)/node_modules

$(VENV_STAMP):
	@command -v "$(PYTHON)" >/dev/null 2>&1 || { \
	    echo "claimpack: no '$(PYTHON)' found. Name a Python 3.11 or newer: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "claimpack: '$(PYTHON)' is $$("$(PYTHON)" --version 2>&1), but Python 3.11 or newer is needed. Name one: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@if [ ! -x $(PY) ]; then echo "Creating $(VENV) with $$("$(PYTHON)" --version)"; \
	    "$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }; fi
	@$(PY) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "claimpack: $(VENV) holds a Python older than 3.11. Remove it, then run make again." >&2; exit 1; }
	@$(PY) -c 'import pip' 2>/dev/null || $(PY) -m ensurepip
	@touch $@

$(RUN_STAMP): $(VENV_STAMP) pyproject.toml requirements/run.lock
	@echo "Installing claimpack and its dependencies"
	@$(INSTALL) --require-hashes --requirement requirements/run.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@$(PY) -m compileall -q src
	@touch $@

$(DEV_STAMP): $(RUN_STAMP) requirements/dev.lock
	@echo "Installing the development dependencies"
	@$(INSTALL) --require-hashes --requirement requirements/dev.lock
	@touch $@

# A wheel belongs to one Python version, so a new .venv means a new copy.
$(DUCKDB_STAMPS): .cache/duckdb/%/.stamp: $(VENV_STAMP)
	@echo "Installing DuckDB $* for the tests"
	@rm -rf $(@D) && mkdir -p $(@D)
	@$(INSTALL) --no-deps --only-binary :all: --target $(@D) "duckdb==$*$(DUCKDB_ONLY_IF_$*)"
	@touch $@

$(VALIDATORS_STAMP): $(VENV_STAMP) requirements/validators.lock
	@echo "Installing the validators from PyPI"
	@rm -rf $(VALIDATORS)
	@$(PY) -m venv $(VALIDATORS)
	@$(VALIDATORS)/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes --requirement requirements/validators.lock
	@touch $@

$(BENCHMARKS_STAMP): $(VENV_STAMP) requirements/benchmarks.lock
	@echo "Installing what the tool is measured against"
	@rm -rf $(BENCHMARKS)
	@$(PY) -m venv $(BENCHMARKS)
	@$(BENCHMARKS)/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes --requirement requirements/benchmarks.lock
	@touch $@

# From Debian, and only as root: a test run changes nothing else on a machine.
chromium:
	@if [ ! -x $(CHROMIUM) ]; then \
	    if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	        echo "Installing chromium for the tests that look at pages"; \
	        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	            apt-get install -y -qq --no-install-recommends chromium; } >/dev/null || \
	            echo "claimpack: chromium could not be installed: those tests are skipped" >&2; \
	    else \
	        echo "claimpack: no $(CHROMIUM): the tests that look at pages are skipped. As root: apt-get install chromium" >&2; \
	    fi; \
	fi

# Where npm is missing or reaches no registry, the tests that need it are skipped and say so.
$(NODE_STAMP): $(NODE_DIR)/package.json $(NODE_DIR)/package-lock.json
	@if command -v npm >/dev/null 2>&1; then \
	    echo "Installing the validators from npm"; \
	    npm ci --prefix $(NODE_DIR) --ignore-scripts --no-audit --no-fund --loglevel=error && touch $@ || \
	        echo "claimpack: npm failed; the tests that need it are skipped" >&2; \
	else \
	    echo "claimpack: no npm found; the tests that need it are skipped" >&2; \
	fi

$(UV_STAMP): $(VENV_STAMP)
	@rm -rf $(@D)
	@$(INSTALL) --no-deps --target $(@D) uv==$(UV_VERSION)
	@touch $@

COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --upgrade \
    --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

lock: $(UV_STAMP)
	$(COMPILE) pyproject.toml --extra draft --extra site --extra text --group build --output-file requirements/run.lock
	$(COMPILE) pyproject.toml --extra audit --extra draft --extra nlp --extra pandas --extra site --extra spark --extra text --group build --group dev --constraint requirements/run.lock --output-file requirements/dev.lock
	$(COMPILE) pyproject.toml --extra draft --extra nlp --constraint requirements/run.lock --output-file requirements/nlp.lock
	$(COMPILE) --group validators --output-file requirements/validators.lock
	$(COMPILE) --group benchmarks --constraint requirements/run.lock --output-file requirements/benchmarks.lock
