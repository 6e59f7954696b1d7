"""Holds recorded traffic against the contract, message by message.

Reads a recording of `molecule sandbox serve --record` and the document, and checks every request (the operation by method
and path, the parameters and the body) and every answer that was not broken on purpose (status, media type and body).
Bodies may hold secrets, so no more than 200 characters of what is wrong are printed.
"""

import json
import re
import sys
from collections import Counter
from urllib.parse import parse_qsl, unquote

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

METHODS = ("get", "put", "post", "delete", "patch")
SHOWN, CUT = 20, 200
BASE = "urn:contract"

# Requests that are of no operation, and that a test sends all the same: method, path, why.
UNKNOWN = [
    ("GET", r"/admin/nothing", "SandboxCommandTests asks for a route that is not there"),
    ("GET", r"/healthz", "LeakTests ask a platform as if it were a Moltnet server"),
    ("GET", r"/v1/network", "the same"),
]

# Operations that the server at hand does not have, so that the web interface in front of it (`--canvas`) answers with its
# page and 200: no message of the server. Method, path, why.
PAGES = [
    ("GET", r"/admin/workspaces", "VerifyServerTests asks a tenant for the self-hosted list, with a web application before it"),
]

# The pages that the edge in front of tenants answers in a tenant's place: no messages of the tenant.
EDGE = {
    202: "Provisioning your organization", 404: "Organization not found", 502: "Backend unavailable",
    503: "Provisioning failed",
}


def is_edge(exchange):
    title = EDGE.get(exchange["status"])
    is_page = (exchange["contentType"] or "").startswith("text/html")
    return is_page and title is not None and f"<title>{title}</title>" in (exchange["responseBody"] or "")


def is_elsewhere(operation, exchange):
    """Whether the control plane's operation was asked of a server of another kind, which has no such route."""
    servers = operation[3]["x-molecule"]["servers"]
    return servers == ["control-plane"] and exchange["surface"] != "control-plane" and exchange["status"] == 404


def cut(text):
    text = " ".join(str(text).split())
    return text if len(text) <= CUT else text[: CUT - 1] + "…"


class Contract:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.document = json.load(file)
        resource = Resource(contents=self.document, specification=DRAFT202012)
        self.registry = Registry().with_resource(BASE, resource)
        self.operations = []
        self.validators = {}
        schemes = self.document["components"]["securitySchemes"].values()
        self.credentials = {scheme["name"].lower() for scheme in schemes if scheme.get("in") == "header"}
        for template, item in self.document["paths"].items():
            for method in METHODS:
                if method in item:
                    parameters = [self.resolve(p)[0] for p in item.get("parameters", []) + item[method].get("parameters", [])]
                    self.operations.append((method.upper(), template, template.split("/"), item[method], parameters))

    def resolve(self, value, pointer=""):
        """The object that a reference stands for, and where it is."""
        while "$ref" in value:
            pointer = value["$ref"].removeprefix("#")
            target = self.document
            for part in pointer.strip("/").split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            value = target
        return value, pointer

    def find(self, method, path):
        """The operation of a request; what stands in the path as it is beats a parameter, from left to right."""
        segments = path.split("/")
        found = []
        for operation in self.operations:
            template = operation[2]
            if operation[0] != method or len(template) != len(segments):
                continue
            values = {}
            for want, have in zip(template, segments):
                if want.startswith("{") and have:
                    values[want[1:-1]] = unquote(have)
                elif want != unquote(have):
                    break
            else:
                found.append(([part.startswith("{") for part in template], operation, values))
        if not found:
            return None, {}
        _, operation, values = min(found, key=lambda each: each[0])
        return operation, values

    def problems(self, schema, value):
        """What a schema has against a value: the place in it and the rule, not the value whole."""
        key = id(schema)
        if key not in self.validators:
            # References of the document begin with `#`: they are looked up in the document, not in the schema.
            self.validators[key] = Draft202012Validator(
                absolute(schema), registry=self.registry, format_checker=FormatChecker())
        for error in self.validators[key].iter_errors(value):
            place = "/".join(str(part) for part in error.absolute_path)
            yield f"at '{place}': {error.message}" if len(error.message) < CUT else f"at '{place}': rule {error.validator}"


def absolute(schema):
    if isinstance(schema, dict):
        return {
            key: BASE + value if key == "$ref" and isinstance(value, str) and value.startswith("#") else absolute(value)
            for key, value in schema.items()
        }
    if isinstance(schema, list):
        return [absolute(item) for item in schema]
    return schema


def typed(text, schema):
    """A parameter's text as the value that its schema is about."""
    kinds = schema.get("type", "string")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if "boolean" in kinds and text in ("true", "false"):
        return text == "true"
    if "integer" in kinds and re.fullmatch(r"-?\d+", text):
        return int(text)
    if "number" in kinds and re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text)
    return text


