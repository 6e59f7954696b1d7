import HostSystem

extension World {
    /// Asks a person; `--yes` answers for one.
    ///
    /// Where nobody can answer, the command is refused, not assumed.
    func confirm(_ question: String) throws(Failure) {
        if settings.isConfirmed { return }
        guard !settings.isUnattended else {
            throw .refused("A confirmation is needed, and nobody may be asked.", hint: "Add --yes if this is meant.")
        }
        let answer: [UInt8]
        do { answer = try ask("\(question) [y/N] ", true) } catch {
            if let number = SignalWatch.received { throw .signalled(number, hint: nil) }
            throw .refused("A confirmation is needed, and there is nobody to ask.", hint: "Add --yes if this is meant.")
        }
        guard ["y", "yes"].contains(String(decoding: answer, as: UTF8.self).lowercased()) else {
            throw .refused("Nothing was done.", hint: "Answer y, or add --yes.")
        }
    }
}
