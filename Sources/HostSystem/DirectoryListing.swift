import Glibc

/// What a directory of the kernel's holds.
enum DirectoryListing {
    /// The names that are numbers, as processes and descriptors have; none where it cannot be read.
    static func numbers(_ path: String) -> [Int32] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var numbers: [Int32] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if let number = Int32(name) { numbers.append(number) }
        }
        return numbers
    }
}
