import JSON

/// The rules for the fields of a workspace, which creating and changing share.
enum WorkspaceFields {
    private static let forbidden = "{}[]|>*&!".unicodeScalars
    private static let systemDirectories = ["etc", "var", "proc", "sys", "dev", "boot", "sbin", "bin", "lib", "usr"]
    private static let maximumLength = ["name": 255, "role": 1_000, "model": 100, "runtime": 100]

    /// What is wrong with the texts, in the order the server looks.
    static func defect(_ fields: [(name: String, value: String)]) -> String? {
        for (name, value) in fields where value.unicodeScalars.contains(where: { $0 == "\r" || $0 == "\n" }) {
            return "\(name) must not contain newline characters"
        }
        for (name, value) in fields where name == "name" || name == "role" {
            if value.unicodeScalars.contains(where: { forbidden.contains($0) }) {
                return "\(name) contains invalid characters"
            }
        }
        for (name, value) in fields {
            guard let length = maximumLength[name], value.utf8.count > length else { continue }
            return "\(name) must be at most \(length) characters"
        }
        return nil
    }

    /// Whether a workspace may work in a directory of the server's machine.
    static func isUsable(directory: String) -> Bool {
        guard directory.hasPrefix("/"), !directory.contains("..") else { return false }
        let first = directory.split(separator: "/").first.map { String($0) } ?? ""
        return !systemDirectories.contains(first)
    }

    /// What is wrong with access to a directory; `nil` when it may be had.
    static func isUsable(access: String, directory: String?) -> Bool {
        switch access {
        case "", "none": true
        case "read_only", "read_write": directory.map { !$0.isEmpty } ?? false
        default: false
        }
    }

    /// Whether a template's folder would lie outside the template root.
    static func isEscaping(template: String) -> Bool {
        template.hasPrefix("/") || template.split(separator: "/").contains("..")
    }

    private static let instanceTypes = [
        "t3.medium", "t3.large", "t3.xlarge", "t3.2xlarge", "m6i.large", "m6i.xlarge", "c6i.xlarge",
    ]

    /// What is wrong with the wishes for a machine, since May.
    static func defect(compute: RequestBody) throws(Refusal) -> String? {
        if let type = try compute.text("instance_type"), !type.isEmpty, !instanceTypes.contains(type) {
            return "unsupported compute.instance_type"
        }
        if let size = try compute.body("volume")?.integer("root_gb"), size != 0, !(30...500).contains(size) {
            return "compute.volume.root_gb must be between 30 and 500"
        }
        if let display = try compute.body("display"), let defect = try defect(display: display) { return defect }
        if let persistence = try compute.text("data_persistence"), !["", "persist", "ephemeral"].contains(persistence) {
            return "unsupported compute.data_persistence (want persist|ephemeral)"
        }
        return nil
    }

    private static func defect(display: RequestBody) throws(Refusal) -> String? {
        let modes = ["", "none", "desktop-control", "gpu-desktop-control"]
        if let mode = try display.text("mode"), !modes.contains(mode) { return "unsupported compute.display.mode" }
        if let name = try display.text("protocol"), !["", "dcv", "novnc"].contains(name) {
            return "unsupported compute.display.protocol"
        }
        let width = try display.integer("width") ?? 0, height = try display.integer("height") ?? 0
        if width < 0 || height < 0 { return "compute.display width/height must be non-negative" }
        if width != 0, !(800...3_840).contains(width) { return "compute.display.width must be between 800 and 3840" }
        if height != 0, !(600...2_160).contains(height) {
            return "compute.display.height must be between 600 and 2160"
        }
        return nil
    }

    /// The wishes as they are stored: how data persists is not.
    static func stored(compute: JSONValue) -> JSONValue {
        .object((compute.members ?? []).filter { $0.name != "data_persistence" })
    }
}
