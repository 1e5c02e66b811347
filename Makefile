# Each target makes .venv itself, with the standard library and the locked dependencies.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test test-ocr test-clients test-all lint bench clean

demo: $(READY)
	$(BIN)/kfor-graph build reports -o build
	$(BIN)/kfor-graph stats -d build
	$(BIN)/kfor-graph query troop-strength -d build
	$(BIN)/kfor-graph query source-issues -d build
	$(BIN)/kfor-graph validate build
	@echo "Next: $(BIN)/kfor-graph show S-2007-652 · $(BIN)/kfor-graph query --help"

test: $(READY)
	$(BIN)/python -m pytest

test-ocr: $(READY)
	@command -v tesseract >/dev/null || { echo "tesseract is missing: install Debian's package tesseract-ocr" >&2; exit 1; }
	$(BIN)/python -m pytest -m ocr

test-clients: $(READY)
	@command -v npm >/dev/null || { echo "npm is missing: install Node 20 or later with npm" >&2; exit 1; }
	npm ci --prefix tests/clients --no-progress
	$(BIN)/python -m pytest tests/test_clients.py

test-all: test test-ocr test-clients

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python -m tests.bench.build
	$(BIN)/python -m tests.bench.shacl

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

clean:
	rm -rf .venv build
