# Each target makes .venv itself, with the standard library and the locked dependencies.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
BUILT := kfor_graph/site/static/built/LICENSES.txt
NOTEBOOK := .venv/.notebook
SCRIPTS := $(shell find frontend -name node_modules -prune -o -type f -print)

.PHONY: demo frontend screenshots notebook notebook-write test test-ocr test-clients test-readers test-spark test-all lint bench fuzz faults soak reliability clean

demo: $(READY)
	@$(MAKE) --no-print-directory frontend || echo "The scripts of the pages could not be built: editor, map and graph explorer stay plain pages"
	$(BIN)/kfor-graph build reports -o build
	$(BIN)/kfor-graph stats -d build
	$(BIN)/kfor-graph query troop-strength -d build
	$(BIN)/kfor-graph query source-issues -d build
	$(BIN)/kfor-graph validate build
	@echo "Next: $(BIN)/kfor-graph serve · $(BIN)/kfor-graph show S-2007-652 · $(BIN)/kfor-graph query --help"

# Editor, map and graph explorer; the pages are complete without them, and plainer.
frontend:
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(BUILT); \
	else echo "npm is missing: editor, map and graph explorer stay plain pages (install Node.js, then: make frontend)"; fi

$(BUILT): $(SCRIPTS)
	cd frontend && npm ci --silent && npm run --silent build

screenshots: demo
	$(BIN)/python -m tests.screenshots build docs/screenshots

# The notebook is run from end to end; what it prints must be what is kept. notebook-write keeps what it prints now.
notebook: $(NOTEBOOK)
	$(BIN)/python -m tests.notebook check

notebook-write: $(NOTEBOOK)
	$(BIN)/python -m tests.notebook write

test: $(READY)
	$(BIN)/python -m pytest -n auto --dist loadfile

test-ocr: $(READY)
	@command -v tesseract >/dev/null || { echo "tesseract is missing: install Debian's package tesseract-ocr" >&2; exit 1; }
	$(BIN)/python -m pytest -m ocr

test-clients: $(READY)
	@command -v npm >/dev/null || { echo "npm is missing: install Node 20 or later with npm" >&2; exit 1; }
	npm ci --prefix tests/clients --no-progress
	$(BIN)/python -m pytest tests/test_clients.py

# Networks as the libraries for Node read them; the other readers are packages of Debian, and tests say which are missing.
test-readers: $(READY)
	@command -v npm >/dev/null || { echo "npm is missing: install Node.js 20 or later" >&2; exit 1; }
	cd tests/readers && npm ci --ignore-scripts --no-audit --no-fund --silent
	$(BIN)/python -m pytest tests/test_export_readers.py

# PySpark is large, so that it has an environment of its own.
test-spark: .venv-spark/.ready
	@command -v java >/dev/null || { echo "java is missing: install Debian's package openjdk-17-jre-headless" >&2; exit 1; }
	.venv-spark/bin/python -m pytest -m spark tests/test_spark.py

.venv-spark/.ready: requirements.lock requirements-spark.lock
	$(PYTHON) -m venv .venv-spark
	.venv-spark/bin/pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	.venv-spark/bin/pip install -qq --disable-pip-version-check --require-hashes -r requirements-spark.lock
	.venv-spark/bin/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

test-all: test test-ocr test-clients test-readers test-spark

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python -m tests.bench.build
	$(BIN)/python -m tests.bench.shacl
	$(BIN)/python -m tests.bench.serve --minute
	$(BIN)/python -m tests.bench.export
	$(BIN)/python -m tests.bench.publish
	$(BIN)/python -m tests.bench.load
	$(BIN)/python -m tests.bench.incremental
	$(BIN)/python -m tests.bench.scale

# Each goes on where it was stopped, until every target has had a million inputs or an hour.
fuzz: .venv-fuzz/.ready
	.venv-fuzz/bin/python -m tests.fuzz $(TARGETS)
	@$(MAKE) --no-print-directory reliability

faults: $(READY)
	$(BIN)/python -m tests.faults $(FAULTS)
	@$(MAKE) --no-print-directory reliability

soak: $(READY)
	$(BIN)/python -m tests.soak
	@$(MAKE) --no-print-directory reliability

reliability: $(READY)
	$(BIN)/python -m tests.reliability

.venv-fuzz/.ready: requirements-fuzz.lock
	$(PYTHON) -m venv .venv-fuzz
	.venv-fuzz/bin/pip install -qq --disable-pip-version-check --require-hashes -r requirements-fuzz.lock
	@touch $@

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(NOTEBOOK): $(READY) requirements-notebook.lock
	$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements-notebook.lock
	@touch $@

clean:
	rm -rf .venv .venv-bench .venv-spark .venv-fuzz .fuzz build frontend/node_modules kfor_graph/site/static/built
