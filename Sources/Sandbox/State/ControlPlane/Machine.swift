import JSON

/// One machine that runs a workspace.
struct Machine: Sendable {
    let id: String
    let workspaceID: String
    let organizationID: String
    let runtime: String
    let address: String
    /// When it runs, on the clock that never jumps.
    let due: Int64
    var isTerminated = false
    /// Whether its data went with it.
    var isPruned = false

    init(workspaceID: String, organizationID: String, runtime: String, seconds: Double) {
        id = "i-" + Identifier.random().replacing("-", with: "").prefix(17)
        self.workspaceID = workspaceID
        self.organizationID = organizationID
        self.runtime = runtime
        address = "10.0.\(UInt8.random(in: 0...255)).\(UInt8.random(in: 4...254))"
        due = Monotonic.nanoseconds + Int64(seconds * 1e9)
    }

    /// A state of EC2.
    var state: String { isTerminated ? "terminated" : Monotonic.nanoseconds < due ? "pending" : "running" }

    /// Whether a text has the form of a machine's id: `i-` and 8 to 17 hexadecimal digits.
    static func isValid(_ id: String) -> Bool {
        let digits = id.utf8.dropFirst(2)
        let isDigit = { (byte: UInt8) in
            (0x30...0x39).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
        return id.hasPrefix("i-") && (8...17).contains(digits.count) && digits.allSatisfy(isDigit)
    }
}
