# One word per chore. `make run` is all that a new machine needs.

PYTHON  := .venv/bin/python
RUNTIME := .venv/.runtime
DEV     := .venv/.dev

.PHONY: run demo test check format lint types contracts dirty fuzz bench soak vendor lock clean

run: demo ## the dashboard with its demonstration figures, on 127.0.0.1:8050
	$(PYTHON) app.py

demo: $(RUNTIME) ## the database with the plan and the marked demonstration figures
	$(PYTHON) -m dashboard init --demo

test: $(DEV) ## every test; ARGS="tests/domain -k pace" for some of them
	scripts/prepare_tests.sh
	$(PYTHON) -m pytest $(ARGS)

check: lint types contracts test ## what CI asks for

format: $(DEV) ## writes the source in the one format
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

lint: $(DEV)
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .

types: $(DEV)
	$(PYTHON) -m mypy

contracts: $(DEV) ## which package may import which
	.venv/bin/lint-imports

dirty: $(DEV) ## writes docs/dirty-files.md anew from its tests
	WRITE_DOCUMENTS=1 $(PYTHON) -m pytest -q tests/services/test_dirty_files.py -k "document and sqlite"

fuzz: $(DEV) ## many thousands of damaged files through the reader; FUZZ_CASES=… says how many
	FUZZ_CASES=$${FUZZ_CASES:-30000} $(PYTHON) -m pytest -q tests/files/test_fuzzing.py

bench: $(DEV) ## how long the pages take
	$(PYTHON) scripts/bench.py $(ARGS)

soak: $(DEV) ## hours of the wall in a quarter of an hour: what they leave behind in the browser
	$(PYTHON) scripts/bench.py --only soak

vendor: $(RUNTIME) ## rebuilds assets/vendor (needs Node and npm)
	scripts/vendor.sh

lock: $(DEV) ## pins requirements*.in anew
	scripts/lock_requirements.sh

clean: ## removes caches and test results; the data and .venv stay
	scripts/clean.sh

$(RUNTIME): requirements.txt
	scripts/prepare_venv.sh requirements.txt
	touch $@

$(DEV): requirements-dev.txt
	scripts/prepare_venv.sh requirements-dev.txt
	touch $@ $(RUNTIME)
