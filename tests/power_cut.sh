#!/bin/sh
# A simulated power cut, again and again, under load: tests/crash/power.rs does it, this asks for
# it. Needs root (to mount) and loop devices.
#
#   sudo tests/power_cut.sh [how many cuts, 30 unless said]
set -eu
cd "$(dirname "$0")/.."

if [ "$(id -u)" != 0 ]; then
    echo "A power cut can only be simulated by root, who may mount." >&2
    exit 1
fi
if ! losetup -f >/dev/null 2>&1; then
    echo "There are no loop devices here: a power cut can't be simulated." >&2
    exit 1
fi
CAIRN_TEST_POWER_CUTS="${1:-30}" cargo test --test crash when_the_power_is_cut -- --nocapture
