PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint bench

run: $(VENV)/ready
	@exec $(BIN)/python -m ningbo_renewal.supervisor

test: $(VENV)/ready
	$(BIN)/python -m pytest -n 2 --dist loadgroup

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python tests/check_migrations.py

bench: $(VENV)/ready
	$(BIN)/python -m bench

$(VENV)/ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "需要 Python 3.11 或更新版本。装好后用 make PYTHON=python3.12 run 这样指定"; exit 2; }
	@echo "· 安装依赖（只在第一次和依赖变化时）"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@
