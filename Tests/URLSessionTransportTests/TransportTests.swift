import Testing

/// Everything here, one test after the other: they measure time, and two cores are shared by clients and servers.
@Suite(.serialized) enum TransportTests {}
