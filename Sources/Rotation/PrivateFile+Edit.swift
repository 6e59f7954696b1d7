import HostSystem

extension PrivateFile {
    /// Changes a file under its lock, as a step of a rotation.
    ///
    /// `change` reads the file and returns what it was and what it is to be. What is as it should be already is made
    /// durable, and not written.
    public static func edit(
        _ path: String, _ change: () throws(StepFailure) -> (old: [UInt8], new: [UInt8])
    ) throws(StepFailure) {
        let lock: FileLock
        let file: PrivateFile
        do throws(FileFailure) {
            file = try PrivateFile(path: path)
            // The directory itself is the lock: two rotations may share a file, and a lock file would be litter here.
            lock = try FileLock.acquire(on: file.directory, wait: .seconds(10))
            try file.removeLeftovers()
        } catch { throw StepFailure(error) }
        defer { withExtendedLifetime(lock) {} }
        let (old, new) = try change()
        do throws(FileFailure) {
            // A writer that was killed may have put it there without making the name durable.
            if old == new { try file.directory.synchronize() } else { try file.write(new) }
        } catch { throw StepFailure(error) }
    }
}
