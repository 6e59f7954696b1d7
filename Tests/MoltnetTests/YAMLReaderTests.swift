import Testing

@testable import Moltnet

@Suite("The reader of configuration texts")
struct YAMLReaderTests {
    static let seed = """
        version: moltnet.v1
        network:
          id: shared_lab
          name: Shared Lab
        server:
          listen_addr: ":8787"
          allowed_origins:
          - https://moltnet.example.com
        auth:
          mode: bearer  # closed
          tokens:
            - id: operator-main
              value: "aaaa"
              scopes: [observe, write, admin]

            # the node
            - id: attachment-alpha
              value: 'bbbb'
              scopes: [attach, write]
              agents: [alpha]
        storage:
          kind: sqlite
          sqlite: {path: .moltnet/moltnet.db}
        rooms:
          - id: general
            members: [alpha]
        """

    @Test("reads the seed's file with its places")
    func seed() throws {
        let server = MoltnetServerDocument(try YAMLDocument(Array(YAMLReaderTests.seed.utf8)))
        #expect(server.networkID == "shared_lab")
        #expect(server.listenAddress == ":8787")
        #expect(server.authMode == .bearer)
        #expect(server.tokens.map(\.id) == ["operator-main", "attachment-alpha"])
        #expect(server.tokens.map(\.line) == [12, 17])
        #expect(server.tokens.map(\.use) == [.operator, .attachment])
        #expect(server.tokens.map(\.agents) == [[], ["alpha"]])
        #expect(server.tokens[1].scalar?.line == 18)
        #expect(server.rooms == ["general"])
        #expect(server.holdsSecret)
    }
}
