#!/bin/sh
# What video needs beside browsers: a TURN server where addresses must be hidden, an SFU for five to eight. Installed
# where we may, else said in a sentence. Never a fault.
set -u

missing=""
command -v turnserver >/dev/null 2>&1 || missing="coturn"
command -v janus >/dev/null 2>&1 || missing="$missing janus"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing for video:" $missing "..."
    export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 # the packages would start servers of their own; ours are others
    apt-get -o DPkg::Lock::Timeout=30 -o Acquire::Retries=0 -o Acquire::http::Timeout=10 -qq update </dev/null >/dev/null 2>&1
    for one in $missing; do
        apt-get -o DPkg::Lock::Timeout=30 -o Acquire::http::Timeout=10 -qq install -y --no-install-recommends "$one" </dev/null >/dev/null 2>&1
    done
fi
if ! command -v turnserver >/dev/null 2>&1; then
    echo "coturn is not here: video then goes directly between browsers, and not at all where an address must stay hidden." >&2
    echo "On Debian: sudo apt install coturn" >&2
fi
if ! command -v janus >/dev/null 2>&1; then
    echo "Janus is not here: a video meeting then holds four at most." >&2
    echo "On Debian: sudo apt install janus" >&2
fi
exit 0
