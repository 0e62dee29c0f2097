#!/bin/sh
# Pictures of the HTML report, as docs/estimate-{light,dark,phone}.png, made by a real browser.
#
#   tidegate estimate ... --format html > page.html
#   docs/screenshots.sh page.html [FOLDER]
#
# Needs Debian's chromium; installs it with apt-get where it is absent. The page is measured first, so that each
# picture shows all of it. With pngquant or python3-pil at hand the pictures are reduced to 256 colours.
set -eu

page=$(realpath "${1:?usage: docs/screenshots.sh PAGE.html [FOLDER]}")
folder=$(realpath "${2:-$(dirname "$0")}")

if ! command -v chromium >/dev/null; then
    echo "screenshots: installing chromium with apt-get" >&2
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core
fi

profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT

browse() {
    chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking \
        --disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$profile" "$@" 2>/dev/null
}

# Height of the page at a width. Headless windows have a least width, so the page stands in a frame of its own.
framed() {
    printf '<!DOCTYPE html><meta name="color-scheme" content="light dark"><style>body{margin:0}iframe{border:0;display:block;width:%spx;height:%spx}</style><iframe src="file://%s"></iframe>' \
        "$1" "$2" "$page" >"$profile/frame.html"
}

height() {
    printf '<!DOCTYPE html><style>body{margin:0}iframe{border:0;width:%spx;height:100px}</style><iframe src="file://%s" onload="document.title=frames[0].document.documentElement.scrollHeight"></iframe>' \
        "$1" "$page" >"$profile/measure.html"
    browse --allow-file-access-from-files --virtual-time-budget=3000 --dump-dom "file://$profile/measure.html" |
        sed -n 's/.*<title>\([0-9]*\)<\/title>.*/\1/p' | head -n 1
}

shrink() {
    if command -v pngquant >/dev/null; then
        pngquant --force --skip-if-larger --output "$1" 256 "$1" || true
    elif python3 -c 'import PIL' 2>/dev/null; then
        python3 -c 'import sys
from PIL import Image
image = Image.open(sys.argv[1]).convert("RGB")
image.quantize(128, dither=Image.Dither.NONE).save(sys.argv[1], optimize=True)' "$1"
    fi
}

# Name, width, preferred colour scheme: 1 is light, 0 is dark.
picture() {
    tall=$(height "$2")
    framed "$2" "${tall:-4000}"
    browse --allow-file-access-from-files --blink-settings="preferredColorScheme=$3" --window-size="$2,${tall:-4000}" \
        --virtual-time-budget=3000 --screenshot="$folder/estimate-$1.png" "file://$profile/frame.html"
    shrink "$folder/estimate-$1.png"
    echo "$folder/estimate-$1.png: $2 x ${tall:-4000}"
}

picture light 1180 1
picture dark 1180 0
picture phone 390 1
