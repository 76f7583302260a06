#!/bin/sh
# Makes every PNG in this folder from its SVG. Needs rsvg-convert (Debian: librsvg2-bin).
# Electron picks `@2x` by itself. 22 px is what Linux panels show, 16 px Windows and macOS.
set -eu
cd "$(dirname "$0")"

png() { rsvg-convert --width "$2" --height "$2" "$1" --output "$3"; }

png app.svg 512 app-512.png
png app.svg 256 app-256.png
png app.svg 64 app-64.png
png app-small.svg 32 app-32.png
png app-small.svg 16 app-16.png

for state in idle waiting paused listening thinking speaking muted attention; do
  png "tray/$state.svg" 22 "tray/tray-$state.png"
  png "tray/$state.svg" 44 "tray/tray-$state@2x.png"
  png "tray/$state.svg" 16 "tray/tray-$state-16.png"
  png "tray/$state.svg" 32 "tray/tray-$state-16@2x.png"
  png "tray/$state-template.svg" 16 "tray/tray-${state}Template.png"
  png "tray/$state-template.svg" 32 "tray/tray-${state}Template@2x.png"
done
