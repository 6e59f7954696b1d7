import JSON
import Rotation

/// What a plan made from a runbook knows besides what every plan does.
enum RunbookPlanSetting {
    static let shape = "shape"
    static let profile = "profile"
    static let overlapHours = Overlap.setting
    static let oldID = "old_id"
    static let disposable = "disposable"
    static let platform = "platform"
    static let controlPlane = "control_plane"
    static let organization = "organization"
    static let reason = "reason"
    static let platformKeys = RotationSetting.platformKeys
}

extension Runbook.Shape {
    /// The shape as a plan keeps it.
    var planText: String {
        let document: JSONValue = [
            "prefixes": .array(prefixes.map { .string($0) }), "minimum": .integer(Int64(length.lowerBound)),
            "maximum": .integer(Int64(length.upperBound)), "form": .string(form),
        ]
        return document.compact
    }

    /// Reads what `planText` writes.
    init?(planText: String) {
        // A text that is no JSON is the one error, and no shape either.
        guard let document = try? JSONValue.parse(Array(planText.utf8)), let form = document["form"]?.text,
            let minimum = document["minimum"]?.integer, let maximum = document["maximum"]?.integer,
            let prefixes = document["prefixes"]?.items?.compactMap(\.text), 0 <= minimum, minimum <= maximum
        else { return nil }
        self.init(prefixes: prefixes, length: Int(minimum)...Int(maximum), form: form)
    }
}
