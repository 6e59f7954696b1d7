import Foundation
import Synchronization
import TestSupport

/// How many points of each kind were tried, counted as they are.
enum KillTally {
    private static let counts = Mutex<[(String, Int)]>([])
    private static let failed = Mutex(0)

    static func count(_ family: String, _ number: Int = 1) {
        counts.withLock { counts in
            if let index = counts.firstIndex(where: { $0.0 == family }) {
                counts[index].1 += number
            } else {
                counts.append((family, number))
            }
        }
    }

    static func fail(_ number: Int) { failed.withLock { $0 += number } }

    static func number(_ family: String) -> Int { counts.withLock { $0.first { $0.0 == family }?.1 ?? 0 } }

    /// One line for whoever reads the output of a test run.
    static var summary: String {
        let parts = counts.withLock { $0.map { "\($0.1) \($0.0)" } }
        let failures = failed.withLock { $0 }
        let verdict = failures == 0 ? "all as they must be" : "\(failures) NOT as they must be"
        return "kill tests: \(parts.joined(separator: ", ")); \(verdict)"
    }
}

/// Tries many points at once: a rotation mostly waits.
enum KillSchedule {
    /// In CI every point of the first kind is tried, and of the others their share: one in six, or in twelve.
    ///
    /// Elsewhere a fixed number of each family, spread evenly from the first to the last
    /// point: the same ones each time for the same program.
    static let isFull = Binary.isCI
    private static let workers = 8

    /// `count` items, spread evenly; in CI all of them, or the kind's share.
    static func sample<Item>(_ kind: KillKind, _ items: [Item], _ count: Int) -> [Item] {
        let wanted =
            switch (isFull, kind.isWhole) {
            case (true, true): items.count
            case (true, false): max(kind.isBrief ? 1 : count, items.count / kind.share)
            case (false, true): count
            case (false, false): max(1, count / 3)
            }
        guard items.count > wanted else { return items }
        return (0..<wanted).map { items[$0 * items.count / wanted + items.count / wanted / 2] }
    }

    /// Does something for every item, several at once, each in a laboratory that is its worker's own; one with a fault
    /// serves its item alone.
    ///
    /// - Returns: The problems.
    static func each<Item: Sendable>(
        _ kind: KillKind, _ items: [Item], fault: @escaping @Sendable (Item) -> String? = { _ in nil },
        _ body: @escaping @Sendable (KillLab, Item) throws -> [String]
    ) -> [String] {
        let next = Mutex(0)
        let problems = Mutex<[String]>([])
        let group = DispatchGroup()
        for _ in 0..<min(workers, items.count) {
            group.enter()
            Thread {
                defer { group.leave() }
                var lab: KillLab?
                var used = 0
                while let item = next.withLock({ index -> Item? in
                    guard index < items.count else { return nil }
                    defer { index += 1 }
                    return items[index]
                }) {
                    if used.isMultiple(of: kind.pointsPerLab) { lab = nil }
                    used += 1
                    let fault = fault(item)
                    if fault != nil { lab = nil }
                    let found = attempt(kind, fault, &lab, item, body)
                    if !found.isEmpty { KillTally.fail(1) }
                    problems.withLock { $0 += found }
                }
            }.start()
        }
        group.wait()
        return problems.withLock { $0 }
    }

    private static func attempt<Item>(
        _ kind: KillKind, _ fault: String?, _ lab: inout KillLab?, _ item: Item,
        _ body: (KillLab, Item) throws -> [String]
    ) -> [String] {
        do {
            let own = try lab ?? KillLab(kind, fault: fault)
            lab = own
            return try body(own, item)
        } catch {
            lab = nil
            return ["\(kind.rawValue), \(item): could not be tried: \(error)"]
        }
    }
}
