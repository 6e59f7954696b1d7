import Foundation

/// Lets a traced program stop at the calls of `SystemCall.table` alone, where perl is there to say so to the kernel.
///
/// Without it a program stops twice at every call, which costs several times what the program itself does.
enum CallFilter {
    /// The words before those of the program; none where the program is to stop at every call.
    static let words: [String] = {
        #if arch(x86_64)
        guard let perl = Binary.tool("perl") else { return [] }
        return [perl, "-e", script]
        #else
        return []
        #endif
    }()

    /// prctl(PR_SET_NO_NEW_PRIVS), then prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER), then the program.
    ///
    /// The instructions are those of <linux/bpf_common.h>: the number of the call is loaded, compared with each that is
    /// looked at, and answered with SECCOMP_RET_TRACE or SECCOMP_RET_ALLOW.
    private static var script: String {
        let numbers = SystemCall.table.keys.sorted()
        var code = [instruction(0x20, 0)]
        for (index, number) in numbers.enumerated() {
            code.append(instruction(0x15, number, jump: numbers.count - index))
        }
        code += [instruction(0x06, 0x7FFF_0000), instruction(0x06, 0x7FF0_0000)]
        return "my $f=\(code.joined(separator: ".")); my $p=pack('S x6 P',\(code.count),$f);"
            + "syscall(157,38,1,0,0,0)==0 && syscall(157,22,2,$p)==0 or die 'no filter'; exec {$ARGV[0]} @ARGV"
    }

    private static func instruction(_ code: Int, _ value: UInt64, jump: Int = 0) -> String {
        "pack('SCCL',\(code),\(jump),0,\(value))"
    }
}
