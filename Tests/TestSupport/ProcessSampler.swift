import Foundation
import Glibc
import Synchronization

/// Looks again and again at every process of the machine that lives in a home: its words and its environment, as anyone
/// who may look sees them.
public final class ProcessSampler: Sendable {
    /// What was seen where.
    public struct Sighting: Sendable, Hashable {
        /// `cmdline` or `environ`.
        public let place: String
        /// The words of the process, with the texts that were looked for left out.
        public let process: String
    }

    private struct Sight: Hashable {
        let words: Data
        let environment: Data
    }

    private struct State {
        var isStopped = false
        var looks = 0
        var sights: Set<Sight> = []
    }

    private let state = Mutex(State())

    /// Begins to look at processes whose environment names the home.
    public init(home: String) {
        // What lived before has nothing to do with the test, and looking at it takes time.
        let before = Set(ProcessSampler.processes)
        Thread.detachNewThread { [weak self] in
            while let self, !self.state.withLock({ $0.isStopped }) {
                for name in ProcessSampler.processes where !before.contains(name) {
                    self.look(at: name, Data(home.utf8))
                }
                usleep(2000)
            }
        }
    }

    /// Stops looking; gives how often a process of the home was looked at, and where one of these texts was seen.
    public func stop(for texts: [String]) -> (looks: Int, sightings: Set<Sighting>) {
        let (looks, sights) = state.withLock { state in
            state.isStopped = true
            return (state.looks, state.sights)
        }
        let needles = texts.map { Data($0.utf8) }
        var sightings: Set<Sighting> = []
        for sight in sights {
            for (place, bytes) in [("cmdline", sight.words), ("environ", sight.environment)]
            where needles.contains(where: { bytes.range(of: $0) != nil }) {
                var shown = String(decoding: sight.words, as: UTF8.self).replacingOccurrences(of: "\0", with: " ")
                for text in texts { shown = shown.replacingOccurrences(of: text, with: "MARK") }
                sightings.insert(Sighting(place: place, process: shown))
            }
        }
        return (looks, sightings)
    }

    private static var processes: [String] {
        guard let directory = opendir("/proc") else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.first?.isNumber == true { names.append(name) }
        }
        return names
    }

    private func look(at name: String, _ home: Data) {
        guard let environment = read("/proc/\(name)/environ"), environment.range(of: home) != nil,
            let words = read("/proc/\(name)/cmdline")
        else { return }
        state.withLock {
            $0.looks += 1
            $0.sights.insert(Sight(words: words, environment: environment))
        }
    }

    private func read(_ path: String) -> Data? {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { return nil }
        defer { close(number) }
        var result = Data()
        var buffer = [UInt8](repeating: 0, count: 16384)
        while true {
            let count = Glibc.read(number, &buffer, buffer.count)
            guard count > 0 else { return count == 0 ? result : nil }
            result.append(contentsOf: buffer.prefix(count))
        }
    }
}
