import Foundation
import TestSupport

/// A platform with an admin token and its six workspaces, and a user who has the token.
struct Fleet {
    static let releases = ["tenant-2026-04", "tenant-2026-05"]
    static let everywhere = releases + ["self-hosted"]
    static let unknown = "0f0e0d0c-0b0a-4908-8706-050403020100"

    let home: TemporaryHome
    let platform: Platform

    init(
        _ surface: String, faults: [String] = [], organization: String? = nil, options: [String] = [],
        isRecorded: Bool = true
    ) throws {
        home = try TemporaryHome()
        try home.write("platform.env", "ADMIN_TOKEN=root-token\n")
        let organization = organization.map { ["--strict-org", $0] } ?? []
        platform = try Platform(
            list: Platform.surface(surface) + faults.flatMap { ["--fault", $0] } + organization + options, home: home,
            isRecorded: isRecorded)
    }

    /// The id of one of the workspaces every sandbox starts with: atlas (1) over atlas-research (2) over atlas-writer
    /// (3), Übersetzung München (4, paused), nightly-reports (5), billing-agent (6, failed).
    static func id(_ number: Int) -> String { "6f1d2c3b-4a5e-4f60-8b7c-00000000000\(number)" }

    /// Runs `molecule workspaces` with the admin token, or with other credentials.
    func run(_ arguments: String..., environment: [String: String] = ["ADMIN_TOKEN": "root-token"]) throws -> Run {
        try Run.molecule(
            ["workspaces"] + arguments + ["--api-url", platform.url], home: home, environment: environment)
    }

    /// Every request the platform has had, as `METHOD PATH STATUS`; it must have been told to log.
    func requests() throws -> [String] {
        try home.read("requests.log").split(separator: "\n").compactMap { line in
            let document = (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
            guard let document, let method = document["method"], let path = document["path"] else { return nil }
            return "\(method) \(path) \(document["status"] ?? "-")"
        }
    }

    /// The options that make the platform log.
    static func logging(_ options: String...) -> [String] { options + ["--log", "requests.log"] }

    /// The file that a run has left.
    func failureFile() throws -> String {
        let directory = home.file("state/molecule/fleets")
        let names = names(in: directory)
        return "\(directory)/\(names.first ?? "nothing")"
    }

    /// The status of a workspace now; `nil` when it is not listed.
    func status(_ number: Int) throws -> String? {
        let items = try run("list", "-o", "json").jsonItems
        return items.first { $0["id"] as? String == Fleet.id(number) }?["status"] as? String
    }
}

extension Run {
    /// The document on standard output.
    var jsonObject: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(output.utf8))) as? [String: Any] ?? [:]
    }

    /// The items of the list on standard output.
    var jsonItems: [[String: Any]] { jsonObject["items"] as? [[String: Any]] ?? [] }

    /// The objects on standard output, one a line.
    var jsonLines: [[String: Any]] {
        output.split(separator: "\n").compactMap {
            (try? JSONSerialization.jsonObject(with: Data($0.utf8))) as? [String: Any]
        }
    }

    /// What a run over many says in the end under `-o json`.
    var summary: [String: Any] {
        for line in error.split(separator: "\n") {
            let document = (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
            if let summary = document?["summary"] as? [String: Any] { return summary }
        }
        return [:]
    }

    /// The cells of the first line on standard output.
    var tsvCells: [String] {
        output.split(separator: "\n").first?.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            ?? []
    }
}