def check_request(contract, operation, values, exchange):
    _, _, _, definition, parameters = operation
    query = parse_qsl(exchange["target"].partition("?")[2], keep_blank_values=True)
    headers = [(name.lower(), value) for name, value in exchange["requestHeaders"]]
    known = {parameter["name"] for parameter in parameters if parameter["in"] == "query"}
    for name in sorted({name for name, _ in query} - known):
        yield f"the query has '{name}', which the operation does not have"
    for parameter in parameters:
        name, place = parameter["name"], parameter["in"]
        if place == "path":
            texts = [values[name]] if name in values else []
        elif place == "query":
            texts = [value for key, value in query if key == name]
        elif place == "header":
            texts = [value for key, value in headers if key == name.lower()]
        else:
            continue
        if not texts and parameter.get("required"):
            yield f"{place} parameter '{name}' is missing"
        if len(texts) > 1:
            yield f"{place} parameter '{name}' is there {len(texts)} times"
        for text in texts:
            for problem in contract.problems(parameter["schema"], typed(text, parameter["schema"])):
                yield f"{place} parameter '{name}' {problem}"
    declared = {parameter["name"].lower() for parameter in parameters if parameter["in"] == "header"}
    for name in sorted({name for name, _ in headers if name.startswith("x-")} - declared - contract.credentials):
        yield f"the header '{name}' is sent, which the operation does not have"
    body = exchange["requestBody"]
    wanted = definition.get("requestBody")
    if wanted is None:
        if body is not None:
            yield "a body is sent, and the operation has none"
        return
    wanted, _ = contract.resolve(wanted)
    if body is None:
        if wanted.get("required"):
            yield "the body is missing"
        return
    # Servers ignore the request's content type; ours is nevertheless the one that the contract has.
    sent = next((value for name, value in headers if name == "content-type"), "").partition(";")[0].strip().lower()
    if sent not in wanted["content"]:
        yield f"the body's type is '{sent}', not one of {sorted(wanted['content'])}"
        return
    yield from check_body(contract, "request", wanted["content"][sent], sent, body)


def check_body(contract, which, media, kind, body):
    schema = media.get("schema", {})
    value = body
    if kind == "application/json":
        try:
            value = json.loads(body)
        except ValueError:
            yield f"the {which}'s body is not JSON"
            return
    for problem in contract.problems(schema, value):
        yield f"the {which}'s body {problem}"


def check_response(contract, operation, exchange):
    responses = operation[3]["responses"]
    status, body = exchange["status"], exchange["responseBody"]
    if str(status) not in responses:
        yield f"status {status} is not documented"
        return
    reference = responses[str(status)]
    response, _ = contract.resolve(reference)
    content = response.get("content", {})
    if not body and exchange["contentType"] is None:
        if content and not response.get("x-molecule-empty"):
            yield f"status {status}: the body is empty, which is not documented"
        return
    kind = (exchange["contentType"] or "").partition(";")[0].strip().lower()
    if kind not in content:
        yield f"status {status}: media type '{kind}' is not documented, only {sorted(content)}"
        return
    yield from (f"status {status}: {problem}" for problem in check_body(contract, "answer", content[kind], kind, body))


def main(recording, document):
    contract = Contract(document)
    violations, unknown, pages, covered = [], Counter(), Counter(), Counter()
    judged = {}
    messages = faults = edges = elsewhere = exchanges = 0
    with open(recording, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            exchange = json.loads(line)
            exchanges += 1
            method, path = exchange["method"], exchange["target"].partition("?")[0]
            operation, values = contract.find(method, path)
            if exchange["fault"]:
                faults += 1
            if operation is None:
                reason = next((why for known, form, why in UNKNOWN if known == method and re.fullmatch(form, path)), None)
                if reason is None:
                    violations.append((number, f"{method} {cut(path)}", f"no such operation, answered {exchange['status']}"))
                elif exchange["status"] != 404 and not exchange["fault"]:
                    violations.append((number, f"{method} {cut(path)}", f"no such operation, and not 404 but {exchange['status']}"))
                unknown[method, path, reason] += 1
                continue
            name = f"{method} {operation[1]}"
            # Many tests say the same; once is enough to judge it.
            headers = [pair for pair in exchange["requestHeaders"] if pair[0] != "host"]
            key = json.dumps({**exchange, "requestHeaders": headers})
            if key not in judged:
                judged[key] = (
                    list(check_request(contract, operation, values, exchange)),
                    list(check_response(contract, operation, exchange)))
            problems, answered = judged[key]
            messages += 1
            page = next((why for known, form, why in PAGES if known == method and re.fullmatch(form, path)), None)
            if exchange["fault"]:
                # The request was sent as ever.
                pass
            elif is_edge(exchange):
                edges += 1
            elif is_elsewhere(operation, exchange):
                elsewhere += 1
            elif page and exchange["status"] == 200 and (exchange["contentType"] or "").startswith("text/html"):
                pages[name, page] += 1
            else:
                problems = problems + answered
                messages += 1
            if not exchange["fault"] and not is_edge(exchange) and not is_elsewhere(operation, exchange):
                covered[operation[3]["operationId"]] += 1
            violations += [(number, name, problem) for problem in problems]
    print(f"{messages} messages of {exchanges} exchanges are checked against the contract")
    print(f"{len(covered)} of {len(contract.operations)} operations are among them")
    print(f"{faults} answers are left out: broken on purpose")
    print(f"{edges} answers are left out: pages of the edge in front of tenants")
    print(f"{elsewhere} answers are left out: servers that are no control plane were asked what only that one has")
    for (method, path, reason), count in sorted(unknown.items(), key=str):
        if reason:
            print(f"{count} requests are of no operation on purpose: {method} {path} ({reason})")
    for (name, reason), count in sorted(pages.items()):
        print(f"{count} answers are pages of a web interface: {name} ({reason})")
    if not messages and not violations:
        print("nothing was checked", file=sys.stderr)
        return 1
    for number, name, problem in violations[:SHOWN]:
        print(f"line {number}: {name}: {cut(problem)}", file=sys.stderr)
    if violations:
        print(f"{len(violations)} violations", file=sys.stderr)
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
