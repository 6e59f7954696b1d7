import Glibc

/// The end of a process at a time, however busy or stuck it is then.
public enum Alarm {
    /// Ends the process with status 0 and without a word after so many milliseconds.
    ///
    /// For what runs while somebody is typing: no answer is better than a late one.
    public static func endQuietly(after milliseconds: Int) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in _exit(0) }
        sigaction(SIGALRM, &action, nil)
        var timer = itimerval()
        timer.it_value.tv_sec = milliseconds / 1000
        timer.it_value.tv_usec = milliseconds % 1000 * 1000
        setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
    }
}
