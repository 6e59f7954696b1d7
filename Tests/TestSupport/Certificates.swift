import Foundation

/// Certificates that no public authority has signed.
public enum Certificates {
    /// Makes in a home: `own.pem` and `other.pem`, two authorities, and `server.pem` with `server.key`, the certificate of
    /// localhost, 127.0.0.1 and platform.example by the first of them.
    public static func make(in home: TemporaryHome) throws {
        let script = """
            set -e
            for name in own other; do
                openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$name authority" \
                    -keyout $name.key -out $name.pem
            done
            openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr
            echo subjectAltName=DNS:localhost,DNS:platform.example,IP:127.0.0.1 >names
            openssl x509 -req -in server.csr -CA own.pem -CAkey own.key -CAcreateserial -days 2 -extfile names \
                -out server.pem
            """
        guard try Run.shell(script, home: home).status == 0 else { throw POSIXError(.EIO) }
    }
}
