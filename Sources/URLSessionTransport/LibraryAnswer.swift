import CurlLoader
import Foundation
import ManagementAPI

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// What the server sent, where Foundation was told something else.
extension HTTPURLResponse {
    /// The status; a redirect reaches Foundation as 300, with its own status in a field (`CurlLoader`).
    var sentStatus: Int { value(forHTTPHeaderField: CURL_LOADER_STATUS_FIELD).flatMap { Int($0) } ?? statusCode }

    /// Whether the status is one of success.
    var isSuccess: Bool { (200...299).contains(statusCode) }

    /// The coding of the body, if it has one: a short word of letters and digits, whatever the server sent.
    var coding: String? {
        guard let field = value(forHTTPHeaderField: "Content-Encoding") else { return nil }
        let word = field.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        return word.isEmpty || word == "identity" ? nil : String(word.prefix(20))
    }
}

extension HTTPResponse {
    /// The answer as the rest of the program sees it.
    init(_ answer: HTTPURLResponse, body: [UInt8]) {
        var headers: [String: String] = [:]
        for case (let name as String, let value as String) in answer.allHeaderFields {
            let key = name.lowercased()
            if key == CURL_LOADER_STATUS_FIELD { continue }
            // Foundation joins a repeated field, but not one repeated in another case.
            headers[key] = headers[key].map { "\($0), \(value)" } ?? value
        }
        self.init(status: answer.sentStatus, headers: headers, body: body)
    }
}
