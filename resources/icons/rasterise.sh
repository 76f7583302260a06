#!/bin/sh
# Makes every PNG in this folder from the SVG beside it. Needs rsvg-convert (Debian: librsvg2-bin).
set -eu
cd "$(dirname "$0")"

png() { rsvg-convert --width "$2" --height "$2" "$1" --output "$3"; }

png app.svg 512 app-512.png
png app.svg 256 app-256.png
png app.svg 64 app-64.png
png app-small.svg 32 app-32.png
png app-small.svg 16 app-16.png

for phase in idle listening thinking speaking muted attention; do
  for size in 16 22 32; do
    png "tray/$phase.svg" "$size" "tray/$phase-$size.png"
    png "tray/$phase.svg" "$((size * 2))" "tray/$phase-$size@2x.png"
  done
  png "tray/$phase-template.svg" 16 "tray/${phase}Template.png"
  png "tray/$phase-template.svg" 32 "tray/${phase}Template@2x.png"
done
