import CommandTree
import JSON
import Rotation

/// A runbook that is accepted is written and read as the same; one that is refused is refused with places and reasons.
func attackRunbook(_ bytes: [UInt8]) {
    let runbook: Runbook
    do { runbook = try Runbook(bytes, suspects: looksLikeSecret) } catch {
        require(!error.list.isEmpty, "a refusal says nothing")
        for defect in error.list { require(!holdsControl(defect.path + defect.problem), "a refusal moves the cursor") }
        return
    }
    do {
        let again = try Runbook(runbook.document, suspects: looksLikeSecret)
        require(again.document == runbook.document, "what was written reads as something else")
    } catch {
        require(false, "what was written is refused: \(error.list.map(\.problem))")
    }
}

/// Whether a text would do something on a terminal.
func holdsControl(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || (0x7F...0x9F).contains($0.value) }
}
