import JSON

/// Which rotation a value came from that another secret manager keeps, and what the value is called.
struct RotationMark {
    let rotation: String
    let fingerprint: Fingerprint

    init(rotation: String, fingerprint: Fingerprint) {
        self.rotation = rotation
        self.fingerprint = fingerprint
    }

    /// The mark as it stands in the file of an entry.
    var document: JSONValue { ["rotation": .string(rotation), "fingerprint": .string(fingerprint.text)] }

    /// Reads what `document` writes; `nil` for anything else.
    init?(_ document: JSONValue) {
        guard let rotation = document["rotation"]?.text,
            let fingerprint = document["fingerprint"]?.text.flatMap({ Fingerprint(text: $0) })
        else { return nil }
        self.init(rotation: rotation, fingerprint: fingerprint)
    }
}
