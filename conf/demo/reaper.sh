# Waits until whoever started it has closed its standard input, which happens however that one ends, and then kills every
# process that carries the marker, and removes the directory. The word "keep" calls it off.
# $1: the marker, NAME=VALUE, as it stands in the environment; $2: the directory
trap '' HUP INT TERM
while read -r word; do
    [ "$word" = keep ] && exit 0
done
# More than one round: what is being started while the first round looks is found by the next.
round=0
while [ $round -lt 50 ]; do
    round=$((round + 1))
    found=
    for environment in $(grep -lzxF -e "$1" /proc/[0-9]*/environ 2> /dev/null); do
        process=${environment#/proc/}
        process=${process%/environ}
        if kill -KILL "$process" 2> /dev/null; then
            found=yes
        fi
    done
    [ -z "$found" ] && break
    sleep 0.05
done
rm -rf "$2"
