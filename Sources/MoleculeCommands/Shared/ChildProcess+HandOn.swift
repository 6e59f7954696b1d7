import HostSystem

extension ChildProcess.Ending {
    /// Ends us as the command ended that was run in our place; nothing where it ended well.
    func handOn() throws(Failure) {
        switch self {
        case .exited(0): return
        case .exited(let status): throw .childStatus(status)
        case .signalled(let number): throw .childSignal(number)
        case .timedOut: throw .signalled(SignalWatch.received ?? 15, hint: nil)
        }
    }
}
