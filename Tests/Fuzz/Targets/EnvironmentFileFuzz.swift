import Destinations

/// An edit changes the value and no other byte, and what it wrote is what is read afterwards.
func attackEnvironmentFile(_ bytes: [UInt8]) {
    let (variable, new) = ("TOKEN", Array("new+/=_-.:@%,1".utf8))
    guard let file = try? EnvironmentFile(bytes, variable: variable) else { return }
    require(file.bytes == bytes, "reading changed the file")
    let edited = file.setting(new)
    guard let again = try? EnvironmentFile(edited, variable: variable) else {
        return require(false, "the file cannot be read after the edit")
    }
    require(again.value == new, "another value is read than was written")
    guard let old = file.value else {
        require(edited.starts(with: bytes), "adding a line changed others")
        require(
            edited.suffix(new.count + 7) == Array("TOKEN=".utf8) + new + [0x0A], "the line that was added is another")
        return
    }
    require(edited.count == bytes.count - old.count + new.count, "more than the value was changed")
    if EnvironmentFile.isPlain(old) { require(again.setting(old) == bytes, "putting the old value back differs") }
}
