import Foundation
import TestSupport
import Testing

@Suite(.blocking) struct SandboxCommandTests {
    let home: TemporaryHome

    init() throws { home = try TemporaryHome() }

    @Test(arguments: ["0.0.0.0:0", "10.0.0.1:8080", "192.168.1.1:0", "[::]:0", "example.com:80", "128.0.0.1:0", ":0"])
    func `only loopback is served`(_ address: String) throws {
        let run = try Run.molecule("sandbox", "serve", "--listen", address, "--for", "1s", home: home)
        #expect(run.status == 2, "\(run.error)")
        #expect(run.error.contains("loopback"))
        #expect(run.output == "")
    }

    @Test(arguments: ["127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000", "127.0.0.1:-1"])
    func `an address to listen on has a port`(_ address: String) throws {
        let run = try Run.molecule("sandbox", "serve", "--listen", address, "--for", "1s", home: home)
        #expect(run.status == 2)
        #expect(run.error.contains("127.0.0.1:8080"))
    }

    @Test(arguments: ["127.0.0.1:0", "127.0.0.2:0", "localhost:0"]) func `every loopback address serves`(
        _ address: String
    ) throws {
        let serving = try Background.molecule("sandbox", "serve", "--listen", address, "--for", "20s", home: home)
        #expect(serving.until { $0.output.contains("http://") }, "\(serving.error)")
        let url = String(serving.output.prefix { $0 != "\t" })
        let run = try Run.molecule(
            "admin-token", "verify", "--api-url", url, home: home, environment: ["ADMIN_TOKEN": Fixture.token])
        #expect(run.status == 12, "\(url): \(run.error)")
    }

    @Test(arguments: ["[::1]:0", "::1:0"]) func `the loopback address of IPv6 serves`(_ address: String) throws {
        let run = try Run.molecule("sandbox", "serve", "--listen", address, "--for", "1s", "-q", home: home)
        #expect(run.status == 0, "\(run.error)")
        #expect(run.output.hasPrefix("http://[::1]:"))
    }

    @Test func `a port in use is told in a sentence`() throws {
        let fixture = try Fixture(key: nil)
        let address = fixture.platform.url.replacingOccurrences(of: "http://", with: "")
        let run = try fixture.molecule("sandbox", "serve", "--listen", address, "-o", "json")
        #expect(run.status == 7, "\(run.error)")
        #expect(try run.failure()["message"]?.text?.contains("Address already in use") == true)
        #expect(fixture.accepts(Fixture.token), "the one that was there goes on")
    }

    @Test func `files that cannot be used are told in a sentence`() throws {
        try home.write("state", "not a directory")
        try home.write("here.env", "")
        try home.write("open", "", mode: 0o644)
        for options in [
            ["--state", "state"], ["--log", "/no/such/directory/log"], ["--log", home.path], ["--env-file", home.path],
            ["--record", "/no/such/directory/record"], ["--record", "open"],
            ["--pid-file", "/no/such/directory/pid"], ["--fault", "nonsense"], ["--fault", "status:200:1"],
            ["--rate-limit", "0"], ["--for", "soon"], ["--surface", "other"],
        ] {
            let run = try Run.molecule(["sandbox", "serve", "--for", "1s"] + options, home: home)
            #expect(run.status != 0, "\(options)")
            #expect(run.error.contains("molecule: "), "\(options): \(run.error)")
        }
    }

    @Test func `the environment file is read again at SIGHUP and not before`() throws {
        let fixture = try Fixture(key: nil)
        try fixture.home.write("platform.env", "ADMIN_TOKEN=\(Fixture.other)\n")
        usleep(200_000)
        #expect(fixture.accepts(Fixture.token) && !fixture.accepts(Fixture.other))
        kill(fixture.platform.pid, SIGHUP)
        #expect(Wait.until(5) { fixture.accepts(Fixture.other) })
        #expect(!fixture.accepts(Fixture.token))
        try fixture.platform.deploy(nil)
        #expect(fixture.accepts(nil))
    }

