// swift-tools-version: 6.2
import PackageDescription

// Warnings are errors where we check our own work, and not on a user's machine, whose compiler may be newer than ours.
let settings: [SwiftSetting] = Context.environment["MOLECULE_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

// Foundation's networking is a shared library in a plain build. It finds the program's definitions of curl's functions
// only when the program lists them among its dynamic symbols.
let exportOfCurl = LinkerSetting.unsafeFlags(
    ["-Xlinker", "--dynamic-list=\(Context.packageDirectory)/Sources/CurlLoader/exported.list"],
    .when(platforms: [.linux]))

// A release build with --static-swift-stdlib asks for libcurl and libstdc++. The first is CurlLoader and an empty archive
// in `stubs`; the second is linked statically: it would be a sixth of the start-up. lld reads those stubs. Foundation's
// many symbols need not be found by others (--no-export-dynamic).
let releaseFlags = LinkerSetting.unsafeFlags(
    [
        "-L\(Context.packageDirectory)/Sources/CurlLoader/stubs", "-use-ld=lld", "-Xclang-linker", "-static-libgcc",
        "-Xlinker", "--no-export-dynamic", "-Xlinker", "-s",
    ],
    .when(platforms: [.linux], configuration: .release))

// The commit comes from whoever builds: MOLECULE_COMMIT=$(git rev-parse HEAD) swift build …. What SwiftPM knows of git
// itself it remembers from the first build on, and a wrong commit is worse than none.
let commit = (Context.environment["MOLECULE_COMMIT"] ?? "").filter(\.isHexDigit)

// Ground floor first: a module imports only what stands above it in this list. There are no package dependencies.
let package = Package(
    name: "molecule",
    products: [
        .executable(name: "molecule", targets: ["molecule"])
    ],
    targets: [
        .target(name: "BuildFacts", cSettings: [.define("MOLECULE_COMMIT", to: "\"\(commit)\"")]),
        .target(name: "JSON"),
        .target(name: "CommandTree"),
        .target(name: "HostSystem"),
        .target(name: "Keyfile", dependencies: ["HostSystem", "JSON"]),
        .target(
            name: "ManagementAPI", dependencies: ["Keyfile", "HostSystem", "JSON"], exclude: ["management.json"]),
        .target(name: "ContractGenerator", dependencies: ["JSON"]),
        .target(name: "CurlLoader", exclude: ["exported.list", "stubs"], linkerSettings: [exportOfCurl]),
        .target(
            name: "URLSessionTransport", dependencies: ["CurlLoader", "ManagementAPI", "Keyfile", "HostSystem"]),
        .target(
            name: "Rotation", dependencies: ["Keyfile", "HostSystem", "JSON"], exclude: ["Runbook/runbook.schema.json"]),
        .target(
            name: "Destinations", dependencies: ["Rotation", "ManagementAPI", "Keyfile", "HostSystem", "JSON"],
            exclude: ["Runbooks"]),
        .target(name: "Moltnet", dependencies: ["Rotation", "Keyfile", "HostSystem", "JSON"]),
        .target(name: "Sandbox", dependencies: ["HostSystem", "JSON"]),
        .target(
            name: "MoleculeCommands",
            dependencies: [
                "BuildFacts", "CommandTree", "JSON", "HostSystem", "Keyfile", "ManagementAPI", "URLSessionTransport",
                "Rotation", "Destinations", "Moltnet", "Sandbox",
            ]),
        .executableTarget(
            name: "molecule", dependencies: ["MoleculeCommands", "HostSystem"], linkerSettings: [releaseFlags]),
        .executableTarget(
            name: "molecule-generate", dependencies: ["MoleculeCommands", "ContractGenerator", "HostSystem"]),

        .target(name: "TestSupport", dependencies: ["JSON", "HostSystem"], path: "Tests/TestSupport"),
        .testTarget(name: "JSONTests", dependencies: ["JSON"]),
        .testTarget(name: "CommandTreeTests", dependencies: ["CommandTree", "TestSupport"]),
        .testTarget(name: "HostSystemTests", dependencies: ["HostSystem", "TestSupport"]),
        .testTarget(name: "KeyfileTests", dependencies: ["Keyfile", "HostSystem", "JSON", "TestSupport"]),
        .testTarget(
            name: "ManagementAPITests",
            dependencies: ["ManagementAPI", "ContractGenerator", "Keyfile", "HostSystem", "JSON"]),
        .testTarget(
            name: "URLSessionTransportTests",
            dependencies: [
                "URLSessionTransport", "CurlLoader", "ManagementAPI", "Keyfile", "HostSystem", "TestSupport",
            ]),
        .testTarget(
            name: "RotationTests",
            dependencies: ["Rotation", "ContractGenerator", "Keyfile", "HostSystem", "JSON", "TestSupport"]),
        .testTarget(
            name: "DestinationsTests",
            dependencies: [
                "Destinations", "Rotation", "ContractGenerator", "CommandTree", "ManagementAPI", "Keyfile",
                "HostSystem",
                "JSON", "TestSupport",
            ]),
        .testTarget(
            name: "SandboxTests", dependencies: ["Sandbox", "ManagementAPI", "Keyfile", "JSON", "HostSystem"]),
        .testTarget(
            name: "MoltnetTests",
            dependencies: ["Moltnet", "Rotation", "Keyfile", "HostSystem", "JSON", "TestSupport"]),
        .testTarget(
            name: "MoleculeCommandsTests",
            dependencies: [
                "MoleculeCommands", "CommandTree", "JSON", "HostSystem", "Keyfile", "ManagementAPI", "Rotation",
                "TestSupport",
            ]),
        .testTarget(
            name: "EndToEndTests", dependencies: ["molecule", "molecule-generate", "TestSupport", "JSON", "HostSystem"]),
    ],
    swiftLanguageModes: [.v6]
)

// The readers of foreign bytes for libFuzzer, which brings its own main function: see .ci/fuzz. In a package of their own,
// without the commands and the sandbox, which would take longer to build than the readers are attacked.
if Context.environment["MOLECULE_FUZZ"] != nil {
    let readers = [
        "JSON", "CommandTree", "HostSystem", "Keyfile", "ManagementAPI", "Rotation", "Destinations", "Moltnet",
    ]
    package.targets.removeAll { !readers.contains($0.name) }
    package.targets.append(
        .target(
            name: "FuzzTargets", dependencies: readers.map { .byName(name: $0) }, path: ".",
            sources: [
                "Tests/Fuzz/Targets", "Tests/CommandTreeTests/SampleTree.swift",
                "Sources/MoleculeCommands/Output/TerminalText.swift",
            ]))
    package.products = [.library(name: "MoleculeFuzz", type: .static, targets: ["FuzzTargets"])]
    // What is attacked is optimised, since executions are what counts; the rest builds sooner as it is.
    for target in package.targets where !["ManagementAPI", "Destinations"].contains(target.name) {
        target.swiftSettings = [.unsafeFlags(["-O"])]
    }
}

for target in package.targets { target.swiftSettings = (target.swiftSettings ?? []) + settings }
