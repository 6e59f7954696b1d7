import Foundation
import TestSupport
import Testing

@Suite struct KeysConcurrencyTests {
    @Test func `eight processes at one store lose nothing`() throws {
        let home = try TemporaryHome()
        let origin = "https://platform.example.com"
        // Each adds 25 entries of its own, removes every fifth again, and fights the others for one name.
        let line = """
            won=0
            for i in $(seq 25); do
              echo "value-$0-$i" | molecule keys add "e-$0-$i" --kind admin-token --origin \(origin) --from-stdin -q >/dev/null || exit 1
              if [ $((i % 5)) = 0 ]; then molecule keys remove "e-$0-$i" --yes -q || exit 2; fi
              if molecule admin-token generate --save shared --origin \(origin) -q >/dev/null 2>&1; then
                won=$((won + 1)); molecule keys remove shared --yes -q || exit 3
              fi
            done
            echo $won
            """
        let workers = try (0..<8).map { worker in
            try Background("/bin/sh", ["-c", line, "\(worker)"], environment: home.environment, directory: home.path)
        }
        var won = 0
        for worker in workers {
            let run = worker.end(deadline: 120)
            #expect(run.status == 0, "\(run.error)")
            won += Int(run.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
        }
        #expect(won > 0)
        let expected = (0..<8).flatMap { worker in (1...25).filter { $0 % 5 != 0 }.map { "e-\(worker)-\($0)" } }
        #expect(
            Set(try Run.molecule("keys", "list", "-q", home: home).output.split(separator: "\n").map(String.init))
                == Set(expected))
        #expect(try Run.molecule("keys", "check", home: home).status == 0)
        for (worker, number) in [(0, 1), (3, 13), (7, 24)] {
            let shown = try Run.molecule("keys", "show", "e-\(worker)-\(number)", "--reveal", home: home)
            #expect(shown.output == "value-\(worker)-\(number)\n")
        }
    }

    @Test func `of many that add one name exactly one does`() throws {
        let home = try TemporaryHome()
        let workers = try (0..<8).map { worker in
            try Background(
                "/bin/sh",
                [
                    "-c",
                    "echo value-$0 | molecule keys add one --kind admin-token --origin https://a.example --from-stdin",
                    "\(worker)",
                ],
                environment: home.environment, directory: home.path)
        }
        let statuses = workers.map { $0.end().status }
        #expect(statuses.filter { $0 == 0 }.count == 1)
        #expect(statuses.filter { $0 == 7 }.count == 7)
        let winner = try #require(statuses.firstIndex(of: 0))
        #expect(try Run.molecule("keys", "show", "one", "--reveal", home: home).output == "value-\(winner)\n")
    }
}
