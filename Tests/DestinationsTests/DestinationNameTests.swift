import Destinations
import Rotation
import Testing

@Suite struct DestinationNameTests {
    @Test(arguments: [
        "env-file:/a", "exec:a b", "fly:control-plane", "github:o/r", "github:ghe.example/o/r", "gitea:o/r",
        "railway:control plane", "global-secret", "workspace-secret:6f1d2c3b-4a5e-4f60-8b7c-000000000001",
        "github-output:org_key",
    ]) func `every kind is read and written as it is typed`(_ text: String) throws {
        let name = try #require(DestinationName(text))
        #expect(name.absolute(in: "/somewhere") == text)
        #expect(name.place(in: "/somewhere").deploys == (name.kind == .fly || name.kind == .railway))
    }

    @Test(arguments: [
        "fly:", "fly:-x", "fly:a b", "fly:a/b", "github:r", "github:o/r/x/y", "github:o/..", "github:-o/r",
        "gitea:h/o/r",
        "railway:", "railway:--help", "railway:a\nb", "global-secret:", "global-secret:x", "workspace-secret",
        "workspace-secret:", "workspace-secret:../../x", "github-output:1x", "github-output:", "fly", "", ":",
    ]) func `what is none of a kind's is refused`(_ text: String) { #expect(DestinationName(text) == nil) }

    @Test func `the sentence about destinations names every kind`() {
        for kind in DestinationKind.allCases { #expect(DestinationName.spellings.contains(kind.spelling)) }
    }
}
