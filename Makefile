# Two commands on a fresh machine: `make run` and `make test`. The environment lives in .venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt
CORPUS ?= corpus
INDEX  ?= index
PORT   ?= 8501
export Q

.PHONY: run ask index test check eval browser nginx clean

run: index                       ## index the corpus and open the browser front end
	$(BIN)/qa serve --index $(INDEX) --corpus $(CORPUS) --port $(PORT)

ask: $(VENV)/.installed          ## one question in the terminal: make ask Q="…"
	@$(BIN)/qa index $(CORPUS) --index $(INDEX) >&2
	@$(BIN)/qa ask "$$Q" --index $(INDEX)

index: $(VENV)/.installed
	@$(BIN)/qa index $(CORPUS) --index $(INDEX)

test: $(VENV)/.tested browser nginx  ## install what tests need, and run them
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(VENV)/.tested           ## format, lint, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(MAKE) test

eval: $(VENV)/.tested index      ## the evaluation of the shipped corpus
	$(BIN)/qa eval eval/gold.jsonl --index $(INDEX) --baseline eval/baseline.json --html eval-report.html

$(VENV)/.installed: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV) (once; a few minutes) …"
	$(PIP) torch==2.13.0
	$(PIP) -e ".[eval]"
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(PIP) -e ".[dev]"
	@touch $@

# The browser tests drive the system's Chromium; Debian and Ubuntu have it as a package.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	  { echo "Installing Chromium …"; \
	    S=$$(test "$$(id -u)" = 0 || echo sudo); \
	    $$S apt-get update -qq && $$S env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium chromium-driver \
	      fonts-noto-cjk fonts-dejavu-core >/dev/null; }

# The documented proxy settings are tested in nginx's own binary, out of its package: half a megabyte, not installed, so
# that no service starts. Where it cannot be had, that test is skipped and says so.
nginx:
	@command -v nginx >/dev/null || test -x /usr/sbin/nginx || test -x $(VENV)/nginx/usr/sbin/nginx || \
	  { S=$$(test "$$(id -u)" = 0 || echo sudo); mkdir -p $(VENV)/nginx && cd $(VENV)/nginx && \
	    { apt-get download -qq nginx || { $$S apt-get update -qq && apt-get download -qq nginx; }; } >/dev/null 2>&1 && \
	    dpkg-deb -x nginx_*.deb .; } || echo "nginx could not be had; its test will be skipped."

clean:                           ## remove the index and the environment
	rm -rf $(VENV) $(INDEX)
