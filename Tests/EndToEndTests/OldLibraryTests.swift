import Foundation
import TestSupport
import Testing

/// What the program does with a libcurl that is older than what it can use in full.
@Suite(.blocking, .enabled(if: Binary.isCI || Binary.compiler != nil, "no C compiler"))
struct OldLibraryTests {
    /// The home's folder of a libcurl that stands in front of the system's.
    private static func make(_ definitions: String..., in home: TemporaryHome) throws -> String {
        let folders = ["x86_64-linux-gnu/", "aarch64-linux-gnu/", "", "64/"].map { "/usr/lib/\($0)" } + ["/usr/lib64/"]
        let system = try #require(
            folders.map { "\($0)libcurl.so.4" }.first { FileManager.default.fileExists(atPath: $0) })
        try home.write("old.c", source)
        let words = ["-shared", "-fPIC", "-DSYSTEM=\"\(system)\"", "-Wl,-soname,libcurl.so.4", "-o", "libcurl.so.4"]
        let run = try Run.program(
            try #require(Binary.compiler, "in CI a compiler must be there"), words + definitions + ["old.c", "-ldl"],
            environment: home.environment, directory: home.path)
        try #require(run.status == 0, "\(run.error)")
        return home.path
    }

    @Test func `Before 7.80 what must not be sent twice gets connections of its own`() throws {
        let fleet = try Fleet("tenant-2026-05", options: Fleet.logging("--workspaces", "20", "--team-size", "1"))
        let folder = try OldLibraryTests.make(in: fleet.home)
        let environment = ["ADMIN_TOKEN": "root-token", "LD_LIBRARY_PATH": folder]
        let run = try fleet.run("pause", "--all", "--yes", "--concurrency", "1", "-o", "json", environment: environment)
        #expect(run.status == 0, "\(run.error)")
        var ports: [String: [Int]] = [:]
        for line in try fleet.home.read("requests.log").split(separator: "\n") {
            let document = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            ports[document?["method"] as? String ?? "", default: []].append(document?["port"] as? Int ?? 0)
        }
        let (reads, changes) = (ports["GET"] ?? [], ports["POST"] ?? [])
        #expect(changes.count > 10 && Set(changes).count == changes.count, "\(changes)")
        #expect(reads.count == 2 && Set(reads).count == 1, "what may be sent twice shares one")
        #expect(Set(reads).isDisjoint(with: changes))
        let chosen = try fleet.run("list", "--ca-file", "platform.env", environment: environment)
        #expect(chosen.status == 0, "over http there is no certificate: \(chosen.error)")
    }

    @Test func `Before 7.77 authorities cannot stand beside the system's, and before 7.62 nothing is asked`() throws {
        let home = try TemporaryHome()
        try Certificates.make(in: home)
        func list(_ folder: String) throws -> Run {
            try Run.molecule(
                "workspaces", "list", "--api-url", "https://localhost:1", "--ca-file", "own.pem", home: home,
                environment: ["ADMIN_TOKEN": Fixture.token, "LD_LIBRARY_PATH": folder])
        }
        let beside = try list(OldLibraryTests.make(in: home))
        #expect(beside.status == 9)
        #expect(beside.error.contains("cannot trust authorities beside the system's"), "\(beside.error)")
        let oldest = try list(OldLibraryTests.make("-DBEFORE_7_62", in: home))
        #expect(oldest.status == 9)
        #expect(oldest.error.contains("is older than 7.62: it has no curl_url"), "\(oldest.error)")
    }

    private static let source = #"""
        // A libcurl as it was: it passes calls on to the system's, but for options and functions that came later.
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <stdarg.h>
        #include <stdlib.h>
        static void *real(const char *name) {
            static void *library;
            if (!library) library = dlopen(SYSTEM, RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
            return library ? dlsym(library, name) : NULL;
        }
        #define PASS(type, name, given, passed) type name given { return ((type (*) given)real(#name)) passed; }
        typedef void *p;
        PASS(int, curl_global_init, (long a), (a))
        PASS(p, curl_version, (void), ())
        PASS(p, curl_version_info, (int a), (a))
        PASS(void, curl_free, (p a), (a))
        PASS(p, curl_slist_append, (p a, p b), (a, b))
        PASS(void, curl_slist_free_all, (p a), (a))
        PASS(p, curl_easy_init, (void), ())
        PASS(void, curl_easy_cleanup, (p a), (a))
        PASS(int, curl_easy_pause, (p a, int b), (a, b))
        PASS(p, curl_easy_strerror, (int a), (a))
        PASS(p, curl_multi_init, (void), ())
        PASS(int, curl_multi_cleanup, (p a), (a))
        PASS(int, curl_multi_add_handle, (p a, p b), (a, b))
        PASS(int, curl_multi_remove_handle, (p a, p b), (a, b))
        PASS(int, curl_multi_assign, (p a, int b, p c), (a, b, c))
        PASS(int, curl_multi_socket_action, (p a, int b, int c, p d), (a, b, c, d))
        PASS(p, curl_multi_info_read, (p a, p b), (a, b))
        #ifndef BEFORE_7_62
        PASS(p, curl_url, (void), ())
        PASS(void, curl_url_cleanup, (p a), (a))
        PASS(int, curl_url_set, (p a, int b, p c, unsigned d), (a, b, c, d))
        PASS(int, curl_url_get, (p a, int b, p c, unsigned d), (a, b, c, d))
        #endif
        #define OPTION(name) int name(p handle, int option, ...) { \
            va_list list; \
            va_start(list, option); \
            p value = va_arg(list, p); \
            va_end(list); \
            if (option == 20312 || option == 10313 || option == 40309) return 48; \
            return ((int (*)(p, int, ...))real(#name))(handle, option, value); \
        }
        OPTION(curl_easy_setopt)
        OPTION(curl_easy_getinfo)
        OPTION(curl_multi_setopt)
        """#
}

extension Binary {
    /// A C compiler, if there is one; building the program takes one.
    fileprivate static let compiler = tool("cc") ?? tool("clang") ?? tool("gcc")
}
