#!/bin/sh
# Pin every requirement with its hashes, from the one list in pyproject.toml.
# No index is named in the result: each machine uses the one it is set up for.
set -eu
cd "$(dirname "$0")/.."
pin() {
    name=$1; shift
    UV_PYTHON_DOWNLOADS=never .venv/bin/uv pip compile pyproject.toml "$@" \
        --python-version 3.11 --universal --generate-hashes --no-emit-index-url \
        --custom-compile-command "make pin" --quiet \
        --output-file "requirements/$name.txt"
}
pin run --extra install
pin portal --extra install --extra portal
pin test --extra install --extra portal --extra test
pin dev --extra install --extra portal --extra test --extra dev
