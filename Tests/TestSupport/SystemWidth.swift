import Glibc

/// How many columns of a terminal the C library gives to characters: its table is of the same standard, and what
/// terminals and column(1) go by.
public enum SystemWidth {
    private typealias Function = @convention(c) (wchar_t) -> Int32

    /// Swift sees no wcwidth(3).
    private static let function: Function? = dlsym(nil, "wcwidth").map { unsafeBitCast($0, to: Function.self) }

    /// Runs something with the widths of UTF-8; each of a character is `nil` where the library knows it for unprintable.
    public static func with<Result>(_ body: ((Unicode.Scalar) -> Int?) throws -> Result) throws -> Result {
        guard let function, let locale = newlocale(1 << LC_CTYPE, "C.UTF-8", nil) else { throw SystemWidthError() }
        let former = uselocale(locale)
        defer {
            uselocale(former)
            freelocale(locale)
        }
        return try body { scalar in
            let width = function(wchar_t(bitPattern: scalar.value))
            return width < 0 ? nil : Int(width)
        }
    }
}

/// The system has no table of widths.
struct SystemWidthError: Error {}
