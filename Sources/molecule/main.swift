import Dispatch
import Glibc
import HostSystem
import MoleculeCommands

// Secrets first: no core dump, and no credential left in the environment that children and /proc show.
ProcessHardening.apply()
SignalWatch.ignoreBrokenPipes()
let environment = ProcessHardening.takeEnvironment(removing: MoleculeProgram.credentialVariables)
// What waits for nothing ends here: threads to wait with take a third of the time that --version has.
switch MoleculeProgram.start(Array(CommandLine.arguments.dropFirst()), environment: environment) {
case .ended(let status): ProcessHardening.leave(status)
case .begun(let work):
    Task { ProcessHardening.leave(await work()) }
    dispatchMain()
}
