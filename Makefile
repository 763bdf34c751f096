# The welfare desk. A bare `make` lists what there is.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
UV := .tools/uv/bin/uv
BIN := .venv/bin
export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1

.PHONY: help setup train run test test-fast check bench clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: .venv/.ready ## Make the environment at .venv (fetches uv into .tools where it is missing)

.venv/.ready: pyproject.toml uv.lock tools/get_uv.sh
	@tools/get_uv.sh $(PYTHON)
	@echo "== making the environment (about 2.6 GB, some minutes on a slow line)"
	@$(UV) sync --frozen --compile-bytecode
	@touch $@

train: setup ## Train a model where none fits the data, the domain and the pipeline
	@$(BIN)/bokji train

run: train ## Everything from nothing to a running service at http://localhost:8000
	@$(BIN)/bokji serve

test: setup ## Everything from nothing to a passed test suite
	@tools/get_test_tools.sh & tools=$$!; $(BIN)/bokji train && wait $$tools
	@echo "== what needs no Rasa, two at a time"
	@$(BIN)/pytest -n 2 --dist loadfile -m "not rasa" --cov --cov-report=term:skip-covered
	@echo "== with the real Rasa, and the whole service"
	@$(BIN)/pytest -n 2 --dist loadfile -m rasa

test-fast: setup ## The tests that need neither Rasa, a model nor a browser
	@$(BIN)/pytest -m "not rasa and not browser and not slow"

check: setup ## Lint, types, data
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/bokji kb check
	@PYTHONWARNINGS=ignore $(BIN)/rasa data validate --quiet

bench: setup ## Our understanding beside stock Rasa, in one run (half an hour; BENCH=--quick keeps the stock model)
	@$(BIN)/python -m benchmarks.understanding $(BENCH)

clean: ## Remove what was made: environment, models, database
	rm -rf .venv .tools var models/*.tar.gz
