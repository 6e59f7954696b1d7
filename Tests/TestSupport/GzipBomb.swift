/// A gigabyte of zeros, packed.
public enum GzipBomb {
    /// A gzip stream with a ratio of 159: one literal, then matches of length 258 at distance 1, in the fixed Huffman code
    /// (RFC 1951, 3.2.6).
    ///
    /// Eight matches of 13 bits are 13 bytes for 2,064.
    public static let gigabyte: [UInt8] = {
        var bits: [UInt8] = [1, 1, 0] + [0, 0, 1, 1, 0, 0, 0, 0]
        let match: [UInt8] = [1, 1, 0, 0, 0, 1, 0, 1] + [0, 0, 0, 0, 0]
        for _ in 0..<16 { bits += match }
        let bytes = (0..<15).map { byte in (0..<8).reduce(UInt8(0)) { $0 | bits[byte * 8 + $1] << $1 } }
        var bomb: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + bytes[..<2]
        for _ in 0..<(1024 << 20) / 2064 { bomb += bytes[2...] }
        return bomb
    }()
}
