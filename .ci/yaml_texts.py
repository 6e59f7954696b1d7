"""Holds what our YAML reader has read, and what our editor has changed, against PyYAML, one JSON object a line: it reads
every text as we do, and sees exactly one value changed by an edit, at the place and to the value that was meant. Texts
that were damaged at random, and that we have read nevertheless, must be read alike too, and so must those with an entry
added to a list."""

import json
import sys

import yaml

# Scalars as they are written, as Moltnet takes a token: what they may look like is not our question here.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
# PyYAML takes the words for nothing as text in this mode; ours are empty, as Moltnet's are.
NOTHING = {"", "~", "null", "Null", "NULL"}


def leaves(node, path=()):
    if isinstance(node, dict):
        for name, value in node.items():
            yield from leaves(value, path + (name,))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from leaves(value, path + (index,))
    else:
        yield path, node


def read(text):
    return dict(leaves(yaml.load(bytes.fromhex(text), Loader=LOADER)))


def told(texts):
    return [text for text in texts if text is not None and text not in NOTHING]


def check(text):
    before = read(text["before"])
    if told(text["texts"]) != told(before.values()):
        raise ValueError("PyYAML reads another text")
    if "after" not in text:
        return
    after = read(text["after"])
    place = tuple(text["path"])
    if list(before) != list(after):
        raise ValueError("the two texts have other places")
    if [place for place in before if before[place] != after[place]] != [place]:
        raise ValueError("not exactly the one value changed")
    if (before[place], after[place]) != (text["old"], text["new"]):
        raise ValueError("the value is not the one that was meant")


def main(directory):
    counts = {"edits": 2000, "damaged": 300, "items": 600}
    failures = 0
    for name, least in counts.items():
        with open(f"{directory}/{name}.jsonl", encoding="utf-8") as file:
            lines = [line for line in file if line.strip()]
        for number, line in enumerate(lines, 1):
            text = json.loads(line)
            try:
                check(text)
            except (ValueError, yaml.YAMLError) as error:
                failures += 1
                print(f"{name} {number}: {error}\n{bytes.fromhex(text['before'])!r}", file=sys.stderr)
        if len(lines) < least:
            sys.exit(f"only {len(lines)} {name} were there to check")
        counts[name] = len(lines)
    if failures:
        sys.exit(f"{failures} texts are read otherwise")
    print(
        f"PyYAML {yaml.__version__} sees one value changed in each of {counts['edits']} edits, "
        f"and reads {counts['damaged']} damaged texts as we do, and {counts['items']} with an entry added"
    )


main(sys.argv[1])
