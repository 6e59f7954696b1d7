import Glibc
import HostSystem
import MoleculeCommands

// Secrets first: no core dump, and no credential left in the environment that children and /proc show.
ProcessHardening.apply()
SignalWatch.ignoreBrokenPipes()
let environment = ProcessHardening.takeEnvironment(removing: MoleculeProgram.credentialVariables)
let status = await MoleculeProgram.run(Array(CommandLine.arguments.dropFirst()), environment: environment)
ProcessHardening.leave(status)
