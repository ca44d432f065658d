#!/bin/sh
# Makes the virtual environment $1 with the first Python that is 3.11 or later.
set -u
venv=$1

for name in python3.11 python3.12 python3.13 python3.14 python3; do
    if "$name" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        python=$name
        break
    fi
done
if [ -z "${python:-}" ]; then
    echo "Brygga needs Python 3.11 or later, and none was found. Install it and run make again." >&2
    exit 1
fi

make_venv() {
    rm -rf "$venv"
    "$python" -m venv "$venv" >/dev/null 2>&1
}

# Debian keeps the module apart from the interpreter.
if ! make_venv; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq install -y python3-venv >/dev/null </dev/null
    fi
    if ! make_venv; then
        echo "$python cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv." >&2
        exit 1
    fi
fi

# So that `.venv/bin/pytest` finds the package; the path is relative, and a moved checkout still works.
site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
echo "../../../.." > "$site/brygga.pth"