    @Test func `it stops after the time it was given, or at a signal, and takes its pid file along`() throws {
        let short = try Run.molecule("sandbox", "serve", "--for", "1s", "--pid-file", "pid", home: home)
        #expect(short.status == 0)
        #expect(names(in: home.path) == [])
        for (signal, status) in [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)] {
            let serving = try Background.molecule("sandbox", "serve", "--for", "20s", "--pid-file", "pid", home: home)
            #expect(serving.until { _ in FileManager.default.fileExists(atPath: home.file("pid")) })
            #expect(try home.read("pid") == "\(serving.pid)\n")
            #expect(try mode(of: home.file("pid")) == "600")
            let url = String(serving.output.prefix { $0 != "\t" })
            #expect(WebCall(url, "/health").status == 200)
            serving.signal(signal)
            #expect(serving.end(deadline: 120).status == status)
            #expect(WebCall(url, "/health").status == 0, "nothing listens")
            #expect(names(in: home.path) == [])
        }
    }

    @Test func `run gives a command a protected platform and leaves nothing`() throws {
        let verified = try Run.molecule("sandbox", "run", "--", "molecule", "admin-token", "verify", home: home)
        #expect(verified.status == 0, "\(verified.error)")
        let open = try Run.molecule(
            "sandbox", "run", "--open", "--", "sh", "-c", "ADMIN_TOKEN=x-y molecule admin-token verify", home: home)
        #expect(open.status == 12)
        let shown = try Run.molecule(
            "sandbox", "run", "--", "sh", "-c",
            "echo $MOLECULE_API_URL; test -n \"$ADMIN_TOKEN\" && test -e \"$MOLECULE_SANDBOX_ENV_FILE\" && kill -0 $MOLECULE_SANDBOX_PID && echo $MINE",
            home: home, environment: ["MINE": "passed"])
        let lines = shown.output.split(separator: "\n").map(String.init)
        #expect(lines.count == 2 && lines.last == "passed", "\(shown.output)")
        #expect(WebCall(lines.first ?? "", "/health").status == 0, "nothing listens afterwards")
        #expect(names(in: home.path) == [])
    }

    @Test func `run can be rotated in`() throws {
        let line = """
            printf %s "$ADMIN_TOKEN" | molecule keys add a --kind admin-token --origin "$MOLECULE_API_URL" --from-stdin -q &&
            molecule admin-token rotate --key a --to env-file:$MOLECULE_SANDBOX_ENV_FILE --then 'kill -HUP '$MOLECULE_SANDBOX_PID --yes -q &&
            molecule admin-token verify -q
            """
        let run = try Run.molecule("sandbox", "run", "--", "sh", "-c", line, home: home)
        #expect(run.status == 4, "the one in the environment is the old one: \(run.error)")
        #expect(try Run.molecule("rotations", "list", home: home).output.contains("completed"))
    }

    @Test func `run passes statuses and signals on`() throws {
        #expect(try Run.molecule("sandbox", "run", "--", "sh", "-c", "exit 42", home: home).status == 42)
        #expect(try Run.molecule("sandbox", "run", "--", "sh", "-c", "kill -TERM $$", home: home).status == 143)
        #expect(try Run.molecule("sandbox", "run", "--", "no-such-program", home: home).status == 6)
        #expect(try Run.molecule("sandbox", "run", home: home).status == 2)
        for (signal, status) in [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)] {
            let running = try Background.molecule(
                "sandbox", "run", "--", "sh", "-c", "echo $$ $MOLECULE_API_URL; exec sleep 30", home: home)
            #expect(running.until { $0.output.hasSuffix("\n") })
            let words = running.output.split { $0 == " " || $0 == "\n" }.map(String.init)
            let child = try #require(Int32(words.first ?? ""))
            running.signal(signal)
            #expect(running.end(deadline: 120).status == status)
            #expect(kill(child, 0) != 0, "the child has ended too")
            #expect(WebCall(words.last ?? "", "/health").status == 0)
            #expect(names(in: home.path) == [])
        }
    }

    @Test func `the tour ends with what it started when it is interrupted`() throws {
        let tour = try Background.molecule("sandbox", "tour", home: home)
        #expect(tour.until { $0.output.contains("MOLECULE_API_URL=http") })
        let address = try #require(tour.output.range(of: "MOLECULE_API_URL=").map { tour.output[$0.upperBound...] })
        let url = String(address.prefix { $0 != "\n" })
        #expect(Wait.until(5) { WebCall(url, "/health").status == 200 })
        tour.signal(SIGINT)
        #expect(tour.end(deadline: 120).status == 130)
        #expect(Wait.until(5) { WebCall(url, "/health").status == 0 }, "nothing listens")
        #expect(names(in: home.path) == [])
    }

    @Test func `every admin route answers`() throws {
        let fixture = try Fixture(["--state", "state"], key: nil)
        let url = fixture.platform.url
        func call(_ method: String, _ path: String, token: String? = Fixture.token, body: String = "") -> Int {
            WebCall(url, path, method: method, token: token, body: body).status
        }
        #expect(call("GET", "/health", token: nil) == 200)
        let list = WebCall(url, "/admin/workspaces", token: Fixture.token).body
        let start = try #require(list.range(of: "\"id\":\"")).upperBound
        let id = String(list[start...].prefix { $0 != "\"" })
        let routes = [
            ("GET", "/admin/workspaces", ""), ("POST", "/admin/workspaces/\(id)/pause", ""),
            ("POST", "/admin/workspaces/\(id)/resume", ""), ("GET", "/admin/metrics", ""),
            ("POST", "/admin/tier-promote", "{\"workspace_id\":\"\(id)\",\"tier\":4}"),
            ("POST", "/admin/workspaces/\(id)/terminate", ""),
        ]
        for (method, path, body) in routes {
            #expect(call(method, path, token: nil, body: body) == 401, "\(path)")
            #expect(call(method, path, token: Fixture.other, body: body) == 401, "\(path)")
            let answer = WebCall(url, path, method: method, token: Fixture.token, body: body)
            #expect(
                answer.status == 200 || path == "/admin/tier-promote" && answer.status == 400, "\(path): \(answer.body)"
            )
        }
        #expect(call("GET", "/admin/nothing") == 404)
    }
}
