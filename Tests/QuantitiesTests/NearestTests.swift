import Quantities
import Testing

/// The hints of error messages, and their places.
struct NearestTests {
  @Test(arguments: [
    ("user", "users"), ("horizn", "horizon"), ("app-servce", "app-service"), ("Cosmos-DB", "cosmos-db"),
    ("popualtions", "populations"),
  ])
  func `a misspelt name finds its neighbour`(word: String, expected: String) {
    #expect(nearest(word, in: ["horizon", "users", "app-service", "cosmos-db", "populations", "regions"]) == expected)
  }

  @Test(arguments: ["", "x", "something else altogether"])
  func `a stranger finds none`(word: String) {
    #expect(nearest(word, in: ["horizon", "populations", "regions"]) == nil)
  }

  @Test func `of two as near the first by name is taken`() {
    #expect(nearest("bat", in: ["cat", "bar"]) == "bar")
  }

  @Test func `problems are listed by their place, each once`() {
    func mark(_ line: Int, _ column: Int) -> Mark { Mark(file: "a.yaml", line: line, column: column) }
    var problems = Problems()
    #expect(problems.isEmpty)
    problems.add("third", at: mark(9, 1))
    problems.add("second", at: mark(2, 10))
    problems.add("first", at: mark(2, 9))
    problems.add("second", at: mark(2, 10))
    problems.add("nowhere", at: nil)
    #expect(
      problems.description
        == "error: nowhere\na.yaml:2:9: error: first\na.yaml:2:10: error: second\na.yaml:9:1: error: third")
  }

  @Test func `a step rounds up exactly`() {
    for (value, expected) in [(0.0, 0.0), (1, 1), (1.000_000_1, 2), (5.45381, 6), (2_000_000_000.5, 2_000_000_001)] {
      #expect(value.ceiled == expected)
    }
    #expect(Quantity<Count>(7).clamped(2, 5) == 5 && Quantity<Count>(1).clamped(2, 5) == 2)
    #expect(Quantity<Count>(3).clamped(2, 5) == 3)
  }
}
