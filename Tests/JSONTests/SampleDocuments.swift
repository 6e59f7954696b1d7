import JSON

/// A small generator whose whole sequence follows from its seed (SplitMix64), so that a failure can be had again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Documents of every shape.
enum SampleDocuments {
    static func document(_ generator: inout SeededGenerator, depth: Int = 0) -> JSONValue {
        switch Int.random(in: 0..<(depth < 5 ? 8 : 6), using: &generator) {
        case 0: .null
        case 1: .bool(Bool.random(using: &generator))
        case 2: .integer(integer(&generator))
        case 3: .double(double(&generator))
        case 4, 5: .string(text(&generator))
        case 6: .array((0..<count(&generator)).map { _ in document(&generator, depth: depth + 1) })
        default: object(&generator, depth: depth)
        }
    }

    static func object(_ generator: inout SeededGenerator, depth: Int) -> JSONValue {
        // The number in front keeps the names apart, whatever the rest is.
        .object(
            (0..<count(&generator)).map { index in
                JSONValue.Member("\(index)\(text(&generator))", document(&generator, depth: depth + 1))
            })
    }

    static func text(_ generator: inout SeededGenerator) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<count(&generator) {
            let limit: UInt32 = [0x20, 0x80, 0x100, 0x2100, 0x10000, 0x110000].randomElement(using: &generator) ?? 0x80
            if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &generator)) { scalars.append(scalar) }
        }
        return String(scalars)
    }

    static func integer(_ generator: inout SeededGenerator) -> Int64 {
        Int64(
            bitPattern: UInt64.random(in: 0...UInt64.max, using: &generator)
                >> UInt64.random(in: 0..<64, using: &generator))
    }

    /// A finite number that no integer is: whole ones come back as integers.
    static func double(_ generator: inout SeededGenerator) -> Double {
        let number = Double(bitPattern: UInt64.random(in: 0...UInt64.max, using: &generator))
        return number.isFinite && number != number.rounded() ? number : 0.5
    }

    private static func count(_ generator: inout SeededGenerator) -> Int { Int.random(in: 0..<6, using: &generator) }
}

extension JSONValue {
    /// Equality of what is written: Swift takes differently composed texts as equal, and JSON does not.
    func isWritten(like other: JSONValue) -> Bool { Array(compact.utf8) == Array(other.compact.utf8) }
}
