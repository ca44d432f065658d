#!/bin/sh
# A Chromium for the journeys, and letters it can draw: installed where we may, else said in a sentence.
set -u

for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done

packages="chromium fonts-liberation fonts-noto-core fonts-noto-color-emoji"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests ..."
    export DEBIAN_FRONTEND=noninteractive
    apt-get -o DPkg::Lock::Timeout=300 -qq update </dev/null &&
        apt-get -o DPkg::Lock::Timeout=300 -qq install -y --no-install-recommends $packages >/dev/null 2>&1 </dev/null &&
        exit 0
    echo "Chromium could not be installed; the browser tests need it." >&2
    exit 1
fi
echo "Chromium is not here, so the tests in a browser cannot run. On Debian: sudo apt install $packages" >&2
