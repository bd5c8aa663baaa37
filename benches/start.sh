#!/usr/bin/env bash
# Measures the start of the window against that of a window that paints nothing, which is made by the same library.
#
#   benches/start.sh [RUNS]
#
# Both run on a display of their own (Xvfb) whose pixels lie in a file. A start lasts from just before the process begins
# until the pixel in the middle of the screen is no longer black: what somebody would see, measured from outside and in
# the same way for both. They take turns, so that a busy machine slows both. Resident memory is read two seconds later.
# Needs Xvfb and od; prints medians and ratios.
set -euo pipefail

runs=${1:-15}
cd "$(dirname "$0")/.."
cargo build --release --quiet
nothing=$(cargo bench --no-run --bench nothing --message-format json 2>/dev/null \
    | sed -n '/"name":"nothing"/s/.*"executable":"\([^"]*\)".*/\1/p')
demarche=${CARGO_TARGET_DIR:-target}/release/demarche

folder=$(mktemp -d)
xvfb=
window=
finish() {
    [ -z "$window" ] || kill "$window" 2>/dev/null || true
    [ -z "$xvfb" ] || kill "$xvfb" 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT

Xvfb -displayfd 3 -screen 0 1440x900x24 -fbdir "$folder" -nolisten tcp 3>"$folder/display" 2>/dev/null &
xvfb=$!
until [ -s "$folder/display" ] && [ -s "$folder/Xvfb_screen0" ]; do read -rt 0.05 <> <(:) || true; done
DISPLAY=:$(<"$folder/display")
export DISPLAY XDG_CONFIG_HOME="$folder" XDG_STATE_HOME="$folder"
unset WAYLAND_DISPLAY WAYLAND_SOCKET

# The file is an XWD image: its header and colors come first, each length in the header; then four bytes a pixel.
word() { od -An -tu4 --endian=big -j "$(($1 * 4))" -N 4 "$folder/Xvfb_screen0" | tr -d ' '; }
middle=$(($(word 0) + $(word 19) * 12 + 450 * $(word 12) + 720 * 4))
pixel() { od -An -tx1 -j "$middle" -N 3 "$folder/Xvfb_screen0"; }
black=' 00 00 00'

# Starts a program; appends milliseconds to FILE.ms and kilobytes to FILE.kb.
measure() {
    local file=$1
    shift
    while [ "$(pixel)" != "$black" ]; do read -rt 0.05 <> <(:) || true; done
    local began=${EPOCHREALTIME/./}
    "$@" >"$folder/log" 2>&1 &
    window=$!
    "$nothing" --watch "$folder/Xvfb_screen0" "$middle" || { cat "$folder/log"; exit 1; }
    echo "$(((${EPOCHREALTIME/./} - began) / 10))" >>"$folder/$file.ms"
    read -rt 2 <> <(:) || true
    awk '/^VmRSS/ { print $2 }' "/proc/$window/status" >>"$folder/$file.kb"
    kill "$window"
    wait "$window" 2>/dev/null || true
    window=
}

median() { sort -n "$folder/$1" | awk '{ n[NR] = $1 } END { print n[int((NR + 1) / 2)] }'; }

# The first of each reads its files from the disk, and is not counted.
for run in $(seq 0 "$runs"); do
    measure nothing "$nothing" --stay
    measure demarche "$demarche"
    [ "$run" -gt 0 ] || rm -f "$folder"/*.ms "$folder"/*.kb
done

awk -v runs="$runs" -v nt="$(median nothing.ms)" -v dt="$(median demarche.ms)" \
    -v nk="$(median nothing.kb)" -v dk="$(median demarche.kb)" 'BEGIN {
    printf "median of %d starts     nothing   demarche   ratio\n", runs
    printf "first painted frame   %6.0f ms  %6.0f ms   %5.2f\n", nt / 100, dt / 100, dt / nt
    printf "resident memory       %6.1f MB  %6.1f MB   %5.2f\n", nk / 1024, dk / 1024, dk / nk
}'
