extension String {
    /// The sentence as it stands where another one goes on: without its full stop.
    var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
