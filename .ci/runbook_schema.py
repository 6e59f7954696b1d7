"""Every built-in runbook is valid against the schema of the format, and what is not a runbook is not."""

import copy
import json
import pathlib
import sys

from jsonschema import Draft202012Validator

schema = json.loads(pathlib.Path("Sources/Rotation/Runbook/runbook.schema.json").read_text())
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
books = {path.stem: json.loads(path.read_text()) for path in sorted(pathlib.Path("Sources/Destinations/Runbooks").glob("*.json"))}
failed = False
for name, book in books.items():
    for error in validator.iter_errors(book):
        print(f"{name}: {error.json_path}: {error.message}", file=sys.stderr)
        failed = True
if len(books) != 11:
    print(f"there are {len(books)} built-in runbooks, not 11", file=sys.stderr)
    failed = True


def changed(name, change):
    book = copy.deepcopy(books[name])
    change(book)
    return book


# What the reader refuses and a schema can say.
wrong = {
    "an unknown member": changed("NEON_API_KEY", lambda book: book.update(extra=1)),
    "another format": changed("NEON_API_KEY", lambda book: book.update(molecule_runbook=2)),
    "no proofs": changed("NEON_API_KEY", lambda book: book.update(proofs=[])),
    "an unknown kind": changed("NEON_API_KEY", lambda book: book["proofs"][0].update(kind="guess")),
    "a kind without its setting": changed("NEON_API_KEY", lambda book: book["proofs"][0]["settings"].pop("url")),
    "a setting the kind does not take": changed("NEON_API_KEY", lambda book: book["proofs"][0]["settings"].update(x="y")),
    "one destination where two are coupled": changed("FLY_API_TOKEN", lambda book: book["destinations"].pop()),
    "too many hours": changed("STRIPE_WEBHOOK_SECRET", lambda book: book["overlap"].update(hours=169)),
    "an end without hours": changed("STRIPE_WEBHOOK_SECRET", lambda book: book.update(overlap="until-retired")),
    "an overlap without an end": changed("NEON_API_KEY", lambda book: book.pop("retirement")),
    "a refusal without a reason": changed("TENANT_REDIS_URL", lambda book: book.pop("reason")),
    "a refusal that has proofs": changed("TENANT_REDIS_URL", lambda book: book.update(proofs=books["NEON_API_KEY"]["proofs"])),
}
for what, book in wrong.items():
    if validator.is_valid(book):
        print(f"{what} is taken for valid", file=sys.stderr)
        failed = True
if failed:
    sys.exit(1)
print(f"{len(books)} runbooks are valid against their schema, and {len(wrong)} defects are found by it")
