import CommandTree

/// Looks at the configuration, and at where each value in use came from.
enum DoctorConfiguration {
    /// Takes the profile into the world, as every other command does before it runs.
    static func adopt(in world: inout World, isServerNamed: Bool) -> [DoctorFinding] {
        let path = world.configurationPath
        var findings: [DoctorFinding] = []
        do throws(Failure) {
            if let configuration = try Configuration.read(path) {
                let count = configuration.profiles.count
                findings.append(
                    .ok(.configuration, "\(path) has \(count) profile\(count == 1 ? "" : "s") and no secret"))
            } else {
                findings.append(.ok(.configuration, "there is no \(path), and none is needed"))
            }
            try world.settings.adoptProfile(of: path)
        } catch {
            findings.append(.failure(.configuration, error))
        }
        return findings + values(world.settings, isServerNamed)
    }

    private static func values(_ settings: Settings, _ isServerNamed: Bool) -> [DoctorFinding] {
        let name = settings.profile.map {
            "profile '\($0.name)' is in use (\(settings.profileSource ?? "the file's own"))"
        }
        var findings: [DoctorFinding] = name.map { [.ok(.configuration, $0)] } ?? []
        for given in AuthStatus.given(settings) {
            findings.append(.ok(.configuration, "\(given.name) is \(TerminalText.safe(given.value)) (\(given.source))"))
        }
        if settings.address == nil, settings.controlPlaneAddress == nil, !isServerNamed {
            findings.append(
                .warning(
                    .configuration, "no address of a server is known, so every command must be given one",
                    next: "molecule profile add NAME --api-url URL, or set MOLECULE_API_URL"))
        }
        return findings
    }
}
