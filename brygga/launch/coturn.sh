#!/bin/sh
# A TURN server for video that must hide addresses: installed where we may, else said in a sentence. Never a fault.
set -u

command -v turnserver >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing coturn for video ..."
    export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 # the package would start a server of its own; ours is another
    apt-get -o DPkg::Lock::Timeout=30 -o Acquire::Retries=0 -o Acquire::http::Timeout=10 -qq update </dev/null >/dev/null 2>&1
    apt-get -o DPkg::Lock::Timeout=30 -o Acquire::http::Timeout=10 -qq install -y --no-install-recommends coturn </dev/null >/dev/null 2>&1 &&
        exit 0
fi
echo "coturn is not here: video then goes directly between browsers, and not at all where an address must stay hidden." >&2
echo "On Debian: sudo apt install coturn" >&2
exit 0
