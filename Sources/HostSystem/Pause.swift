/// Waiting without holding a thread.
public enum Pause {
    /// Waits; a cancelled task returns at once.
    public static func nap(milliseconds: Int) async {
        // Cancellation is the only error, and it means the wait is over.
        try? await Task.sleep(for: .milliseconds(milliseconds))
    }
}
