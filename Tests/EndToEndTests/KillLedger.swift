import Foundation
import TestSupport

/// What a power cut would take away: bytes written but not yet synchronised, and names whose directory was not.
///
/// A kill alone cannot tell, since the kernel keeps what a dead process wrote. The ledger lives through a kill and the
/// run that follows it: what the first did not make durable, the second must not take for granted.
struct KillLedger {
    private let home: String
    private var files: Set<String> = []
    private var directories: Set<String> = []
    /// Those of them in which the name of a journal, or of a directory on the way to it, may still be lost.
    private var journalDirectories: Set<String> = []
    /// Whether the run has opened its journal: what it asks and tries before that changes nothing.
    private var hasJournal = false
    private(set) var problems: [String] = []

    /// The program's own directories, and the files of destinations with what lies beside them for a while.
    private let kept: [String]

    init(_ lab: KillLab) {
        home = lab.home.path
        let files = lab.scene.places.compactMap { $0.file?.name }
        kept = ["config", "state"] + files + files.map { ".\($0)" }
    }

    /// Adds the calls of one run.
    mutating func add(_ calls: [SystemCall]) {
        hasJournal = false
        for call in calls { add(call) }
    }

    private mutating func add(_ call: SystemCall) {
        let isOpening = call.name == "ftruncate" || call.name.hasPrefix("rename")
        if isOpening, call.target.hasSuffix(".journal") { hasJournal = true }
        switch call.name {
        case "write", "pwrite64", "writev":
            if isKept(call.target) { files.insert(call.target) }
        case "fsync", "fdatasync":
            files.remove(call.target)
            directories.remove(call.target)
            journalDirectories.remove(call.target)
        case "mkdirat", "mkdir":
            if isKept(call.target) { named(call.target) }
        case "renameat", "renameat2", "rename": renamed(to: call.target)
        case "execve": acting(call.name)
        default: break
        }
    }

    private mutating func renamed(to path: String) {
        let name = (path as NSString).lastPathComponent
        let temporary = "\(parent(path))/.\(name).molecule-new"
        if files.remove(temporary) != nil { problems.append("\(name) got its name before its bytes were on the disk") }
        if !name.hasSuffix(".journal") { acting("a rename of \(name)") }
        if isKept(path) { named(path) }
    }

    /// A name is new in its directory.
    private mutating func named(_ path: String) {
        directories.insert(parent(path))
        if path.hasPrefix("\(home)/state") { journalDirectories.insert(parent(path)) }
    }

    /// Before anything outside the journal is touched, the journal must say so on the disk.
    private mutating func acting(_ what: String) {
        guard hasJournal else { return }
        if let path = files.first(where: { $0.hasSuffix(".journal") }) {
            problems.append("\(what) before the last record of \((path as NSString).lastPathComponent) was on the disk")
        }
        if let path = journalDirectories.first {
            problems.append("\(what) before the names in \(path) were on the disk")
        }
    }

    /// What is not on the disk although the rotation has ended.
    ///
    /// A journal that loses its last record is resumed once
    /// more, which finds everything done.
    var leftOver: [String] {
        (files.filter { !$0.hasSuffix(".molecule-new") && !$0.hasSuffix(".journal") }.sorted() + directories.sorted())
            .map { "the rotation ended although \($0) was not on the disk" }
    }

    /// Locks say nothing, and what the operator's commands write is theirs.
    private func isKept(_ path: String) -> Bool {
        guard !path.contains("/.locks") else { return false }
        return kept.contains { path.hasPrefix("\(home)/\($0)") }
    }

    private func parent(_ path: String) -> String { (path as NSString).deletingLastPathComponent }
}
