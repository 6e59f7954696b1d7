import Glibc

/// What the system knows about its users.
public enum UserDatabase {
    /// The home directory of the effective user, as the system has it.
    public static var homeDirectory: String? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16 << 10)
        guard getpwuid_r(geteuid(), &entry, &buffer, buffer.count, &found) == 0, found != nil, let path = entry.pw_dir
        else { return nil }
        let home = String(cString: path)
        return home.hasPrefix("/") ? home : nil
    }
}
