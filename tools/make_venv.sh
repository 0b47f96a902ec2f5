#!/usr/bin/env bash
# Make a virtual environment with hash-pinned packages and this project in editable form.
# Usage: tools/make_venv.sh PYTHON FOLDER REQUIREMENTS
set -euo pipefail
python=$1 folder=$2 requirements=$3

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "需要 Python 3.11 或更高版本 / Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 setup" >&2
  exit 1
fi
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv
  else
    echo "缺少 venv 模块 / Python's venv module is missing: install Debian's package python3-venv" >&2
    exit 1
  fi
fi

[ -x "$folder/bin/python" ] || "$python" -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
# Compiled here, once: every later start of a process is two seconds faster where bytecode is not written.
"$folder/bin/uv" pip install --quiet --python "$folder/bin/python" --require-hashes --compile-bytecode -r "$requirements"
"$folder/bin/uv" pip install --quiet --python "$folder/bin/python" --no-deps --no-build-isolation --editable .
