import Foundation
import TestSupport

/// What a hostile server does with a request, and what the commands make of it.
struct HostileReply: Sendable {
    /// How a reply is to be understood.
    enum Meaning: Sendable {
        /// No whole answer comes.
        case lost
        /// The answer is one of success, and its body is none of the operation's.
        case garbage
        /// It sends the caller elsewhere.
        case redirect
        /// It refuses the credential.
        case refusal
        /// A web page.
        case page
        /// The server is in trouble.
        case trouble
        /// A list without items.
        case empty
        /// A status that no operation has.
        case strange

        /// The exit status of a command.
        func status(of command: HostileCommand) -> Int32 {
            switch (self, command) {
            case (.lost, _), (.redirect, _), (.trouble, _): 9
            case (.garbage, .mint): 9
            case (.garbage, .door), (.garbage, .verify): 12
            case (.garbage, _), (.strange, .mint), (.strange, .list), (.strange, .tenants): 1
            case (.refusal, .door): 12
            case (.refusal, _): 4
            case (.page, .mint): 9
            case (.page, _): 6
            case (.empty, .mint): 9
            case (.empty, .door), (.empty, .verify): 12
            case (.empty, _): 0
            case (.strange, _): 12
            }
        }
    }

    let name: String
    let meaning: Meaning
    /// Whether it makes the client wait, so that a short deadline is in place.
    let isSlow: Bool
    /// Exit statuses that differ from those of the meaning.
    let exceptions: [HostileCommand: Int32]
    /// The commands that it is tried on.
    let commands: [HostileCommand]
    let script: HostileServer.Script

    init(
        _ name: String, _ meaning: Meaning, isSlow: Bool = false, except exceptions: [HostileCommand: Int32] = [:],
        commands: [HostileCommand] = HostileCommand.allCases, _ script: @escaping HostileServer.Script
    ) {
        (self.name, self.meaning, self.isSlow, self.commands) = (name, meaning, isSlow, commands)
        (self.exceptions, self.script) = (exceptions, script)
    }

    /// A reply of these bytes, after which the connection is closed.
    static func bytes(
        _ name: String, _ meaning: Meaning, _ text: String, except exceptions: [HostileCommand: Int32] = [:],
        commands: [HostileCommand] = HostileCommand.allCases
    ) -> HostileReply {
        HostileReply(name, meaning, except: exceptions, commands: commands) { peer, _ in
            peer.send(text)
            return false
        }
    }

    /// A head of status 200 for JSON, with these fields, and what follows it.
    static func head(_ fields: String..., body: String = "[]") -> String {
        (["HTTP/1.1 200 OK", "Content-Type: application/json"] + fields + ["", ""]).joined(separator: "\r\n") + body
    }

    /// The exit status that a command must have.
    func status(of command: HostileCommand) -> Int32 { exceptions[command] ?? meaning.status(of: command) }
}
