import Glibc

/// A value that must not be shown.
///
/// It has no description, no reflection, no coding and cannot be interpolated; its bytes are reached through `reveal`
/// alone, so one search lists every place that touches them. The memory is wiped when the last reference goes.
public final class Secret: Sendable, CustomReflectable {
    // Written only in init and wiped only in deinit, when nobody else can hold it.
    private nonisolated(unsafe) let storage: UnsafeMutableBufferPointer<UInt8>

    /// Takes a copy of the bytes.
    public init(_ bytes: [UInt8]) {
        storage = .allocate(capacity: bytes.count)
        _ = storage.initialize(from: bytes)
    }

    deinit {
        if let address = storage.baseAddress { explicit_bzero(address, storage.count) }
        storage.deallocate()
    }

    /// The only door to the bytes.
    public func reveal<Result, Failure: Error>(_ body: ([UInt8]) throws(Failure) -> Result) throws(Failure) -> Result {
        try body(Array(storage))
    }

    /// The length in bytes.
    public var count: Int { storage.count }

    /// Whether two secrets have the same bytes; takes time that depends on the lengths alone.
    public func matches(_ other: Secret) -> Bool {
        guard storage.count == other.storage.count else { return false }
        var difference: UInt8 = 0
        for index in 0..<storage.count { difference |= storage[index] ^ other.storage[index] }
        return difference == 0
    }

    /// Nothing: a dump of anything that holds a secret shows no bytes.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension DefaultStringInterpolation {
    /// A secret cannot be interpolated.
    @available(*, unavailable, message: "a secret cannot be put into text")
    public mutating func appendInterpolation(_ secret: Secret) {}
}
