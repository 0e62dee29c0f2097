#!/bin/sh
# Pictures of what tidegate prints, made by a real browser.
#
#   docs/screenshots.sh PAGE.html [FOLDER]        an HTML report, as estimate-{light,dark,phone}.png
#   docs/screenshots.sh --explain TIDEGATE [FOLDER]   `explain` in colour, as explain.png, by the binary TIDEGATE
#
# Needs chromium and the font DejaVu Sans Mono; it installs nothing, and says what is missing. The page is measured first,
# so that each picture shows all of it. With pngquant or python3-pil at hand the pictures are reduced to 256 colours.
set -eu

usage="usage: docs/screenshots.sh PAGE.html [FOLDER] | --explain TIDEGATE [FOLDER]"
explain=
if [ "${1:-}" = --explain ]; then
    explain=$(realpath "${2:?$usage}")
    shift
fi
page=$(realpath "${1:?$usage}")
folder=$(realpath "${2:-$(dirname "$0")}")

if ! command -v chromium >/dev/null; then
    echo "screenshots: chromium is missing (Debian: apt-get install chromium fonts-dejavu-core)" >&2
    exit 1
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
        --virtual-time-budget=3000 --screenshot="$folder/$1.png" "file://$profile/frame.html"
    shrink "$folder/$1.png"
    echo "$folder/$1.png: $2 x ${tall:-4000}"
}

# The text of a terminal as HTML. Escapes open an element; the one that ends them closes two, and a browser passes over
# an end too many.
as_html() {
    escape=$(printf '\033')
    printf '<!DOCTYPE html><meta charset="utf-8"><style>
body{margin:0;padding:12px 16px;background:#0d1117;color:#e6edf3}
pre{margin:0;font:13px/1.4 "DejaVu Sans Mono",monospace;white-space:pre-wrap}
.e1{font-weight:bold}.e2{color:#8b949e}.e31,.e91{color:#ff7b72}.e32{color:#56d364}.e33{color:#e3b341}.e94{color:#79c0ff}
</style><pre>'
    sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g' -e 's/>/\&gt;/g' \
        -e "s/$escape\\[0m/<\\/span><\\/span>/g" -e "s/$escape\\[\\([0-9]*\\)m/<span class=e\\1>/g"
    printf '</pre>'
}

# A filter that asks one level too high, on a dump of a queue.
explanation() {
    pattern='{"state":["paid"]}'
    dump=corpora/shapes/sqs-receive.json
    echo "$ tidegate explain -e '$pattern' --first-miss 1 $dump"
    cd "$(dirname "$0")/.."
    COLUMNS=96 "$explain" explain --color always -e "$pattern" --first-miss 1 "$dump" 2>&1
}

if [ -n "$explain" ]; then
    explanation | as_html >"$profile/explain.html"
    page=$profile/explain.html
    picture explain 860 0
    exit
fi
picture estimate-light 1180 1
picture estimate-dark 1180 0
picture estimate-phone 390 1
