#!/bin/sh
# 打开质控看板。Opens the quality dashboard: ./start.sh, or a double click and “run in a terminal”.
QC_STARTED_IN=$PWD
export QC_STARTED_IN
cd "$(dirname "$0")" || exit 3
unset PYTHONPATH PYTHONHOME

find_python() {
    for candidate in ./python/bin/python3 python3.13 python3.12 python3.11 python3 python; do
        if command -v "$candidate" >/dev/null 2>&1 && "$candidate" program/starter/check.py "$@" 2>/dev/null; then
            PYTHON=$candidate
            return 0
        fi
    done
    return 1
}

if [ ! -f program/starter/check.py ]; then
    echo '请先把整个 zip 解压，再在解压出来的文件夹里启动。' >&2
    echo 'Unpack the whole zip first, then start from the unpacked folder.' >&2
    exit 3
fi
if ! find_python; then
    find_python --say
    cat program/no-python.txt
    exit 3
fi
exec "$PYTHON" -I -X utf8 program/starter "$@"
