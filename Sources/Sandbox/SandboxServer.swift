import HostSystem

/// A Molecule AI platform on loopback, for tests and tours.
///
/// Prints nothing.
public final class SandboxServer: Sendable {
    private let configuration: SandboxConfiguration
    private let address: LoopbackAddress
    private let platform: Platform
    private let engine: HTTPEngine

    /// Checks the settings and reads the environment file and the saved state.
    ///
    /// Does not listen yet.
    ///
    /// - Throws: `SandboxError` for an address off loopback, a setting out of range, an environment file that exists
    ///   and cannot be read, saved state that cannot be used, or a log or record that
    ///   cannot be opened.
    public init(_ configuration: SandboxConfiguration) throws(SandboxError) {
        try configuration.check()
        address = try LoopbackAddress(configuration.address)
        let platform = try Platform(configuration)
        self.configuration = configuration
        self.platform = platform
        engine = HTTPEngine(
            limits: HTTPLimits(seconds: configuration.idleTimeout, connections: configuration.maximumConnections)
        ) { request, peer in platform.action(for: request, from: peer) }
    }

    /// The port in use; before `start`, the one that was asked for.
    public var port: UInt16 { engine.port ?? configuration.port }

    /// The base URL without a trailing slash, such as `http://127.0.0.1:8080`.
    public var url: String { "http://\(address.urlHost):\(port)" }

    /// Listens, and answers from then on.
    ///
    /// - Throws: `cannotListen` when the system refuses the port, `alreadyStarted` on a second call.
    public func start() throws(SandboxError) { try engine.start(on: address, port: configuration.port) }

    /// Reads the environment file again and forgets the rate limits, as a restarted server would.
    ///
    /// Requests that have arrived are finished with the old value. When the file exists but cannot be read the old
    /// value stays.
    public func reload() { platform.reload() }

    /// Takes no more connections and lets answers in progress finish, unless a fault delays them.
    ///
    /// Returns when all is closed, after 3 seconds at the latest. May be called more than once.
    public func stop() { engine.stop() }
}
