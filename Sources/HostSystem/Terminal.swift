import Glibc

/// The terminal, where there is one.
public enum Terminal {
    /// Whether a descriptor is a terminal.
    public static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// The number of columns of the terminal a descriptor is, or `nil` when it is none or does not say.
    public static func width(_ descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// The number of rows of the terminal a descriptor is, or `nil` when it is none or does not say.
    public static func height(_ descriptor: Int32) -> Int? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return nil }
        return Int(size.ws_row)
    }

    /// Why nothing could be read from the terminal.
    public enum PromptFailure: Error, Sendable {
        /// There is no controlling terminal.
        case noTerminal
        /// The input ended, or a signal came, before a line was complete.
        case cancelled
    }

    /// Asks on the controlling terminal and reads one line.
    ///
    /// With `echo: false` nothing typed is shown; the terminal is put back as it was whatever happens, signals
    /// included.
    public static func ask(_ prompt: String, echo: Bool) throws(PromptFailure) -> [UInt8] {
        let number = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard number >= 0 else { throw .noTerminal }
        let terminal = Descriptor(number)
        // From here on a signal ends the wait below, not the process with its terminal as it is.
        SignalWatch.start()
        var saved = termios()
        guard tcgetattr(number, &saved) == 0 else { throw .noTerminal }
        var quiet = saved
        if !echo { quiet.c_lflag &= ~tcflag_t(ECHO) }
        guard tcsetattr(number, TCSAFLUSH, &quiet) == 0 else { throw .noTerminal }
        // A terminal left without echo is a nuisance; there is nobody to tell if this fails.
        defer { _ = tcsetattr(number, TCSAFLUSH, &saved) }
        do {
            try terminal.writeAll(Array(prompt.utf8))
            let line = try readLine(number)
            if !echo { try terminal.writeAll([0x0A]) }
            return line
        } catch { throw .cancelled }
    }

    private static func readLine(_ number: Int32) throws(PromptFailure) -> [UInt8] {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            // The signal may come to another thread, so the wait looks for it.
            var wanted = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
            let isReady = poll(&wanted, 1, 50)
            guard SignalWatch.received == nil else { throw .cancelled }
            guard isReady > 0 else { continue }
            let count = read(number, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { throw .cancelled }
            if byte == 0x0A { return line }
            line.append(byte)
        }
    }
}
