# Needs only make and Python 3.11 or newer; another one is chosen with: make PYTHON=/path/to/python3 run
# The system's own comes first: distributions build it optimized, which pyenv's default build is not: a tenth more ballots.
PYTHONS := /usr/bin/python3 python3 python3.14 python3.13 python3.12 python3.11
those_with = $(foreach p,$(PYTHONS),$(shell $(p) -c '$(1) import sys; sys.version_info >= (3, 11) and print("$(p)")' 2>/dev/null))
PYTHON = $(firstword $(call those_with,import ensurepip;) $(those_with))
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint bench install libraries

run: install
	@exec $(BIN)/python -m ningbo_renewal.supervisor

test: install
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: install
	@$(BIN)/ruff check --no-cache .
	@$(BIN)/ruff format --no-cache --check .
	@$(BIN)/python tests/check_migrations.py

bench: install
	@$(BIN)/python -m bench

install:
	@$(BIN)/python -c '' 2>/dev/null && cmp -s requirements.txt $(VENV)/installed || $(MAKE) --no-print-directory libraries

libraries:
	@test -n "$(PYTHON)" || { echo "没有找到 Python 3.11 或更新版本。装好后再运行；装在别处的，用 make PYTHON=路径 run 指定"; exit 2; }
	@echo "· 安装依赖（第一次，或依赖有变化）"
	@$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV) || \
	  { rm -rf $(VENV); echo "建不了 Python 虚拟环境。Debian、Ubuntu 上请先装 python3-venv，再运行一次"; exit 2; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt || \
	  { echo "依赖没有装成。请检查网络；访问不了 PyPI 的，用 PIP_INDEX_URL 指定镜像，再运行一次"; exit 2; }
	@cp requirements.txt $(VENV)/installed
