import CommandTree
import JSON
import Rotation
import Testing

@testable import MoleculeCommands

@Suite struct ReferencePageTests {
    /// The page as its reader sees it: mdoc's escapes undone.
    private func text(_ page: ReferencePage) -> String {
        page.manualPage(date: "November 20, 2026").text.replacing("\\-", with: "-").replacing("\\&", with: "")
    }

    private func expectTerms(_ terms: [String], in page: ReferencePage) {
        let lines = Set(text(page).split(separator: "\n").map(String.init))
        for term in terms { #expect(lines.contains(".It Ic \(term)"), "\(page.name) does not explain \(term)") }
    }

    @Test func `the page about journals explains every word of one`() throws {
        let all = RotationVocabulary.self
        let words = [
            all.recordMembers, all.events, all.outcomes, all.states, all.steps, all.rollbackSteps, all.planMembers,
        ].flatMap { $0 }.map(\.word)
        expectTerms(words, in: RotationPage.page)
        for word in ["CRC-32", "append", "0600", "never holds a value", "$XDG_STATE_HOME/molecule/rotations"] {
            #expect(text(RotationPage.page).contains(word), "\(word)")
        }
    }

    @Test func `the page about runbooks explains every member, kind and setting`() {
        expectTerms(RunbookFormat.objects.flatMap(\.members).map(\.name), in: RunbookPage.page)
        let parameters =
            RunbookSourceKind.allCases.flatMap(\.parameters) + RunbookProofKind.allCases.flatMap(\.parameters)
            + RunbookRetirementKind.allCases.flatMap(\.parameters)
        expectTerms(parameters.map(\.name), in: RunbookPage.page)
        expectTerms(RunbookValueForm.allCases.map(\.rawValue), in: RunbookPage.page)
        let kinds =
            RunbookSourceKind.allCases.map(\.rawValue) + RunbookProofKind.allCases.map(\.rawValue)
            + RunbookRetirementKind.allCases.map(\.rawValue)
        for kind in kinds { #expect(text(RunbookPage.page).contains("\n\(kind): "), "\(kind)") }
        for kind in DestinationKind.allCases { #expect(text(RunbookPage.page).contains(kind.rawValue)) }
    }

    @Test func `the examples of the pages are what the program reads`() throws {
        let runbook = try Runbook(Array(RunbookPage.example.utf8), suspects: looksLikeSecret)
        #expect(runbook.secret == "EXAMPLE_API_KEY")
        let configuration = try Configuration(Array(ConfigurationPage.example.utf8))
        #expect(configuration.profiles.map(\.name) == ["production"])
        expectTerms(
            ["molecule_config", "profile", "profiles", "api_url", "cp_url", "org_id", "settings"],
            in: ConfigurationPage.page)
    }
}
