import Glibc
import Synchronization

/// Notes that SIGINT, SIGTERM or SIGHUP came, so that work in progress can end at a safe place.
public enum SignalWatch {
    private static let pending = Atomic<Int32>(0)
    private static let hangups = Atomic<Int>(0)
    /// How many of the signals that ask to stop have come.
    private static let requests = Atomic<Int>(0)
    /// Whether even repeated signals only count.
    private static let isPatient = Atomic<Bool>(false)
    /// The process group of a child that runs for us; 0 when there is none.
    private static let childGroup = Atomic<Int32>(0)

    /// From now on SIGINT and SIGTERM are noted instead of ending the process.
    ///
    /// A second one of either still ends it, with the child that runs: someone who asks twice does not want to wait.
    public static func start() {
        // The statics are made here, not first inside a handler, where making them would not be safe.
        _ = pending.load(ordering: .relaxed)
        _ = childGroup.load(ordering: .relaxed)
        _ = requests.load(ordering: .relaxed)
        _ = isPatient.load(ordering: .relaxed)
        handle(SIGINT)
        handle(SIGTERM)
        handle(SIGHUP)
    }

    /// From now on, until `false` is given, no number of signals ends the process: what is under way must be brought to
    /// its end.
    ///
    /// Whoever asks for this looks at `requestCount`, and is quick.
    public static func setPatient(_ patient: Bool) { isPatient.store(patient, ordering: .relaxed) }

    /// How many signals that ask to stop have come.
    public static var requestCount: Int { requests.load(ordering: .relaxed) }

    /// From now on SIGQUIT, which a terminal sends for Ctrl-\, asks to stop as well.
    public static func startNotingQuit() { handle(SIGQUIT) }

    /// From now on SIGHUP is counted instead of ending the process.
    public static func startCountingHangups() {
        _ = hangups.load(ordering: .relaxed)
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in
            _ = SignalWatch.hangups.add(1, ordering: .relaxed)
        }
        sigaction(SIGHUP, &action, nil)
    }

    /// The signal that came, or `nil`.
    public static var received: Int32? {
        let number = pending.load(ordering: .relaxed)
        return number == 0 ? nil : number
    }

    /// Names the process group that ends with us when a second signal ends us, or 0 for none: a child that went on alone
    /// would act when nobody knows of it any more.
    static func setChildGroup(_ group: Int32) { childGroup.store(group, ordering: .relaxed) }

    /// How many times SIGHUP came.
    public static var hangupCount: Int { hangups.load(ordering: .relaxed) }

    /// Ends the process by the signal itself, so that a calling shell sees what happened.
    public static func die(by number: Int32) -> Never {
        signal(number, SIG_DFL)
        kill(getpid(), number)
        // Reached only when the signal is blocked.
        _exit(128 + number)
    }

    /// A write to a pipe that nobody reads becomes an error instead of the end of the process.
    public static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

    private static func handle(_ number: Int32) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { number in
            let (first, _) = SignalWatch.pending.compareExchange(expected: 0, desired: number, ordering: .relaxed)
            _ = SignalWatch.requests.add(1, ordering: .relaxed)
            guard !first, !SignalWatch.isPatient.load(ordering: .relaxed) else { return }
            let group = SignalWatch.childGroup.load(ordering: .relaxed)
            if group > 0 { kill(-group, SIGKILL) }
            signal(number, SIG_DFL)
            kill(getpid(), number)
        }
        sigaction(number, &action, nil)
    }
}
