import Glibc

/// A reader of what others wrote, attacked by libFuzzer with bytes it makes up.
///
/// A target calls the reader and then asks for what must hold of whatever it answered: not only that nothing crashed.
enum FuzzTarget: String, CaseIterable {
    case answers
    case arguments
    case environmentFile = "environment-file"
    case journal
    case json
    case keyEntry = "key-entry"
    case moltnet
    case runbook

    /// The target this process attacks: one program holds them all, so that one build serves all of them.
    static let chosen: FuzzTarget = {
        let name = getenv("MOLECULE_FUZZ_TARGET").map { String(cString: $0) } ?? ""
        guard let target = FuzzTarget(rawValue: name) else {
            fatalError("MOLECULE_FUZZ_TARGET must be one of \(allCases.map(\.rawValue))")
        }
        return target
    }()

    /// Runs the target once.
    func run(_ bytes: [UInt8]) {
        switch self {
        case .answers: attackAnswers(bytes)
        case .arguments: attackArguments(bytes)
        case .environmentFile: attackEnvironmentFile(bytes)
        case .journal: attackJournal(bytes)
        case .json: attackJSON(bytes)
        case .keyEntry: attackKeyEntry(bytes)
        case .moltnet: attackMoltnet(bytes)
        case .runbook: attackRunbook(bytes)
        }
    }
}

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    FuzzTarget.chosen.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// Ends the process where something that must hold does not: to libFuzzer that is a finding.
func require(_ condition: Bool, _ what: @autoclosure () -> String) {
    if !condition { fatalError("finding: \(what())") }
}
