# `make` or `make help` lists the targets. Uses .venv when there is one: python3 -m venv .venv && make build

PYTHON ?= $(if $(wildcard .venv/bin/python),.venv/bin/python,python3)
CLANG_FORMAT ?= $(if $(wildcard .venv/bin/clang-format),.venv/bin/clang-format,clang-format)
C_FORMATTED := $(sort $(wildcard src/_mmf/*/*.[ch] tests/c/*.[ch] tests/c/*/*.[ch] benchmarks/*.c))

.DEFAULT_GOAL := help
.PHONY: help build debug demo test test-core test-tsan test-free-threaded test-crash test-fuzz test-model test-storm lint format bench bench-instructions clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1@\2/p' $(firstword $(MAKEFILE_LIST)) | \
	    while IFS=@ read -r name what; do printf '  make %-20s %s\n' "$$name" "$$what"; done

build: ## install in place, optimised, with what tests and lint need
	$(PYTHON) -m pip install -e '.[test,dev]'

debug: ## the same with assertions, no optimisation and warnings as errors
	MMFSHARE_BUILD=debug $(PYTHON) -m pip install -e '.[test,dev]'

demo: build ## count words with several processes, and check the tally
	$(PYTHON) -m mmfshare demo

test: ## the tests, but for those marked slow (make build first)
	$(PYTHON) -m pytest

test-core: ## the C core's tests under address and undefined-behaviour sanitizers
	tests/c/run

test-tsan: ## the C core's tests under the thread sanitizer
	tests/c/run thread

test-free-threaded: ## threads on a CPython without a GIL, under the thread sanitizer; both are built the first time
	tests/free_threaded/run --tsan

test-crash: ## kill a process at every store to shared memory; check what the next one finds
	tests/c/crash/run

test-fuzz: ## hostile files and random operations, ten minutes for each of three fuzzers (needs clang)
	tests/c/fuzz/run 600

test-storm: ## kill processes thousands of times, add, hammer, churn, save, wait in line: half an hour (make build first)
	$(PYTHON) tests/storm/kill.py --kills 2000
	$(PYTHON) tests/storm/adders.py --kills 2000
	$(PYTHON) tests/storm/hammer.py --minutes 2 --processes 8
	$(PYTHON) tests/storm/churn.py --operations 50000000
	$(PYTHON) tests/storm/save.py
	$(PYTHON) tests/storm/fair.py

test-model: ## the lock and reader protocols, model-checked (needs spin)
	tests/model/run

lint: ## ruff, mypy and clang-format; changes nothing
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	$(CLANG_FORMAT) --dry-run --Werror $(C_FORMATTED)
	@! grep -nE '^.{121,}' $(C_FORMATTED) # comments, which clang-format does not break

format: ## let ruff and clang-format rewrite the sources
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .
	$(CLANG_FORMAT) -i $(C_FORMATTED)

bench: ## measure beside the peers that are installed; results in build/benchmarks
	$(PYTHON) -m benchmarks

bench-instructions: ## instruction counts of the hot operations against the recorded ones (needs valgrind)
	$(PYTHON) -m benchmarks.instructions

clean: ## remove what was built
	rm -rf build dist *.egg-info mmfshare/*.so .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
