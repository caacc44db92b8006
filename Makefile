# make archive   receive samples/inbox, build output/, say which file to open
# make bench     a small size of the benchmarks, also as benchmarks/.work/table.txt
# make test      the everyday suite (twelve minutes on two cores);  make test-long: the rest (half an hour);  make lint: form and types
# make fuzz      100,000 damaged packages through the reader and the gate, and new examples for every property
BIN := .venv/bin
# one process more than two cores: a quarter of the time a test waits for a program, a browser, a server; one that
# died is begun once more: its test would be, too, and again
SHARED := -n 3 --dist loadfile --no-loadscope-reorder --max-worker-restart 1

.PHONY: setup samples archive test test-long coverage coverage-raise fuzz lint bench clean
setup: .venv/.ready
.venv/.ready: pyproject.toml uv.lock .ci/setup
	@.ci/setup
	@touch $@
.venv/.ready-test: pyproject.toml uv.lock .ci/setup
	@.ci/setup test
	@touch .venv/.ready $@

samples: # the program of an archive that `hdnd init` made has none
	@[ -d samples/inbox ] || { echo "Không có samples/inbox: đây là chương trình của một cơ sở dữ liệu; hãy chạy hdnd ở thư mục trên." >&2; exit 2; }

archive: samples setup
	@$(BIN)/hdnd receive || [ $$? = 11 ] # the samples hold a package that is marked secret
	@$(BIN)/hdnd review apply samples/acts.jsonl
	@$(BIN)/hdnd build
	@$(BIN)/hdnd status

lint:
	@.ci/lint

test: .venv/.ready-test lint
	$(BIN)/python -m pytest $(SHARED) -q

test-long: .venv/.ready-test
	$(BIN)/python -m pytest $(SHARED) -q -m long -o faulthandler_timeout=2400

# every branch of what reads and judges packages and of the ledger is taken by a test of what it promises; the other rooms
# stay above their floors (tests/floors.json), which `make coverage-raise` lifts to what was measured last
coverage: .venv/.ready-test
	$(BIN)/python -m pytest $(SHARED) -q --cov=pipeline --cov=plugins --cov-branch --cov-report=
	$(BIN)/python -m coverage report --include="pipeline/ingest/*,pipeline/gate/*,pipeline/archive/ledger.py" \
		--show-missing --skip-covered --fail-under=100
	$(BIN)/python -m tests.floors

coverage-raise:
	$(BIN)/python -m tests.floors --raise

fuzz: .venv/.ready-test
	HDND_FUZZ=100000 $(BIN)/python -m pytest $(SHARED) -q -m long tests/ingest/test_damage.py
	HDND_FUZZ=1 $(BIN)/python -m pytest $(SHARED) -q -m long tests/archive/test_verify_copy.py
	HDND_FUZZ=2000 $(BIN)/python -m pytest $(SHARED) -q $$(grep -rl "@given" tests)

bench: .venv/.ready-test
	@mkdir -p benchmarks/.work
	@{ $(BIN)/python -m benchmarks.build --docs 1000; $(BIN)/python -m benchmarks.search --docs 1000; } \
		| tee benchmarks/.work/table.txt

clean:
	rm -rf output .state .private content/documents content/originals content/register outbox
