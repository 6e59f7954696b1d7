import JSON

/// What machines that are provisioned from now on run.
///
/// The contract leaves its members open; these are what the provisioner looks pins up by.
struct Pin: Sendable {
    let runtime: String
    /// Of a machine image only.
    var region: String?
    /// The machine image, or the container image.
    let image: String
    let updatedAt = Moment.now

    /// With the name that the image goes by.
    func json(_ name: String) -> JSONValue {
        var members: JSONValue = ["runtime": .string(runtime)]
        if let region { members = members.adding("region", .string(region)) }
        return members.adding(name, .string(image)).adding("pinned_by", "cp-admin")
            .adding("updated_at", .string(updatedAt.text))
    }
}

extension [Pin] {
    /// Puts a pin in place of the one for the same runtime and region.
    mutating func promote(_ pin: Pin) {
        removeAll { $0.runtime == pin.runtime && $0.region == pin.region }
        append(pin)
    }
}
