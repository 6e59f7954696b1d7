import Foundation

/// An error as the library gives it.
func libraryError(_ text: String, code: Int = NSURLErrorUnknown) -> any Error {
    NSError(domain: NSURLErrorDomain, code: code, userInfo: [NSLocalizedDescriptionKey: text])
}
