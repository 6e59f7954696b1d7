import Foundation

/// A server with TLS and three workspaces, in a process of its own, that ends its connections where servers do.
public final class TLSStandIn {
    /// How it ends them.
    public enum Mode: String, Sendable {
        /// Behind a proxy: the first tunnel ends when a change has come, and the proxy makes no other.
        case tunnel
        /// It speaks HTTP/2: each connection goes away after two requests, and says that it has not handled the next.
        case goaway
    }

    /// The port it listens on, at loopback.
    public let port: Int
    private let process: Background

    /// Starts it; the home has `Certificates`.
    public init(_ mode: Mode, home: TemporaryHome) throws {
        guard let python = Binary.tool("python3") else { throw POSIXError(.ENOENT) }
        try home.write("stand-in.py", TLSStandIn.script)
        process = try Background(
            python, ["stand-in.py", mode.rawValue], environment: home.environment, directory: home.path)
        let hasPort = process.until { $0.output.contains("\n") }
        guard hasPort else { throw POSIXError(.EADDRNOTAVAIL) }
        port = process.output.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0
    }

    /// What it has heard and done, in order.
    public var log: [String] { process.output.split(separator: "\n").dropFirst().map(String.init) }

    deinit { process.signal(SIGKILL) }

    private static let script = #"""
        import json, socket, ssl, sys, threading
        mode, workspace = sys.argv[1], "6f1d2c3b-4a5e-4f60-8b7c-%012d"
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("server.pem", "server.key")
        log = lambda *words: print(*words, flush=True)
        count, lock, paused = 0, threading.Lock(), set()

        def head(stream):
            data = b""
            while b"\r\n\r\n" not in data:
                piece = stream.recv(4096)
                if not piece: return None
                data += piece
            return data.split(b"\r\n")[0].decode()

        # The first tunnel is made, and ends when a change has come; for every later one the proxy knows no server.
        def tunnel(connection, number):
            log("proxy", head(connection))
            if number > 1:
                return connection.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            stream = context.wrap_socket(connection, server_side=True)
            while True:
                line = head(stream)
                log("server", line)
                if line is None or not line.startswith("GET "): return stream.shutdown(socket.SHUT_RDWR)
                body = json.dumps([{"id": workspace % 1, "name": "w1", "status": "online"}]
                    if line.startswith("GET /workspaces ") else {"tokens": []}).encode()
                stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

        def exactly(stream, length):
            data = b""
            while len(data) < length:
                piece = stream.recv(length - len(data))
                if not piece: raise ConnectionError
                data += piece
            return data

        # HTTP/2 as far as it takes: each connection handles two requests and then goes away, as servers do after some time,
        # and says that it has not handled the next. Of a request's fields the method stands first, then the path, which is text.
        def goaway(connection, number):
            stream = context.wrap_socket(connection, server_side=True)
            def frame(kind, flags, at, payload=b""):
                stream.sendall(len(payload).to_bytes(3, "big") + bytes([kind, flags]) + at.to_bytes(4, "big") + payload)
            exactly(stream, 24)
            frame(4, 0, 0)
            handled, last = 0, 0
            while True:
                length = int.from_bytes(exactly(stream, 3), "big")
                kind, flags = exactly(stream, 2)
                at = int.from_bytes(exactly(stream, 4), "big")
                payload = exactly(stream, length)
                if kind == 4 and not flags & 1: frame(4, 1, 0)
                if kind != 1: continue
                start = 5 if flags & 32 else 0
                while payload[start] & 0xE0 == 0x20: start += 1
                is_post, path = payload[start] == 0x83, payload[start + 3 : start + 3 + (payload[start + 2] & 127)]
                if handled == 2:
                    log("refused", "POST" if is_post else "GET", path.hex())
                    frame(7, 0, 0, last.to_bytes(4, "big") + bytes(4))
                    return stream.unwrap()
                handled, last = handled + 1, at
                log("handled", "POST" if is_post else "GET", path.hex())
                with lock:
                    if is_post: paused.add(path)
                    state = "paused" if len(paused) == 3 else "online"
                if len(path) < 12:
                    body = [{"id": workspace % i, "name": "w%d" % i, "status": state} for i in (1, 2, 3)]
                else:
                    body = {"id": workspace % 1, "status": "paused" if is_post else "online", "paused_count": 1}
                frame(1, 4, at, b"\x88\x0f\x10\x10application/json")
                frame(0, 1, at, json.dumps(body).encode())

        if mode == "goaway": context.set_alpn_protocols(["h2"])
        def serve(connection, number):
            try:
                (goaway if mode == "goaway" else tunnel)(connection, number)
                connection.close()
            except Exception as error: log("ended", type(error).__name__, error)
        listener = socket.create_server(("127.0.0.1", 0))
        log("port", listener.getsockname()[1])
        while True:
            connection, _ = listener.accept()
            count += 1
            threading.Thread(target=serve, args=(connection, count), daemon=True).start()
        """#
}
