import CommandTree

extension Settings {
    /// Takes from a profile what neither an option nor a variable has given.
    mutating func adopt(_ profile: Profile) {
        self.profile = profile
        // A profile is there for every call, so that its addresses do not contradict a key entry's origin.
        if address == nil, let own = profile.address {
            (address, isAddressAmbient, addressSource) = (own, true, "api_url of profile '\(profile.name)'")
        }
        if controlPlaneAddress == nil, let own = profile.controlPlaneAddress {
            (controlPlaneAddress, isControlPlaneAddressAmbient) = (own, true)
            controlPlaneAddressSource = "cp_url of profile '\(profile.name)'"
        }
        if organization == nil, let own = profile.organization {
            (organization, organizationSource) = (own, "org_id of profile '\(profile.name)'")
        }
        if organizationSlug == nil { organizationSlug = profile.organizationSlug }
    }

    /// Reads the configuration and takes from the profile that is meant.
    mutating func adoptProfile(of path: String) throws(Failure) {
        let source = profileSource ?? "The configuration"
        guard let configuration = try Configuration.read(path) else {
            guard profileName != nil else { return }
            throw .usage(
                UsageError(
                    "\(source) names a profile, and there is no configuration file \(path).",
                    hint: "Leave it out, or write one: molecule profile add NAME --api-url URL"))
        }
        if let profile = try configuration.profile(named: profileName, by: source) { adopt(profile) }
    }

    /// Where the value of an option came from, for people.
    static func source(of option: String, _ arguments: Arguments) -> String? {
        switch arguments.source(of: option) {
        case .commandLine: "--\(option)"
        case .environment(let variable): variable
        case .builtInDefault, nil: nil
        }
    }
}
