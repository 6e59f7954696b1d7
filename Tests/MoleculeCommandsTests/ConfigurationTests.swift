import HostSystem
import Testing

@testable import MoleculeCommands

@Suite struct ConfigurationTests {
    private func defect(_ text: String) -> Configuration.Defect? {
        do throws(Configuration.Defect) {
            _ = try Configuration(Array(text.utf8))
            return nil
        } catch { return error }
    }

    @Test func `profiles are read with what they have`() throws {
        let text = """
            {"molecule_config":1,"profile":"b","profiles":{"a":{},"b":{"api_url":"https://p","cp_url":"https://c",
            "org_id":"o","settings":{"control_plane_store":"fly:app"}}}}
            """
        let configuration = try Configuration(Array(text.utf8))
        let expected = Profile(
            name: "b", address: "https://p", controlPlaneAddress: "https://c", organization: "o",
            settings: ["control_plane_store": "fly:app"])
        #expect(try configuration.profile(named: nil, by: "") == expected)
        #expect(try configuration.profile(named: "a", by: "") == Profile(name: "a"))
        #expect(try Configuration(Array(#"{"molecule_config":1}"#.utf8)).profile(named: nil, by: "") == nil)
    }

    @Test(arguments: [
        ("", "", "is not JSON"), ("[]", "", "must be an object"), (#"{"profiles":{}}"#, "molecule_config", "must be 1"),
        (#"{"molecule_config":2}"#, "molecule_config", "must be 1"),
        (#"{"molecule_config":1,"more":1}"#, "", "unknown member"),
        (#"{"molecule_config":1,"profile":"x"}"#, "profile", "names no profile"),
        (#"{"molecule_config":1,"profiles":[]}"#, "profiles", "must be an object"),
        (#"{"molecule_config":1,"profiles":{"-x":{}}}"#, "profiles.(unnamed)", "must be named"),
        (#"{"molecule_config":1,"profiles":{"x":1}}"#, "profiles.x", "must be an object"),
        (#"{"molecule_config":1,"profiles":{"x":{"api":1}}}"#, "profiles.x", "unknown member"),
        (#"{"molecule_config":1,"profiles":{"x":{"api_url":1}}}"#, "profiles.x.api_url", "must be a text"),
        (#"{"molecule_config":1,"profiles":{"x":{"destinations":"a"}}}"#, "profiles.x.destinations", "a list of"),
        (
            #"{"molecule_config":1,"profiles":{"x":{"destinations":["fly:a","env-file:b"]}}}"#,
            "profiles.x.destinations[1]", "absolute path"
        ),
        (
            #"{"molecule_config":1,"profiles":{"x":{"destinations":["exec:put ghp_0123456789abcdefghij"]}}}"#,
            "profiles.x.destinations[0]", "looks like a secret"
        ),
        (#"{"molecule_config":1,"profiles":{"x":{"org_id":""}}}"#, "profiles.x.org_id", "not empty"),
        (#"{"molecule_config":1,"profiles":{"x":{"settings":{"A":"b"}}}}"#, "profiles.x.settings", "lower-case"),
        (#"{"molecule_config":1,"profiles":{"x":{"settings":{"a":"b\u0007"}}}}"#, "profiles.x.settings.a", "control"),
        (
            #"{"molecule_config":1,"profiles":{"x":{"settings":{"a":"napi_0123456789abcdefghij"}}}}"#,
            "profiles.x.settings.a", "looks like a secret"
        ),
        (
            #"{"molecule_config":1,"profiles":{"x":{"api_url":"https://u:ghp_0123456789ab@h"}}}"#, "profiles.x.api_url",
            "looks like a secret"
        ),
    ])
    func `what cannot be used is told with its place, and without the value`(
        _ text: String, _ path: String, _ problem: String
    ) {
        let found = defect(text)
        #expect(found?.path == path)
        #expect(found?.problem.contains(problem) == true, "\(found?.problem ?? "nothing")")
        #expect(found?.problem.contains("0123456789") == false)
    }
}

@Suite struct HTTPDateTests {
    @Test func `the time of a server is read, and nothing else is taken for one`() {
        #expect(Timestamp(httpDate: "Sun, 06 Nov 1994 08:49:37 GMT")?.text == "1994-11-06T08:49:37.000Z")
        for text in ["", "Sun, 06 Nov 1994 08:49:37", "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT"]
        {
            #expect(Timestamp(httpDate: text) == nil, "\(text)")
        }
    }
}
