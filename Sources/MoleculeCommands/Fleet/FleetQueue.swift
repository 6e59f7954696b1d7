/// In which order the items of a run are begun: in the order of the selection, but none before the item above it is done.
struct FleetQueue: Sendable {
    /// Items that wait for nothing, in order; those before `next` are begun.
    private let free: [Int]
    private var next = 0
    /// Items whose parent has just been done: they come before everything else, so that results stay close together.
    private var urgent: [Int] = []
    /// The items that wait for an item.
    private var waiting: [Int: [Int]] = [:]

    /// `parents` has, for each item, the item to be done before it.
    init(parents: [Int?]) {
        free = parents.indices.filter { parents[$0] == nil }
        for (item, parent) in parents.enumerated() {
            if let parent { waiting[parent, default: []].append(item) }
        }
    }

    /// The next item to begin; `nil` when there is none, or none yet.
    mutating func take() -> Int? {
        if let item = urgent.popLast() { return item }
        guard next < free.count else { return nil }
        defer { next += 1 }
        return free[next]
    }

    /// An item is done, whatever became of it: those below it may begin.
    mutating func finish(_ item: Int) {
        guard let freed = waiting.removeValue(forKey: item) else { return }
        urgent += freed.reversed()
    }
}
