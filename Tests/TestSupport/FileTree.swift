import Foundation

/// Everything below a directory: to see that a command changed nothing, and to search what it left.
public struct FileTree: Equatable, Sendable {
    /// What is known of one file.
    public struct Item: Equatable, Sendable {
        /// `d`, `f`, `l` or `?` and the mode in octal.
        public let mode: String
        /// The content of a regular file, or the target of a link.
        public let content: Data
        /// A file that was replaced by an equal one has another number.
        public let number: UInt64
    }

    /// The items by their paths below the directory.
    public let items: [String: Item]

    /// Puts a tree together.
    public init(items: [String: Item]) { self.items = items }

    /// Reads a directory.
    public init(_ path: String) throws {
        var items: [String: Item] = [:]
        for name in FileManager.default.enumerator(atPath: path)?.compactMap({ $0 as? String }) ?? [] {
            let file = "\(path)/\(name)"
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: file) else { continue }
            let mode = String((attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0, radix: 8)
            let number = (attributes[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0
            switch attributes[.type] as? FileAttributeType {
            case .typeRegular?:
                items[name] = Item(
                    mode: "f\(mode)", content: FileManager.default.contents(atPath: file) ?? Data(), number: number)
            case .typeDirectory?: items[name] = Item(mode: "d\(mode)", content: Data(), number: number)
            case .typeSymbolicLink?:
                let target = try FileManager.default.destinationOfSymbolicLink(atPath: file)
                items[name] = Item(mode: "l\(mode)", content: Data(target.utf8), number: number)
            default: items[name] = Item(mode: "?\(mode)", content: Data(), number: number)
            }
        }
        self.items = items
    }

    /// The paths of files whose content has one of these texts.
    public func files(containing texts: [String]) -> [String] {
        let needles = texts.map { Data($0.utf8) }
        return items.filter { item in needles.contains { item.value.content.range(of: $0) != nil } }.map(\.key).sorted()
    }
}
