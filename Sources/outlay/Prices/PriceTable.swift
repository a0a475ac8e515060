/// Tables of prices with the meters' names, whole at 80 columns.
enum PriceTable {
  /// A line per price; where the names leave no room beside their prices, each stands above its own.
  ///
  /// - Parameters:
  ///   - names: the meter of each price, those of one meter one after the other.
  ///   - header: titles of the other columns.
  ///   - cells: the other columns of each price.
  ///   - texts: how many of these hold text.
  /// - Returns: the table.
  static func text(_ names: [String], _ header: [String], _ cells: [[String]], texts: Int) -> String {
    let wide = Console.table(["Meter"] + header, zip(names, cells).map { [$0] + $1 }, texts: texts + 1)
    guard wide.contains("…") else { return wide }
    let indented = ([header] + cells).map { ["  " + $0[0]] + $0.dropFirst() }
    let lines = Console.table(indented[0], Array(indented.dropFirst()), texts: texts)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count == cells.count + 1 else { return wide }
    var text = [lines[0]]
    for (index, line) in lines.dropFirst().enumerated() {
      if index == 0 || names[index] != names[index - 1] { text.append(Console.wrapped(names[index], hanging: 2)) }
      text.append(line)
    }
    return text.joined(separator: "\n")
  }
}
