extension PublishedExample {
  static let functions: [PublishedExample] = []
}
